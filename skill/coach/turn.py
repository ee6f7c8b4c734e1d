"""One turn: lays a row of segments out as a reply, and moves the session to its start.

Every reply ends with exactly one question, or closes. Its reprompt either waits or carries the
routine on; a reprompt that waits ends off the roller and says how to come back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill.coach import routine
from skill.coach.acts import TEMPO, Measure, Reply
from skill.coach.clocks import rest
from skill.coach.errands import Errand
from skill.coach.events import Event, Side
from skill.coach.layout import BREATH, Cue, Pen, Segment, asides, lay_out, longest
from skill.coach.person import Person, Record
from skill.coach.route import after_hold, ask, next_side, route
from skill.coach.session import Part, Session
from skill.coach.states import State
from skill.coach.timeline import walk

WAIT = 28.0
"""Seconds of each of the two silences in a reprompt that waits."""


@dataclass(frozen=True)
class Turn:
    """What one turn did: the session after it, what is said, and what is to be kept.

    `record` is what history should hold of a session, said once. Where there is an `errand`, nothing
    is said until it is done. A `handover` is done by Alexa herself once the speech is over: she asks
    for what it names, and comes back with the answer.
    """

    session: Session
    reply: Reply
    person: Person
    record: Record | None = None
    errand: Errand | None = None
    handover: Errand | None = None


@dataclass(frozen=True)
class Talk:
    """What a reaction may look at: the caught-up session, the event, the person and the measure."""

    session: Session
    event: Event
    person: Person
    measure: Measure

    def on(self, session: Session | None = None, **changes: object) -> "Talk":
        """The same talk about a changed session."""
        return replace(self, session=(session or self.session).with_(**changes))

    @property
    def side(self) -> Side:
        """The side being worked on."""
        return self.session.side


def say(talk: Talk, segments: Sequence[Segment]) -> Turn:
    """The turn that says these segments, the last of which is a question."""
    session = talk.session
    pen = Pen(talk.measure, session.tempo, dict(session.used), session.sessions)
    row = fit(list(segments), pen, session.asking)
    speech, said = lay_out(row, pen), tuple(pen.items)
    pen.items, pen.now, pen.words = [], 0.0, 0.0
    reprompt = lay_out(_reprompt(session, row[-1]), pen)
    reply = Reply(said, tuple(pen.items), tempo=session.tempo)
    sent = session.with_(sent_at=talk.event.at, speech=speech, reprompt=reprompt, used=pen.used)
    return Turn(walk(sent, speech, 0.0), reply, talk.person)


def go_on(talk: Talk, *lead: Cue) -> Turn:
    """Say something, and carry on with the routine from where the person stands."""
    session = talk.session
    if session.state in (State.PAUSED, State.CHOICE, State.RESUME_OFFER):
        return still_waiting(talk, *lead)
    return say(talk, _with_lead(talk, _state_at_place(session), lead))


def _with_lead(talk: Talk, session: Session, lead: tuple[Cue, ...]) -> list[Segment]:
    """The route from here with something said first; where that would pass the cap, it is said after."""
    if not lead or session.place not in (State.ROLLING, State.EXTRA, State.HOLD):
        return route(session, lead)
    spoken = (
        sum(talk.measure(cue.phrase, None, cue.facts) / TEMPO[session.tempo] + BREATH for cue in lead) + 2.5
    )
    if session.place == State.HOLD and spoken > session.left:
        session = replace(after_hold(session.with_(left=0)), left=0)
    if spoken <= session.room(session.side):
        return route(session, lead)
    row = route(session)
    end = next(i for i, segment in enumerate(row) if segment.name.startswith(("off", "ask")))
    return [*row[: end + 1], *asides(lead), *row[end + 1 :]]


def still_waiting(talk: Talk, *lead: Cue) -> Turn:
    """Say something, and ask again whether to continue."""
    told = asides(lead)
    if talk.session.state == State.CHOICE:
        return say(talk, [*told, choice(talk.session)])
    if talk.session.state == State.RESUME_OFFER:
        return say(talk, [*told, *left_at(talk.session), ask("ask_resume")])
    return say(talk, [*told, ask("ask_paused")])


def left_at(session: Session) -> list[Segment]:
    """Where the session that dropped had got to."""
    side = session.side
    done, rolling = session.clock, session.place in (State.ROLLING, State.HOLD, State.EXTRA)
    if rolling and done and session.todo[side]:
        cues = (Cue("left_rolling", 0.5, facts={"side": side, "seconds": done}), Cue("left_hurt", 0.5))
        return [Segment("left_at", cues=cues)]
    if rolling and not session.todo[side]:
        side = next_side(session) or side
    phrase = "left_both" if session.place == State.SYMMETRY else "left_side"
    return [
        Segment("left_at", cues=(Cue(phrase, 0.5, facts={"side": side} if phrase == "left_side" else {}),))
    ]


def choice(session: Session) -> Segment:
    """The choice after a report of pain: only what is still possible is offered."""
    here = session.todo[session.side] > 0 and session.side not in session.over
    there = any(
        session.todo[side] > 0 and side not in session.over for side in session.sides if side != session.side
    )
    if here:
        return ask("ask_choice", "choice_all" if there else "choice_here")
    return ask("ask_choice", "choice_other" if there else "choice_rest")


def close(talk: Talk, *cues: Cue) -> Turn:
    """Say something, and close the session."""
    session = talk.session
    pen = Pen(talk.measure, session.tempo, dict(session.used), session.sessions)
    speech = lay_out(asides(cues), pen)
    items = tuple(pen.items[:-1] if cues and cues[-1].after else pen.items)
    ended = session.with_(state=State.CLOSED, sent_at=None, speech=speech, reprompt=Part(), used=pen.used)
    return Turn(ended, Reply(items, closes=True, tempo=session.tempo), talk.person)


def send(talk: Talk, errand: Errand) -> Turn:
    """Have something done first; the answer is given once its outcome is known."""
    return Turn(talk.session.with_(sent_at=None), Reply(), talk.person, errand=errand)


def hand_over(talk: Talk, errand: Errand, *cues: Cue) -> Turn:
    """Say something, and have Alexa ask on: the session waits until she is back with the answer."""
    session = talk.session
    pen = Pen(talk.measure, session.tempo, dict(session.used), session.sessions)
    speech = lay_out(asides(cues), pen)
    waits = session.with_(sent_at=talk.event.at, speech=speech, reprompt=Part(), used=pen.used)
    return Turn(waits, Reply(tuple(pen.items), tempo=session.tempo), talk.person, handover=errand)


def nothing(talk: Talk) -> Turn:
    """Say nothing at all: the answer to a session's end."""
    ended = talk.session.with_(sent_at=None, ended_at=talk.event.at, speech=Part(), reprompt=Part())
    return Turn(ended, Reply(closes=True), talk.person)


def fit(row: list[Segment], pen: Pen, asking: bool = False) -> list[Segment]:
    """The row, or as much of it as a response can carry, ended with the question found there.

    `asking` is for people who want to be asked before the other side: then it ends there in any case.
    """
    if not any(segment.ends for segment in row) or (_fits(row, pen) and not asking):
        return row
    for place in range(len(row) - 1, -1, -1):
        if row[place].ends:
            shorter = [*row[: place + 1], ask(row[place].ends)]
            if _fits(shorter, pen):
                return shorter
    return row


def _fits(row: list[Segment], pen: Pen) -> bool:
    part = longest(row, pen)
    slow = part.seconds + part.words * (1 / routine.SLOWEST - 1)
    return part.seconds <= routine.RESPONSE_BUDGET and slow <= routine.SLOW_BUDGET


def _reprompt(session: Session, question: Segment) -> list[Segment]:
    if question.name in ("ask_tighter", "ask_which"):
        even = Segment("sym_same", cues=(Cue("sym_same", 1),))
        rested = rest(session.with_(state=State.SYMMETRY), routine.REPROMPT_REST)
        return [even, rested, _closing_words(session), ask("ask_check")]
    if question.name == "ask_check":
        return [
            Segment("farewell", cues=(*farewell(session), Cue("get_up", 1.5))),
            ask("ask_check", "ask_check_again"),
        ]
    if question.name == "ask_more":
        return [Segment("bye", cues=(Cue("bye", 1), Cue("get_up", 1.5))), ask("ask_more", "ask_more_again")]
    return waiting(question)


def _closing_words(session: Session) -> Segment:
    return Segment("advice", cues=(*regularly(session), Cue("get_up", 1.5)))


def farewell(session: Session) -> tuple[Cue, ...]:
    """What is said once the body check is done: the signs the first time, how often, thanks."""
    cues = [Cue("signs_hint", 1.5)] if session.first else []
    return (*cues, *regularly(session), Cue("bye", 1))


def regularly(session: Session) -> tuple[Cue, ...]:
    """How the week stands and how often to roll, once a session; later only where the week is behind."""
    count = 0 if session.week is None or session.first else session.week + 1
    stands = (Cue(_THIS_WEEK[min(count, 4) - 1], 1, facts={"count": count} if count > 3 else {}),)
    if session.advised:
        return ()
    if session.sessions < routine.EXPERIENCED:
        return (*(stands if count > 1 else ()), Cue("often", 1.5))
    return stands if count == 1 else ()


_THIS_WEEK = ("week_one", "week_two", "week_three", "week_more")


def waiting(question: Segment) -> list[Segment]:
    """A reprompt that waits for about a minute, then asks once more."""
    cue = question.cues[0]
    waits, keeps = _WAITS.get(question.name, ("wait_no_hurry", "keep_place"))
    rows = (Cue(waits, WAIT), Cue("still_here", WAIT), Cue(keeps, 1))
    again = replace(cue, phrase=_AGAIN.get(cue.phrase, cue.phrase))
    return [Segment("wait", cues=rows), replace(question, cues=(again,))]


_WAITS = {
    "ask_safety": ("wait_fetch", "keep_place"),
    "ask_settled": ("wait_settle", "keep_place_off"),
    "ask_side_two": ("wait_settle", "keep_place_off"),
    "ask_choice": ("wait_rest", "keep_place"),
    "ask_paused": ("wait_rest", "keep_place_off"),
}
_AGAIN = {
    "ask_settled": "ask_settled_again",
    "ask_side_two": "ask_side_two_again",
    "ask_safety": "ask_safety_again",
}


def _state_at_place(session: Session) -> Session:
    if session.state in (State.EASE, State.CLOSED):
        return session.with_(state=session.place)
    return session
