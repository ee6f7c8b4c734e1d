"""A step of a conversation as a picture in JSON: what is heard and done at which second, and why.

All seconds count from the start of an answer's speech, and go on through microphone and reprompt.
"""

import math
from dataclasses import asdict, fields
from itertools import groupby

from skill import routines
from skill.alexa.incoming import heard
from skill.alexa.serializer import read
from skill.coach.events import Event
from skill.coach.places import CLOCKS, Aside, Place
from skill.coach.session import Session
from skill.coach.timeline import catch_up
from skill.screen.document import document
from skill.screen.figures import poses
from skill.simulator.conversation import Conversation, Step
from skill.simulator.diagram import edges
from skill.simulator.envelope import Json
from skill.simulator.playback import HALTED, Answer, Mark, Microphone, OutOfStep
from skill.simulator.rules import Rule

_TOLD = tuple(spec.name for spec in fields(Event) if spec.name not in ("label", "at", "opens"))
"""Facts of an event, beside its label, that a person may have said."""


def conversation_picture(conversation: Conversation, since: int = 0) -> Json:
    """The steps of a conversation from one on, and how many lines stand before them."""
    steps = [picture_of(step) for step in conversation.steps[since:]]
    return {"since": since, "steps": steps, "options": asdict(conversation.options)}


def picture_of(step: Step) -> Json:
    """All that can be shown of a step. Texts in it are as they were typed: show them as text."""
    broken = {found.rule: found.message for found in step.broken}
    return {
        "line": step.line,
        "at": step.at,
        "open": step.is_open,
        "heard": _heard(step.exchanges[-1][0]) if step.exchanges else None,
        "exchanges": [{"request": request, "response": response} for request, response in step.exchanges],
        "rules": [{"rule": rule, "broken": broken.get(rule)} for rule in Rule],
        "answer": step.answer and _answer(step.answer, step.began),
    }


def _heard(request: Json) -> Json:
    """What the request says was heard, and what the skill itself makes of it at that moment."""
    taken = heard(read(request))
    moment = catch_up(Session.from_attributes(taken.attributes), taken.at)
    event = taken.event(moment, taken.opens)
    intent = request["request"].get("intent", {})
    slots = intent.get("slots", {})
    return {
        "intent": intent.get("name") or request["request"]["type"],
        "slots": {name: slot["value"] for name, slot in slots.items() if "value" in slot},
        "label": event.label,
        "facts": {name: fact for name in _TOLD if (fact := getattr(event, name)) is not None},
        "state": moment.heard(event.label).session.state,
        "credit": dict(moment.session.credit),
    }


def _answer(answer: Answer, began: float) -> Json:
    marks, problem = _marks(answer)
    return {
        "closes": answer.closes,
        "speech_seconds": _short(answer.speech_seconds),
        "over_at": _short(answer.over_at),
        "pieces": [
            {"text": piece.text, "start": _short(piece.start), "end": _short(piece.end)}
            for piece in (*answer.speech, *answer.reprompt)
        ],
        "microphone": _microphone(answer),
        "marks": marks,
        "out_of_step": problem,
        "coach": _coach(answer, began),
        "screen": answer.screen and answer.screen.data,
    }


def _microphone(answer: Answer) -> list[Json]:
    """What the device does from which second on, if nobody speaks."""
    rows = [(0.0, Microphone.SPEAKING)]
    if not answer.closes:
        rows.append((answer.speech_seconds, Microphone.LISTENING))
    if answer.has_reprompt:
        rows.append((answer.reprompt_start, Microphone.REPROMPT))
        rows.append((answer.reprompt_start + answer.reprompt_seconds, Microphone.LISTENING_AGAIN))
    return [{"start": _short(at), "doing": doing} for at, doing in (*rows, (answer.over_at, Microphone.OVER))]


def _marks(answer: Answer) -> tuple[list[Json], str | None]:
    """The segments at their true seconds, or none and the reason."""
    try:
        return [_mark(answer, mark) for mark in (*answer.marks, *answer.reprompt_marks)], None
    except OutOfStep as problem:
        return [], str(problem)


def _mark(answer: Answer, mark: Mark) -> Json:
    start, end = map(_short, answer.true_seconds(mark))
    return {"name": mark.name, "side": mark.side, "start": start, "end": end, "clock": mark.name in CLOCKS}


def _coach(answer: Answer, began: float) -> list[Json]:
    """What the coach would take to be the case if a word came at a second, as rows that hold from there on.

    A word's timestamp has no fraction, so this is true to the second at which it leaves the device.
    """
    session = None if HALTED in answer.attributes else Session.from_attributes(answer.attributes)
    if session is None:
        return []
    seconds = range(math.floor(answer.over_at) + 1)
    rows = [(second, _view(catch_up(session, int(began + second)).session)) for second in seconds]
    return [{"start": next(same)[0], **view} for view, same in groupby(rows, key=lambda row: row[1])]


def _view(session: Session) -> Json:
    clock = {"credit": dict(session.credit), "todo": dict(session.todo)}
    where = {"state": session.state, "place": session.place, "about": next(iter(session.pending), None)}
    return {**where, "side": session.side, "left": session.remaining, **clock}


def _short(seconds: float) -> float:
    return round(seconds, 2)


def about() -> Json:
    """What a page needs to know once: the states with what leads from one to the other, and the screen."""
    drawn = [{"from": one, "to": other, "words": words} for (one, other), words in edges().items()]
    return {"states": [*Place, *Aside], "edges": drawn, "document": document()}


def figure() -> Json:
    """What the body is drawn from: the poses, and the seconds of a breath. It is known without a search."""
    (_, _), (back, _), (again, _) = routines.load().sides["ordinary"].one[60][:3]
    return {"poses": poses(), "breath": {"out": back, "cycle": again}}
