"""What a turn is made of: what a reaction may look at, what it works with, and what it gives back."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from skill.channel import ALEXA, Channel
from skill.coach.acts import Measure, Reply
from skill.coach.effects import Effect
from skill.coach.events import Event, Side
from skill.coach.profile import Profile, SessionRecord
from skill.coach.routine import Routine
from skill.coach.session import Session


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What the coach is handed to work with: the routine, the length of a phrase, the speaker's limits."""

    routine: Routine
    measure: Measure
    channel: Channel = ALEXA


@dataclass(frozen=True)
class Turn:
    """What one turn did: the session after it, what is said, and what is to be kept.

    `record` is what history should hold of a session, told once. Where there is an `effect`, nothing
    is said until it is done. A `dialog` is done by the platform once the speech is over: it asks for
    what is named, and comes back with the answer.
    """

    session: Session
    reply: Reply
    person: Profile
    record: SessionRecord | None = None
    effect: Effect | None = None
    dialog: Effect | None = None


class Context(NamedTuple):
    """What a reaction may look at.

    `session` is the session with what the reaction has changed so far, `before` as the word found it: a
    refusal goes on from there. `passed` are seconds since the last answer's speech began, `asked` tells
    that its question has begun.
    """

    session: Session
    event: Event
    person: Profile
    tools: Tools
    before: Session
    passed: float = 0.0
    asked: bool = True

    def with_session(self, session: Session | None = None, **changes: Any) -> "Context":
        """The same context about a changed session."""
        changed = (session or self.session).with_(**changes)
        return Context(changed, self.event, self.person, self.tools, self.before, self.passed, self.asked)

    def with_person(self, **changes: Any) -> "Context":
        """The same context, with something else known of the person."""
        return self._replace(person=replace(self.person, **changes))

    def with_event(self, **changes: Any) -> "Context":
        """The same context, with the event read otherwise."""
        return self._replace(event=replace(self.event, **changes))

    @property
    def routine(self) -> Routine:
        """The routine that is coached."""
        return self.tools.routine

    @property
    def side(self) -> Side:
        """The side being worked on."""
        return self.session.side
