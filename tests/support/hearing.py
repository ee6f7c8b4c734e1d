"""Somebody who talks with the skill through its turns alone: no request, no intent, no Alexa."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.channel import Channel
from skill.coach.effects import Effect, EffectResult
from skill.coach.events import Event, Label, Phase
from skill.coach.session import Session
from skill.memory import MemoryStore, Store
from skill.memory.guarded import GuardedStore
from skill.turns import Coaching, Heard, Spoken, Who

NOON = 1_795_348_800
"""Noon of 2026-11-22, in seconds since 1970."""

KITCHEN = Who(user="anna", device="kitchen")
SPEAKER = Channel()


@dataclass(frozen=True)
class Word:
    """What was said, the same in every phase: a label, with facts by the names of an event's fields."""

    label: Label
    facts: Mapping[str, Any] = field(default_factory=dict)

    def event(self, at: int, opens: bool) -> Event:
        """The coach's event."""
        return Event(label=self.label, at=at, opens=opens, **self.facts)


@dataclass
class Outside:
    """A platform's services: they know a zone and answer each effect alike, and note what they were asked."""

    result: str = "done"
    zone_name: str | None = "Europe/Berlin"
    asked: list[str] = field(default_factory=list)

    def zone(self) -> str | None:
        """The zone of the speaker."""
        self.asked.append("zone")
        return self.zone_name

    def run(self, effect: Effect, words: str, zone: Callable[[], str | None]) -> EffectResult:
        """Do an effect, which needs words to say and the zone."""
        assert words
        self.asked.append(f"{effect.what} in {zone()}")
        return EffectResult(how=self.result)


@dataclass
class Hearing:
    """A person on a mat: each thing said is heard so many seconds after the one before."""

    store: Store = field(default_factory=MemoryStore)
    outside: Outside = field(default_factory=Outside)
    now: int = NOON
    spoken: Spoken | None = None

    def __post_init__(self) -> None:
        self.coaching = Coaching(GuardedStore(self.store))

    @property
    def session(self) -> Session:
        """The session as it travels in the attributes."""
        session = None if self.spoken is None else Session.from_attributes(self.spoken.attributes)
        assert session is not None
        return session

    def say(self, label: str, after: int = 10, **facts: Any) -> Spoken:
        """Say something; the first thing said opens the session."""
        self.now += after
        word = Word(Label(label), facts)
        self.spoken = self.coaching.answer(self.heard(lambda phase: word))
        return self.spoken

    def heard(self, meaning_in: Callable[[Phase], Word], **changes: Any) -> Heard:
        """What is heard now, made by hand."""
        usual: dict[str, Any] = {
            "at": self.now,
            "locale": "en-US",
            "who": KITCHEN,
            "channel": SPEAKER,
            "meaning_in": meaning_in,
            "services": self.outside,
            "opens": self.spoken is None,
            "attributes": {} if self.spoken is None else self.spoken.attributes,
        }
        return Heard(**{**usual, **changes})
