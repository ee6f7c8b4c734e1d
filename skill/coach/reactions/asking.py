"""Questions, and what was not understood: a sentence or two, and the routine goes on."""

from collections.abc import Mapping
from dataclasses import replace

from skill.coach.events import Label
from skill.coach.layout import Cue
from skill.coach.routine import EXPERIENCED
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, close, go_on, regularly

ON_ROLLER = frozenset(
    {State.SETUP, State.SETTLED, State.BREATHING, State.ROLLING, State.HOLD, State.EASE, State.CHANGE_OVER,
     State.EXTRA}
)  # fmt: skip
"""States in which the roller may be under the person and no pause was asked for."""

TOPICS: Mapping[Label, frozenset[str]] = {
    Label.WHY_IT_MATTERS: frozenset({"back_pain", "injury", "knots", "performance", "lasts"}),
    Label.HOW_OFTEN: frozenset({"daily", "sport"}),
    Label.WHAT_DO_I_NEED: frozenset({"ball", "bed"}),
    Label.NORMAL_TO_HURT: frozenset({"tomorrow", "bruise", "thigh"}),
    Label.BREATHING_HELP: frozenset({"water"}),
    Label.OUT_OF_SCOPE: frozenset({"medical"}),
}
"""Narrower questions that have an answer of their own."""


def answer(talk: Talk) -> Turn:
    """Answer a question, and carry on."""
    label, topic = talk.event.label, talk.event.topic or ""
    narrow = topic in TOPICS.get(label, ())
    return told(talk, f"answer_{label}_{topic}" if narrow else f"answer_{label}")


def told(talk: Talk, phrase: str, **facts: str | int) -> Turn:
    """Say a phrase and carry on; "repeat" says it again."""
    turn = go_on(talk, Cue(phrase, 1, facts=facts))
    return replace(turn, session=turn.session.with_(answer=phrase if not facts else ""))


def time_left(talk: Talk) -> Turn:
    """How long is left: the number first, rounded to five, and never a question."""
    session = talk.session
    if session.state in (State.HOLD, State.REST) and session.left:
        return told(talk, f"time_left_{session.state}", seconds=_rounded(session.left))
    if session.state in (State.ROLLING, State.EASE, State.EXTRA) or _paused_side(session):
        return told(talk, "time_left_side", seconds=_rounded(session.todo[session.side]))
    return told(talk, "time_left_session", minutes=minutes_left(session))


def _paused_side(session: Session) -> bool:
    return session.state in (State.PAUSED, State.CHOICE, State.RESUME_OFFER) and session.place in (
        State.ROLLING,
        State.EXTRA,
    )


def _rounded(seconds: float) -> int:
    return max(5, 5 * round(seconds / 5))


def minutes_left(session: Session) -> int:
    """Minutes to the end of the session, rounded up."""
    after = {State.SYMMETRY: 90, State.REST: 60, State.CHECK: 30, State.CLOSE: 20}
    seconds = after.get(session.place, 150) + sum(session.todo.values())
    return max(1, round(seconds / 60))


def where(talk: Talk) -> Turn:
    """Where in the routine: the side and its seconds first."""
    session = talk.session
    facts = {"side": session.side, "seconds": _rounded(session.todo[session.side])}
    if session.place in (State.ROLLING, State.EXTRA, State.HOLD):
        phrase = "where_hold" if session.state == State.HOLD else "where_roll"
        return told(talk, phrase, **(facts if phrase == "where_roll" else {"side": session.side}))
    if session.place in (State.SETUP, State.SETTLED, State.BREATHING, State.CHANGE_OVER):
        return told(talk, "where_setup", side=session.side)
    rest = session.place in (State.REST, State.CHECK, State.CLOSE)
    return told(
        talk, "where_rest" if rest else "where_both" if session.place == State.SYMMETRY else "where_start"
    )


def help_(talk: Talk) -> Turn:
    """What can be said; on the roller it may be distress, so coming off is named first."""
    if talk.session.state in ON_ROLLER:
        return told(talk, "help_rolling")
    if talk.session.state in (State.PAUSED, State.CHOICE, State.SYMMETRY, State.REST):
        return told(talk, "help_resting")
    return told(talk, "help_start")


def missed(talk: Talk) -> Turn:
    """Not understood: on the roller the first thought is pain; the second time names three words."""
    again = talk.session.missed > 0
    rolling = talk.session.state in ON_ROLLER
    phrase = ("missed_rolling" if rolling else "missed") + ("_again" if again else "")
    turn = go_on(talk, Cue(phrase, 1))
    return replace(turn, session=turn.session.with_(missed=talk.session.missed + 1))


def repeat(talk: Talk) -> Turn:
    """Say the last thing again: the last answer, or the part or question that is under way."""
    session = talk.session
    if session.answer:
        return told(talk, session.answer)
    cue = _REPEATED.get(session.state)
    return go_on(talk, *((Cue(cue, 1),) if cue else ()))


_REPEATED = {
    State.BREATHING: "repeat_breathing",
    State.ROLLING: "repeat_rolling",
    State.EASE: "lighten",
    State.EXTRA: "repeat_rolling",
    State.HOLD: "hold_8",
    State.REST: "rest_8",
}


def looser(talk: Talk) -> Turn:
    """Looser after the roll."""
    return _checked(talk, "check_looser")


def no_change(talk: Talk) -> Turn:
    """No change after the roll."""
    return _checked(talk, "check_same")


def _checked(talk: Talk, reply: str) -> Turn:
    """The reply to the body check, then how often; the first three sessions may ask something."""
    session = talk.session
    cues = [Cue(reply, 1)]
    if session.first and session.advised != "farewell":
        cues.append(Cue("signs_hint", 1.5))
    cues += regularly(session)
    if session.sessions < EXPERIENCED:
        return go_on(talk.on(state=State.CLOSE, place=State.CLOSE, left=0), *cues)
    return close(talk, *cues, Cue("bye", 1), Cue("get_up"))


def ask_again(talk: Talk) -> Turn:
    """A word that means nothing here: the question is asked again, or the routine goes on."""
    return go_on(talk)


def go_ahead(talk: Talk) -> Turn:
    """Yes, there is a question."""
    return go_on(talk, Cue("go_ahead", 1))


def stay_light(talk: Talk) -> Turn:
    """A tender spot before the clock runs: light on it, it comes later."""
    return go_on(talk, Cue("stay_light", 1))


def not_yet(talk: Talk) -> Turn:
    """More pressure before the clock runs; it is not promised for later to somebody whom it hurt."""
    if talk.session.gentle:
        return go_on(talk, Cue("more_refused", 1))
    return go_on(talk, Cue("more_not_again" if talk.session.taken_up else "not_yet", 1))
