"""How the search reads an answer of the coach: as anybody could who hears it.

It looks at what travels in any case, the documented marks and credit and the phrases of the reply, and
never at what the coach keeps for itself.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.channel import ALEXA
from skill.coach.acts import Item, Say
from skill.coach.events import SIDES, Side
from skill.coach.places import CLOCKS
from skill.coach.session import CAP, Mark, Session
from skill.coach.turn import Turn
from skill.voice.script import load
from tests.promises.words import BODY, BODY_PHRASES, OFF

__all__ = ["ALEXA", "CAP", "CLOCKS", "SIDES", "Side"]

SCRIPT = load("en-US")
SLOWEST_VOICE = 1 / 0.85
"""How much longer the slowest voice takes over the same words."""


GOODBYE = ("get_up", "sit_a_moment", "bye")
"""The last words to somebody who may say nothing more."""


@dataclass(frozen=True)
class Row:
    """One segment of an answer: its name and side, its seconds, and the phrases said in it.

    `start` counts from the start of the speech, and on through microphone and reprompt.
    """

    name: str
    side: Side | None
    start: float
    seconds: float
    phrases: tuple[str, ...]

    @property
    def lies(self) -> bool:
        """Whether it puts a body on the roller, or keeps it there."""
        return self.name in BODY or not BODY_PHRASES.isdisjoint(self.phrases)


@dataclass(frozen=True, eq=False)
class Answer:
    """What a turn said, as anybody could read it."""

    turn: Turn

    @property
    def closes(self) -> bool:
        """Whether the session is closed with it."""
        return self.turn.reply.closes

    @property
    def hands_over(self) -> bool:
        """Whether Alexa herself asks on, so that the answer has no question."""
        return self.turn.dialog is not None

    @property
    def credit(self) -> tuple[int, int]:
        """Seconds rolled on the left and the right side, as the session's attributes tell them."""
        credit = self.turn.session.credit
        return credit["left"], credit["right"]

    @property
    def opened_at(self) -> int:
        """The moment that tells one session from another."""
        return self.turn.session.opened_at

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The segments of the speech."""
        return tuple(_rows(self.turn.session.speech.marks, self.turn.reply.speech, 0.0))

    @cached_property
    def later(self) -> tuple[Row, ...]:
        """The segments of the reprompt."""
        begins = self.seconds + ALEXA.listening_seconds
        return tuple(_rows(self.turn.session.reprompt.marks, self.turn.reply.reprompt, begins))

    @property
    def seconds(self) -> float:
        """Seconds of the speech, as estimated."""
        return self.turn.session.speech.seconds

    @property
    def question(self) -> str:
        """The name of the question at its end; empty where it closes."""
        return "" if self.closes or not self.rows else self.rows[-1].name

    @property
    def first_words(self) -> str:
        """Its first sentence, in words and in lower case."""
        said = next((item for item in self.turn.reply.speech if isinstance(item, Say)), None)
        return SCRIPT.words(said.phrase, said.variant, said.facts).split(". ")[0].lower() if said else ""

    @property
    def takes_off(self) -> bool:
        """Whether its first sentence takes the roller away."""
        return any(words in self.first_words for words in OFF)

    @property
    def asked(self) -> tuple[list[bool], list[bool]]:
        """For each phrase of the speech, and of the reprompt, whether it is a question."""
        parts = (self.turn.reply.speech, self.turn.reply.reprompt)
        speech, reprompt = ([_asks(item) for item in part if isinstance(item, Say)] for part in parts)
        return speech, reprompt

    @property
    def parts_with(self) -> bool:
        """Whether the reprompt's question is followed by goodbye, and by nothing else."""
        said = [item.phrase for item in self.turn.reply.reprompt if isinstance(item, Say)]
        return said[-len(GOODBYE) :] == list(GOODBYE) and _asks(Say(said[-len(GOODBYE) - 1]))

    @cached_property
    def phrases(self) -> frozenset[str]:
        """All phrases that it says, in the reprompt too."""
        return frozenset(phrase for row in (*self.rows, *self.later) for phrase in row.phrases)

    def longest(self) -> tuple[float, float, int, int]:
        """Seconds of speech and of reprompt with the slowest voice, and the characters of each."""
        spoken, session = SCRIPT.render(self.turn.reply), self.turn.session
        times = [
            part.seconds + (SLOWEST_VOICE - 1) * part.words for part in (session.speech, session.reprompt)
        ]
        return times[0], times[1], len(spoken.speech), len(spoken.reprompt)

    def carried(self) -> tuple[bool, int]:
        """Whether the session's attributes are read back the same from JSON, and how many bytes they are."""
        told = self.turn.session.to_attributes()
        wire = json.dumps(told, allow_nan=False)
        again = Session.from_attributes(json.loads(wire))
        return again is not None and again.to_attributes() == told, len(wire)


def _asks(item: Say) -> bool:
    return item.phrase.startswith(("ask_", "choice_"))


def _rows(marks: Sequence[Mark], items: Sequence[Item], begins: float) -> Iterator[Row]:
    ends = [*(mark.first_item for mark in marks[1:]), len(items)]
    for mark, end in zip(marks, ends, strict=False):
        said = [item for item in items[mark.first_item : end] if isinstance(item, Say)]
        named = [side for side in SIDES for item in said if item.facts.get("side") == side]
        side = mark.side or (named[-1] if named else None)
        yield Row(mark.name, side, begins + mark.start, mark.seconds, tuple(item.phrase for item in said))
