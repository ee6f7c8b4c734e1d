"""The clock that runs while the server sleeps.

A speaker reports nothing while it talks. So each answer is laid out to the second before it is
sent, and when the next word comes, `catch_up` replays that layout up to the word's own time: which
segment, which side, how much of it is done. No other file writes `place` and `aside`.

Speech lengths are estimates, so near the edge of a block a word that answers its question answers it,
whatever the estimate says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from skill.channel import ALEXA, Channel
from skill.coach.events import Label, Phase, Side
from skill.coach.places import ASIDES, CLOCKS, MARKS, NO_TRAITS, Aside, MarkTraits, Place, Stage
from skill.coach.session import Mark, Part, Session

SLACK = 0.2
"""By how much of its length speech may be longer or shorter than estimated: voices vary by 15 %."""
LESSON_SLACK = 2.0
"""Seconds before the estimated end of the safety list and of a lesson from which an answer to it counts."""


class Labelled(Protocol):
    """What a word means: a label, and whatever came with it."""

    @property
    def label(self) -> Label:
        """What was meant."""
        ...


Meant = TypeVar("Meant", bound=Labelled)


@dataclass(frozen=True)
class Moment:
    """Where a person is when a word comes.

    `session` is what the timeline says. `question` is the session as at the question whose window is
    open, or None: a label that answers that question wins over the timeline. `later` is the session once
    the answer begins, where a side's clock runs on until then, else None. `passed` are seconds since the
    speech began; `asked` tells that its question has begun, and of the safety question that an answer to
    it counts by now.
    """

    session: Session
    question: Session | None = None
    later: Session | None = None
    passed: float = 0.0
    asked: bool = True

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in which to read an ambiguous word: the open question's, then the timeline's."""
        here = phase_of(self.session)
        return (here,) if self.question is None else (phase_of(self.question), here)

    def resolve(self, meaning_in: Callable[[Phase], Meant]) -> Meant:
        """What a word means now: what answers the open question, where it does, else what it means here."""
        meanings = [meaning_in(phase) for phase in self.phases]
        return next((meant for meant in meanings if self.answers(meant.label)), meanings[-1])

    def answers(self, label: Label) -> bool:
        """Whether a label answers the question that is open."""
        return self.question is not None and label in _answers(self.question)

    def heard(self, label: Label) -> "Moment":
        """The moment as this label takes it: at the open question, where it answers that one.

        Whoever answers before they have come off the roller still lies on it.
        """
        if self.question is None or not self.answers(label):
            return self
        asked = self.question.with_(on_roller=self.question.on_roller or self.session.on_roller)
        return Moment(asked, self.question, None, self.passed, asked=True)


def phase_of(session: Session) -> Phase:
    """The phase that decides what an ambiguous word means to somebody in this session."""
    return ASIDES[session.aside].phase if session.aside else session.place.traits.phase


def _answers(session: Session) -> frozenset[Label]:
    return ASIDES[session.aside].answers if session.aside else session.place.traits.answers


ROUNDED = 0.05
"""Seconds by which a mark may differ from its layout, as it travels with two decimals."""
_COUNTED_DOWN = ("hold", "rest")


def catch_up(session: Session | None, at: int, channel: Channel = ALEXA) -> Moment:
    """Replay the block that was laid out, up to a request's timestamp (whole seconds)."""
    if session is None or session.sent_at is None:
        return Moment(session or Session())
    passed = max(0.0, at - session.sent_at - channel.start_lag)
    speech, reprompt = session.speech, session.reprompt
    end = walk(session, speech, speech.seconds)
    answered = speech.seconds + channel.listening_seconds
    slack = _slack(end, speech)
    if passed < speech.seconds:
        question = end if passed >= speech.seconds - slack else None
        later = _while_answering(session, speech, passed, channel.start_lag)
        begun = bool(speech.marks) and passed >= speech.marks[-1].start
        asked = question is not None or (begun and end.place != Place.SAFETY)
        return Moment(walk(session, speech, passed), question, later, passed, asked)
    if passed < answered:
        return Moment(end, end, None, passed)
    here = walk(end, reprompt, passed - answered)
    if passed < answered + slack:
        return Moment(here, end, None, passed)
    asked_again = walk(end, reprompt, reprompt.seconds)
    edge = answered + reprompt.seconds - SLACK * (speech.words + reprompt.words)
    return Moment(here, asked_again if passed >= edge else None, None, passed)


def _slack(asked: Session, speech: Part) -> float:
    slack = SLACK * speech.words
    return min(slack, LESSON_SLACK) if asked.place.traits.heard_out and asked.aside is None else slack


def _while_answering(session: Session, speech: Part, passed: float, lag: float) -> Session | None:
    """The session when the answer begins, where a clock runs at this moment: no further than its end."""
    for mark in speech.marks:
        end = mark.start + mark.seconds
        if mark.name in CLOCKS and mark.start <= passed < end:
            return walk(session, speech, min(passed + lag, end))
    return None


def side_under(session: Session, passed: float) -> Side:
    """The side that somebody lies on: until they are told to come off one, that one, else the session's."""
    under_way = [mark for mark in session.speech.marks if mark.start <= passed < mark.start + mark.seconds]
    left = next((mark.side for mark in under_way if MARKS.get(mark.name, NO_TRAITS).takes_off), None)
    return left or session.side


def head_for(
    session: Session, place: Place, aside: Aside | None = None, step: int = 0, remaining: int = 0
) -> Session:
    """The session as an answer that leads to a place, or to an aside over it, takes it from there."""
    return session.with_(place=place, aside=aside, pending=(), step=step, remaining=remaining)


def hang(session: Session, aside: Aside | None, pending: tuple[str, ...] = ()) -> Session:
    """The session with another aside over its place, or with none."""
    return session.with_(aside=aside, pending=pending)


def leave(session: Session) -> Session:
    """The session as it closes."""
    return session.with_(place=Place.CLOSED, aside=None, pending=())


CUT_TWICE = 2
"""A sentence that was cut so often is said before the next answer (safety rules: what was cut)."""


def times_cut(session: Session, passed: float) -> int:
    """How often in a row the next sentence of this place was not heard out, to two."""
    here = [mark for mark in session.speech.marks if _counts_at(mark, session.place)]
    heard = [mark for mark in here if mark.start + mark.seconds <= passed + ROUNDED]
    if session.aside is not None or len(heard) == len(here):
        return 0
    return 1 if heard else min(session.cut + 1, CUT_TWICE)


def _counts_at(mark: Mark, place: Place) -> bool:
    traits = MARKS.get(mark.name, NO_TRAITS)
    return traits.counts and traits.place == place


def walk(session: Session, part: Part, passed: float) -> Session:
    """Move a session through a laid-out part, up to so many seconds of it."""
    now = dict(vars(session))
    for mark in part.marks:
        if mark.start > passed:
            break
        _pass(now, mark, min(mark.seconds, passed - mark.start))
    return session.with_(**now)


def stations(session: Session, part: Part) -> Iterator[Session]:
    """The session at the start of each mark of a part: what `walk` gives there, in one pass."""
    now = dict(vars(session))
    for place, mark in enumerate(part.marks):
        here = dict(now)
        for begun in part.marks[place:]:
            if begun.start > mark.start:
                break
            _pass(here, begun, 0.0)
        yield session.with_(**here)
        following = part.marks[place + 1 : place + 2]
        lasts = following[0].start - mark.start if following else mark.seconds
        _pass(now, mark, min(mark.seconds, lasts))


def _pass(now: dict[str, Any], mark: Mark, done: float) -> None:
    """Change a session's fields to what they are so many seconds into a mark."""
    if mark.name == "advice":
        now["advised"] = mark.name
    traits = MARKS.get(mark.name, NO_TRAITS)
    if traits is NO_TRAITS:
        return
    if traits.turns and mark.side in now["sides"]:
        now["side_index"] = now["sides"].index(mark.side)
    _move(now, traits)
    whole = done >= mark.seconds - ROUNDED
    now["on_roller"] = (now["on_roller"] or traits.puts_on) and not (traits.takes_off and whole)
    if whole and traits.counts:
        now["step"] += 1
        now["listed"] = now["listed"] or mark.name == "safety"
    if traits.place is not None:
        now["remaining"] = max(0, round(mark.seconds - done)) if mark.name in _COUNTED_DOWN else 0
    if traits.clock and mark.side:
        _credit(now, mark, mark.side, round(done))


def _move(now: dict[str, Any], traits: MarkTraits) -> None:
    if traits.aside is not None:
        now["aside"] = traits.aside
    if traits.place is None:
        return
    if traits.place != now["place"]:
        now["step"] = 0
    now["place"], now["aside"], now["pending"] = traits.place, None, ()
    now["finished"] = now["finished"] or traits.place.stage == Stage.RESTING


def _credit(now: dict[str, Any], mark: Mark, side: Side, done: int) -> None:
    todo = max(0, now["todo"][side] - done)
    if mark.name in ("roll", "extra"):
        todo = max(0, round(mark.seconds) - done)
    now["credit"] = {**now["credit"], side: now["credit"][side] + done}
    now["todo"] = {**now["todo"], side: todo}
