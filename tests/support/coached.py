"""A coach without a wire: events in, turns out, on a clock of its own, with the real script's lengths."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from skill import routines
from skill.channel import ALEXA
from skill.coach.acts import Say
from skill.coach.effects import Effect, EffectResult
from skill.coach.events import Event, Label
from skill.coach.machine import finish, step
from skill.coach.places import Place
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.timeline import Moment, catch_up
from skill.coach.turn import Tools, Turn
from skill.voice.script import load

SCRIPT = load("en-US")
TOOLS = Tools(routine=routines.load(), measure=SCRIPT.measure)
START_LAG, LISTENING = ALEXA.start_lag, ALEXA.listening_seconds
NOON = 1_800_000_000
ANSWER_AFTER = 3
"""Seconds after the end of the speech at which a person answers, if nothing else is said."""

ANSWERS = {
    "ask_safety": "none_of_that",
    "ask_kneeling": "ready",
    "ask_settled": "ready",
    "ask_side_two": "ready",
    "ask_tighter": "both_same",
    "ask_check": "feel_looser",
    "ask_more": "stop",
}
"""How each question of a session is answered by somebody who goes through it without a word more."""


@dataclass
class Coached:
    """One person with the coach: `say` a label, after so many seconds of what is being said."""

    person: Profile = field(default_factory=Profile)
    now: int = NOON
    turn: Turn | None = None

    @property
    def session(self) -> Session:
        """The session as it travels: through JSON and back."""
        assert self.turn is not None
        session = Session.from_attributes(self.turn.session.to_attributes())
        assert session is not None
        return session

    def say(self, label: str, after: float | None = None, **facts: Any) -> Turn:
        """Say something; the first thing said opens the session."""
        opens = self.turn is None or self.turn.reply.closes
        if self.turn is not None:
            seconds = self.turn.session.speech.seconds + ANSWER_AFTER if after is None else after
            self.now += round(START_LAG + seconds)
        moment = Moment(Session()) if opens else catch_up(self.session, self.now)
        event = Event(label=Label(label), at=self.now, opens=opens, **facts)
        self.turn = step(moment, event, self.person, TOOLS)
        if self.turn.effect is not None:
            self.turn = finish(self.turn, event, self.run(self.turn.effect), TOOLS)
        self.person = self.turn.person
        return self.turn

    def to_the_end(self) -> Iterator[Turn]:
        """The turns of a session from its launch, with each question answered and nothing else said."""
        yield (turn := self.say("launch"))
        while not turn.reply.closes:
            yield (turn := self.say(ANSWERS[turn.session.speech.marks[-1].name]))

    def run(self, effect: Effect) -> EffectResult:
        """Do what the coach needs done outside: here there is no Amazon."""
        return EffectResult(how="done" if effect.what == "forget" else "away")

    def moment(self, after: float) -> Moment:
        """Where the coach thinks the person is, so many seconds into what is being said."""
        return catch_up(self.session, self.now + round(START_LAG + after))

    def fork(self) -> "Coached":
        """Another person at the same moment."""
        return replace(self)


def rolling(seconds: int = 90, sessions: int = 2, **person: Any) -> Coached:
    """Somebody whose first side is about to begin."""
    coached = Coached(Profile(sessions=sessions, seconds=seconds, **person))
    for word in ("launch", "ready") if sessions else ("launch", "none_of_that", "ready", "ready"):
        coached.say(word)
    return coached


def second(coached: Coached, into: float, name: str = "roll", side: str | None = "left") -> float:
    """The second of what is being said that lies so many seconds into a segment."""
    marks = coached.session.speech.marks
    return into + next(mark.start for mark in marks if (mark.name, mark.side) == (name, side))


def planned(turn: Turn, name: str, side: str = "left") -> int:
    """The planned seconds of a segment in a turn; 0 where it is not."""
    marks = turn.session.speech.marks
    return round(sum(mark.seconds for mark in marks if (mark.name, mark.side) == (name, side)))


def first_words(turn: Turn) -> str:
    """The first sentence of a turn."""
    return words(turn)[0].split(". ")[0].rstrip(".") + "."


def words(turn: Turn) -> list[str]:
    """What a turn says, phrase by phrase."""
    return [
        SCRIPT.words(item.phrase, item.variant, item.facts)
        for item in turn.reply.speech
        if isinstance(item, Say)
    ]


def phrases(turn: Turn, reprompt: bool = False) -> list[str]:
    """The phrase ids of a turn."""
    items = turn.reply.reprompt if reprompt else turn.reply.speech
    return [item.phrase for item in items if isinstance(item, Say)]


def names(turn: Turn) -> list[str]:
    """The names of a turn's marks."""
    return [mark.name for mark in turn.session.speech.marks]


def blocks(person: Profile, *labels: str, now: int = NOON, **facts: Any) -> Iterator[Coached]:
    """A person after each of these labels, each said in answer to the question before."""
    coached = Coached(person, now)
    for label in labels:
        coached.say(label, **facts)
        yield coached.fork()


@cache
def journeys() -> tuple[Coached, ...]:
    """People at the start of every kind of block: first and later, short and long, held, paused and hurt."""
    return tuple(_journeys())


def _journeys() -> Iterator[Coached]:
    yield from blocks(Profile(), "launch", "none_of_that", "ready", "ready", "both_same", "feel_looser")
    for seconds in (30, 60, 90, 120):
        later = Profile(sessions=2, seconds=seconds)
        yield from blocks(later, "launch", "ready", "one_side_tighter", "no_change", side="right")
    yield from blocks(Profile(sessions=9, seconds=75, verbosity="brief"), "launch", "ready", "both_same")
    yield from blocks(Profile(sessions=1, seconds=60, going_on="asking"), "launch", "ready", "ready")
    yield from blocks(Profile(sessions=1), "how_often", "start_session")
    rolling = Coached(Profile(sessions=1, seconds=90))
    rolling.say("launch")
    rolling.say("ready")
    for label, facts in BESIDE:
        beside = rolling.fork()
        beside.say(label, after=45, **facts)
        yield beside
        if label in ("pause", "red_flag"):
            beside = beside.fork()
            beside.say("done" if label == "pause" else "misheard")
            yield beside
    yield from _opened_again(rolling)


BESIDE: tuple[tuple[str, dict[str, str]], ...] = (
    *((label, {}) for label in ("tender_spot", "pause", "pain_too_much", "ease_pressure", "more_time")),
    ("numb_tingling", {}),
    ("numb_tingling", {"topic": "unclear"}),
    ("red_flag", {"sign": "faint"}),
    ("wrong_side", {}),
    ("start_over", {}),
)
"""Words said on a side that lead somewhere else, or hang something over it."""


def _opened_again(rolling: Coached) -> Iterator[Coached]:
    """Whom the session finds that opens: dropped, dropped at its end, done for today, or held by an alarm."""
    dropped = replace(rolling.person, left_off=rolling.session)
    known = Profile(sessions=1, seconds=90)
    for person, later in (
        (dropped, 60),
        (dropped, 600),
        (replace(known, done=("left", "right")), 60),
        (replace(known, stopped=("left",)), 60),
        (replace(known, locked=True, safety_due=True), 60),
    ):
        yield from blocks(person, "launch", now=rolling.now + later)


def everywhere(every: float = 5.0) -> Iterator[tuple[Coached, float]]:
    """Every kind of block, at every so many seconds of speech, microphone, reprompt and after."""
    for coached in journeys():
        session = coached.session
        end = session.speech.seconds + session.reprompt.seconds + 2 * LISTENING + every
        steps = range(int(end / every) + 1)
        if session.place != Place.CLOSED:
            yield from ((coached, step_ * every) for step_ in steps)
