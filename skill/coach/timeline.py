"""The clock that runs while the server sleeps.

A speaker reports nothing while it talks. So each answer is laid out to the second before it is
sent, and when the next word comes, `catch_up` replays that layout up to the word's own time: which
segment, which side, how much of it is done. Speech lengths are estimates, so near the edge of a
block a word that answers its question answers it, whatever the estimate says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skill.coach.events import Label, Phase, Side
from skill.coach.session import Mark, Part, Session
from skill.coach.states import State

START_LAG = 1.0
"""Seconds from a request's timestamp to the start of the answer's speech."""
LISTENING = 8.0
"""Seconds that the microphone stays open after the speech, and again after the reprompt."""
SLACK = 0.2
"""By how much of its length speech may be longer or shorter than estimated: voices vary by 15 %."""
CLOCKS = frozenset({"roll", "hold", "ease", "extra"})
"""Marks during which the side's seconds count."""

_TURNS = CLOCKS | {"change_over", "back_on", "back_for_more"}

NAMED: Mapping[str, State] = {
    "welcome_new": State.WELCOME,
    "safety": State.WELCOME,
    "ask_safety": State.SAFETY,
    "ask_start": State.LAUNCH,
    "ask_resume": State.RESUME_OFFER,
    "welcome_back": State.SETUP,
    "setup": State.SETUP,
    "ask_settled": State.SETTLED,
    "breathe": State.BREATHING,
    "roll": State.ROLLING,
    "hold": State.HOLD,
    "ease": State.EASE,
    "off": State.CHANGE_OVER,
    "change_over": State.CHANGE_OVER,
    "ask_side_two": State.CHANGE_OVER,
    "ask_tighter": State.SYMMETRY,
    "back_for_more": State.CHANGE_OVER,
    "back_on": State.EXTRA,
    "extra": State.EXTRA,
    "off_extra": State.REST,
    "ask_which": State.SYMMETRY,
    "rest": State.REST,
    "ask_check": State.CHECK,
    "ask_more": State.CLOSE,
    "ask_paused": State.PAUSED,
    "ask_choice": State.CHOICE,
}
"""The state that a mark puts the person in; a mark that is not here leaves it as it was."""
_ASIDE = frozenset({State.EASE, State.PAUSED, State.CHOICE, State.RESUME_OFFER})

ANSWERS: Mapping[State, frozenset[Label]] = {
    State.SAFETY: frozenset({Label.READY, Label.YES, Label.NO, Label.START_SESSION}),
    State.RESUME_OFFER: frozenset({Label.RESUME, Label.START_OVER, Label.YES, Label.NO}),
    State.SETTLED: frozenset({Label.READY, Label.YES, Label.RESUME, Label.NEXT_STEP, Label.START_SESSION}),
    State.CHANGE_OVER: frozenset({Label.READY, Label.YES, Label.RESUME, Label.NEXT_STEP}),
    State.SYMMETRY: frozenset({Label.ONE_SIDE_TIGHTER, Label.BOTH_SAME, Label.NO}),
    State.CHECK: frozenset({Label.FEEL_LOOSER, Label.NO_CHANGE, Label.FEEL_SORE}),
    State.CLOSE: frozenset({Label.STOP, Label.NO}),
    State.PAUSED: frozenset({Label.RESUME, Label.READY, Label.YES}),
    State.CHOICE: frozenset({Label.RESUME, Label.SWITCH_SIDES, Label.STOP}),
}
"""Which labels answer the question that a state hangs on."""


@dataclass(frozen=True)
class Moment:
    """Where a person is when a word comes.

    `session` is what the timeline says; `question` is the session as at the question whose window
    is open, or None. A label that answers that question wins over the timeline.
    """

    session: Session
    question: Session | None = None

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in which to read an ambiguous word: the open question's, then the timeline's."""
        here = self.session.state.phase
        return (here,) if self.question is None else (self.question.state.phase, here)

    def answers(self, label: Label) -> bool:
        """Whether a label answers the question that is open."""
        return self.question is not None and label in ANSWERS.get(self.question.state, ())

    def choose(self, label_in: Callable[[Phase], Label]) -> Label:
        """The label of a word, given what it would mean in a phase."""
        if self.question is not None and self.answers(label := label_in(self.question.state.phase)):
            return label
        return label_in(self.session.state.phase)

    def heard(self, label: Label) -> Session:
        """The session in which a label is to be taken."""
        return self.question if self.question is not None and self.answers(label) else self.session


def catch_up(session: Session | None, at: int) -> Moment:
    """Replay the block that was laid out, up to a request's timestamp (whole seconds)."""
    if session is None or session.sent_at is None:
        return Moment(session or Session())
    passed = max(0.0, at - session.sent_at - START_LAG)
    speech, reprompt = session.speech, session.reprompt
    asked = walk(session, speech, speech.seconds)
    answered = speech.seconds + LISTENING
    slack = SLACK * speech.words
    if passed < speech.seconds:
        question = asked if passed >= speech.seconds - slack else None
        return Moment(walk(session, speech, passed), question)
    if passed < answered:
        return Moment(asked, asked)
    here = walk(asked, reprompt, passed - answered)
    if passed < answered + slack:
        return Moment(here, asked)
    asked_again = walk(asked, reprompt, reprompt.seconds)
    edge = answered + reprompt.seconds - SLACK * (speech.words + reprompt.words)
    return Moment(here, asked_again if passed >= edge else None)


def walk(session: Session, part: Part, passed: float) -> Session:
    """Move a session through a laid-out part, up to so many seconds of it."""
    now = dict(vars(session))
    for mark in part.marks:
        if mark.start > passed:
            break
        _pass(now, mark, min(mark.seconds, passed - mark.start))
    return session.with_(**now)


def _pass(now: dict[str, Any], mark: Mark, done: float) -> None:
    """Change a session's fields to what they are so many seconds into a mark."""
    if mark.name in ("advice", "farewell"):
        now["advised"] = mark.name
    state = NAMED.get(mark.name)
    if state is None:
        return
    if mark.side in now["sides"] and mark.name in _TURNS:
        now["turn"] = now["sides"].index(mark.side)
    if mark.name == "setup" and done >= mark.seconds:
        now["step"] += 1
    now["state"] = state
    now["place"] = now["place"] if state in _ASIDE else state
    now["left"] = max(0, round(mark.seconds - done))
    now["finished"] = now["finished"] or state == State.REST
    if mark.name in CLOCKS and mark.side:
        _credit(now, mark, mark.side, round(done))


def _credit(now: dict[str, Any], mark: Mark, side: Side, done: int) -> None:
    todo = max(0, now["todo"][side] - done)
    if mark.name in ("roll", "extra"):
        todo = max(0, round(mark.seconds) - done)
    now["credit"] = {**now["credit"], side: now["credit"][side] + done}
    now["todo"] = {**now["todo"], side: todo}
