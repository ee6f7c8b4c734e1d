"""How the search speaks to the coach: what can be said, when, and how two sessions are told apart.

The search uses only what stands here and in `answers.py`, so that a change of the coach's own names is a
change of these two files. Their tables of names are in `words.py`.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from skill.coach.checkpoint import done_today, neutral
from skill.coach.effects import Effect, EffectResult, Reminder
from skill.coach.events import Event, Label
from skill.coach.machine import finish, step
from skill.coach.places import Aside, Place
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.timeline import Moment, catch_up
from tests.promises.answers import Answer
from tests.promises.words import FACTS, Word, word
from tests.support.coached import LISTENING, START_LAG, TOOLS

NOON = 1_800_000_000
ANSWERED_AFTER = 3
"""Seconds after the end of the speech at which a person answers its question."""
AWAY = 60
"""Seconds after which somebody comes back whose session was closed."""

STATES = tuple(state.value for state in (*Place, *Aside) if state is not Place.CLOSED)
"""Everything that the attribute `state` of an open session may say."""
WORDS = tuple(word(f"{label.value} {facts}") for label in Label for facts in FACTS.get(label.value, ("",)))
"""Every label, with every fact that changes what it does."""

VOLATILE = frozenset(
    {"used", "opened_at", "sent_at", "ended_at", "speech", "reprompt", "marks", "reprompt_marks",
     "answer", "week", "recorded", "advised", "tally", "verbosity", "tempo", "first_side", "next_side",
     "going_on", "lying_since"}
)  # fmt: skip
"""Fields that change what is said, or when, and never what may be done: two sessions that differ in nothing
else are one to the search. A field that can lead to another reaction does not belong here."""
EXACT = frozenset({"step"})
"""Counts that are small, and of which each value matters."""
BOUNDS = (1, 5, 10, 30, 150, 171)
"""Seconds and counts are told apart by these only: nothing, a scrap, too little for a hold, the cap."""
COUNTS_DOWN = frozenset({"remaining"})
"""What counts down in each segment, and matters in few: only whether much is left of it is told apart."""


@dataclass(frozen=True)
class Kind:
    """Whom the search begins with: a person, and what comes of effects for them."""

    name: str
    person: Profile
    result: str = "done"


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("first session", Profile()),
        Kind("later session", Profile(sessions=2, seconds=60)),
        Kind("short session", Profile(sessions=2, seconds=30)),
        Kind("long session", Profile(sessions=2, seconds=120)),
        Kind("brief session", Profile(sessions=9, seconds=75, verbosity="brief")),
        Kind("asking session", Profile(sessions=1, seconds=60, going_on="asking")),
        Kind("no permission", Profile(sessions=2, seconds=60), "no_permission"),
    )
}
"""Who opens a session. Somebody who has finished one has answered the safety question before."""


@dataclass(frozen=True, eq=False)
class Stand:
    """A person after an answer, or before the first one. `way` is what was said to get there."""

    kind: Kind
    person: Profile
    now: int = NOON
    answer: Answer | None = None
    way: tuple[str, ...] = ()

    @property
    def spoken(self) -> Answer:
        """The answer, where there is one. Raises ValueError before the first."""
        if self.answer is None:
            raise ValueError("Nothing was said yet, so there is no answer: say a word first.")
        return self.answer

    @property
    def open(self) -> bool:
        """Whether a session is open."""
        return self.answer is not None and not self.answer.closes

    @cached_property
    def session(self) -> Session | None:
        """The session as it came over the wire; a lost one is as the store keeps it."""
        if self.answer is None:
            return None
        return Session.from_attributes(self.answer.turn.session.to_attributes())

    @cached_property
    def returning(self) -> Profile:
        """The person as known when they open the skill again."""
        if self.answer is None:
            return self.person
        session = self.answer.turn.session
        left = Session.from_attributes(neutral(session.to_attributes()))
        return replace(self.person, left_off=left, done=done_today(session))

    @cached_property
    def key(self) -> Any:
        """What tells this session from another: its own fields, and what is being said."""
        if self.answer is None:
            return self.kind.name
        rows = [(row.name, row.side, bisect_right(BOUNDS, row.seconds)) for row in self.answer.rows]
        return _key(self.answer.turn.session), _key(self.person), tuple(rows)

    def positions(self, each: bool) -> list[int]:
        """Seconds at which to say something: in each segment three, or of the whole speech three."""
        if not self.open or self.answer is None:
            return [AWAY]
        answer, end = self.answer, self.answer.seconds
        again = self.answer.turn.session.reprompt.seconds
        found = [end + ANSWERED_AFTER, end + LISTENING + again / 2]
        if not each:
            return sorted({1, round(end / 2), *map(round, found)})
        found.append(end + LISTENING + again + ANSWERED_AFTER)
        for row in (*answer.rows, *answer.later):
            found += [row.start + min(1.0, row.seconds / 2), row.start + row.seconds / 2]
            found.append(row.start + max(0.0, row.seconds - 1))
        return sorted(set(map(round, found)))


@dataclass(frozen=True, eq=False)
class Here:
    """One moment at which something can be said: a stand, and seconds since its speech began."""

    stand: Stand
    position: int
    moment: Moment = field(default_factory=lambda: Moment(Session()))

    @property
    def state(self) -> str:
        """Where the coach says that the person is; only for telling breaches apart."""
        return self.moment.session.state if self.stand.open else "not open"

    @property
    def credit(self) -> tuple[int, int]:
        """Seconds that the coach reckons were rolled on the left and the right by now."""
        credit = self.moment.session.credit
        return credit["left"], credit["right"]

    @cached_property
    def key(self) -> Any:
        """What tells this moment from another."""
        if self.stand.open:
            return _key(self.moment.session), _key(self.moment.question), _key(self.stand.person)
        return _key(self.stand.returning)

    def opens(self, word: Word) -> bool:
        """Whether a word opens a session: every word where none is open, else a launch."""
        return word.label == Label.LAUNCH or not self.stand.open

    def say(self, word: Word) -> Stand:
        """The stand after a word."""
        stand, opens = self.stand, self.opens(word)
        at = stand.now + (round(START_LAG) + self.position if stand.answer else 0)
        event = Event(label=Label(word.label), at=at, opens=opens, **dict(word.facts))
        person = stand.returning if opens else stand.person
        turn = step(Moment(Session()) if opens else self.moment, event, person, TOOLS)
        if turn.effect is not None:
            turn = finish(turn, event, result(turn.effect, stand.kind.result), TOOLS)
        finished = turn.record is not None and turn.record.finished
        known = replace(turn.person, left_off=None, sessions=turn.person.sessions + finished)
        return Stand(stand.kind, known, at, Answer(turn), self.way(word))

    def way(self, word: Word) -> tuple[str, ...]:
        """What was said to get here, and this word; the second is told where it is not the usual one."""
        usual = self.position == _usual(self.stand)
        return (*self.stand.way, word.text if usual else f"{word.text} @{self.position}")


def here(stand: Stand, position: int | None = None) -> Here:
    """The moment at a second of what is being said; without one, in answer to the question."""
    second = _usual(stand) if position is None else position
    if not stand.open:
        return Here(stand, second)
    return Here(stand, second, catch_up(stand.session, stand.now + round(START_LAG) + second))


def _usual(stand: Stand) -> int:
    return round(stand.answer.seconds + ANSWERED_AFTER) if stand.open and stand.answer else AWAY


def result(effect: Effect, how: str) -> EffectResult:
    """What comes of an effect: two reminders are set wherever they are asked for."""
    evenings = tuple(Reminder(days=(day,), time="18:00") for day in ("monday", "thursday"))
    if effect.what == "forget":
        return EffectResult(how="done")
    return EffectResult(how=how, reminders=effect.old or evenings if how == "done" else ())


def _key(value: Any) -> Any:
    if isinstance(value, (bool, Enum, str)) or value is None:
        return value
    if isinstance(value, (int, float)):
        return bisect_right(BOUNDS, value)
    if is_dataclass(value):
        known = ((name, each) for name, each in vars(value).items() if name not in VOLATILE)
        return tuple(
            (name, each if name in EXACT else each >= 10 if name in COUNTS_DOWN else _key(each))
            for name, each in known
        )
    if isinstance(value, Mapping):
        return tuple((name, _key(each)) for name, each in sorted(value.items()))
    return tuple(_key(each) for each in value)
