"""The questions with which answers end, and the reprompts that follow them.

A reprompt either waits or carries the routine on; one that waits ends off the roller and says how to
come back.
"""

from collections.abc import Mapping

from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.route import ask, next_side
from skill.coach.routine import Routine
from skill.coach.session import Session
from skill.coach.timed_segments import rest

WAIT = 28.0
"""Seconds of each of the two silences in a reprompt that waits."""

CONFIRM: Mapping[str, Phrase] = {
    "start_over": Phrase.ASK_START_OVER,
    "leg": Phrase.ASK_LEG,
    "done": Phrase.ASK_DONE,
    "again": Phrase.ASK_AGAIN_TODAY,
    "finished": Phrase.ASK_FINISHED,
    "numb": Phrase.ASK_NUMB,
    "well": Phrase.ASK_WELL,
}
"""What a question to confirm is about, and the phrase that asks it."""


def confirm(session: Session) -> Segment:
    """The question that is to be confirmed."""
    about = session.pending[0]
    if about == "done" and next_side(session) is None:
        return ask("ask_confirm", Phrase.ASK_DONE_HERE)
    return ask("ask_confirm", CONFIRM[about])


def left_at(session: Session) -> list[Segment]:
    """Where the session that dropped had got to."""
    side, place = session.side, session.place
    begun = place.traits.clock
    if begun and session.clock and session.todo[side]:
        facts = {"side": side, "seconds": session.clock}
        return [
            Segment("left_at", cues=(Cue(Phrase.LEFT_ROLLING, 0.5, facts=facts), Cue(Phrase.LEFT_HURT, 0.5)))
        ]
    if not place.on_a_side and not place.before_rolling:
        return [Segment("left_at", cues=(Cue(Phrase.LEFT_BOTH, 0.5),))]
    if not session.todo[side]:
        side = next_side(session) or side
    return [Segment("left_at", cues=(Cue(Phrase.LEFT_SIDE, 0.5, facts={"side": side}),))]


def reprompt_of(routine: Routine, session: Session, question: Segment) -> list[Segment]:
    """The reprompt that follows a question."""
    if question.name in ("ask_tighter", "ask_which"):
        even = Segment("sym_same", cues=(Cue(Phrase.SYM_SAME, 1),))
        rested = rest(routine, session.with_(remaining=0), routine.seconds.rest_in_reprompt)
        return [even, rested, *_last_words(routine, session)]
    if question.name == "ask_check":
        return _last_words(routine, session)
    if question.name == "ask_more":
        return [_goodbye("ask_more", Phrase.ASK_MORE_AGAIN)]
    return waiting(session, question)


def _last_words(routine: Routine, session: Session) -> list[Segment]:
    """The end for somebody who says nothing: the advice, the question as an offer, and goodbye."""
    sore = (Cue(Phrase.SORE_IS_FINE, 1),) if session.first and not session.advised else ()
    advice = (*regularly(routine, session), *sore)
    told = [Segment("advice", cues=advice)] if advice else []
    return [*told, _goodbye("ask_check", Phrase.ASK_CHECK_AGAIN)]


def _goodbye(name: str, question: Phrase) -> Segment:
    """A question that need not be answered, and how to get up; the session may end in silence after it."""
    return Segment(name, cues=(Cue(question, 2), *GOODBYE))


GOODBYE = (Cue(Phrase.GET_UP, 1), Cue(Phrase.SIT_A_MOMENT, 1), Cue(Phrase.BYE, 0))
"""How to get up, and thanks: the last words of every session that was not stopped."""


def farewell(routine: Routine, session: Session) -> tuple[Cue, ...]:
    """What is said once the body check is done: the signs the first time, how often, and goodbye."""
    cues = [Cue(Phrase.SIGNS_HINT, 1.5)] if session.first else []
    return (*cues, *regularly(routine, session), *GOODBYE)


def regularly(routine: Routine, session: Session) -> tuple[Cue, ...]:
    """How the week stands and how often to roll, once a session; later only where the week is behind."""
    count = 0 if session.week is None or session.first else session.week + 1
    stands = (Cue(_THIS_WEEK[min(count, 4) - 1], 1, facts={"count": count} if count > 3 else {}),)
    if session.advised:
        return ()
    if session.sessions < routine.experienced:
        return (*(stands if count > 1 else ()), Cue(Phrase.OFTEN, 1.5))
    return stands if count == 1 else ()


_THIS_WEEK = (Phrase.WEEK_ONE, Phrase.WEEK_TWO, Phrase.WEEK_THREE, Phrase.WEEK_MORE)


def waiting(session: Session, question: Segment) -> list[Segment]:
    """A reprompt that waits for about a minute, then asks once more."""
    cue = question.cues[0]
    waits, keeps = _WAITS.get(question.name, _STANDING if session.place.upright else _OFF)
    rows = (Cue(waits, WAIT), Cue(Phrase.STILL_HERE, WAIT), Cue(keeps, 1))
    again = cue._replace(phrase=_AGAIN.get(cue.phrase, cue.phrase)) if cue.phrase else cue
    return [Segment("wait", cues=rows), question._replace(cues=(again,))]


_STANDING = (Phrase.WAIT_NO_HURRY, Phrase.KEEP_PLACE)
_OFF = (Phrase.WAIT_REST, Phrase.KEEP_PLACE_OFF)
_WAITS: Mapping[str, tuple[Phrase, Phrase]] = {
    "ask_start": _STANDING,
    "ask_resume": _STANDING,
    "ask_safety": (Phrase.WAIT_FETCH, Phrase.KEEP_PLACE),
    "ask_kneeling": (Phrase.WAIT_FETCH, Phrase.KEEP_PLACE),
    "ask_settled": (Phrase.WAIT_SETTLE, Phrase.KEEP_PLACE_OFF),
    "ask_side_two": (Phrase.WAIT_SETTLE, Phrase.KEEP_PLACE_OFF),
    "ask_choice": (Phrase.WAIT_REST, Phrase.KEEP_PLACE),
    "ask_forget": _STANDING,
}
_AGAIN: Mapping[Phrase, Phrase] = {
    Phrase.ASK_SETTLED: Phrase.ASK_SETTLED_AGAIN,
    Phrase.ASK_SETTLED_BRIEF: Phrase.ASK_SETTLED_AGAIN,
    Phrase.ASK_SIDE_TWO: Phrase.ASK_SIDE_TWO_AGAIN,
    Phrase.ASK_SAFETY: Phrase.ASK_SAFETY_AGAIN,
    Phrase.ASK_KNEELING: Phrase.ASK_KNEELING_AGAIN,
}
