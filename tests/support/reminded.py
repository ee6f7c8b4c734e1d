"""Somebody who talks with the coach about reminders, with a calendar in place of Amazon's API, or with it."""

from dataclasses import dataclass, field, replace
from typing import Any

from skill.alexa.reminders import Reminders
from skill.coach.effects import Effect, EffectResult, Reminder
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.turn import Turn
from tests.support.amazon_services import Amazon
from tests.support.coached import Coached, words

SUNDAY = 1_795_348_800
"""2026-11-22, a Sunday: noon in London, seven in the morning in New York."""

ZONE = "America/New_York"
WEEKLY = Reminder(days=("monday", "thursday"), time="18:00")
ONCE = Reminder(days=("tomorrow",), time="08:30", weekly=False)

MONDAY = Reminder(days=("monday",), time="18:00")
FRIDAY = Reminder(days=("friday",), time="09:30")
TOMORROW = Reminder(days=("tomorrow",), time="08:00", weekly=False)
WHOLE = {"day": "monday_thursday", "time": "18:00"}
"""All that a reminder needs, said in one breath."""

RETURNING = Profile(sessions=2)


@dataclass
class Reminded(Coached):
    """A person with the coach; effects are done at once, on `calendar`, or fail as `fails` says."""

    calendar: list[Reminder] = field(default_factory=list)
    fails: str = ""
    effects: list[Effect] = field(default_factory=list)

    def hear(self, label: str, **facts: Any) -> str:
        """Say something; what the coach answers, effects done, in one line."""
        turn = self.say(label, **facts)
        check(turn)
        return " ".join(words(turn))

    def lose(self) -> None:
        """The session's attributes are lost; what is left is what was kept of it."""
        self.person, self.turn = replace(self.person, left_off=self.session), None

    def run(self, effect: Effect) -> EffectResult:
        """Do it at once, on the calendar."""
        self.effects.append(effect)
        if self.fails:
            return EffectResult(how=self.fails)
        if effect.what == "forget":
            return super().run(effect)
        if effect.what == "list_reminders":
            return EffectResult(how="done", reminders=tuple(self.calendar))
        gone = tuple(each for each in self.calendar if each in effect.old)
        self.calendar = [each for each in self.calendar if each not in gone]
        if effect.what == "cancel_reminders":
            return EffectResult(how="done", reminders=gone)
        self.calendar.append(effect.reminder)
        return EffectResult(how="done")


def check(turn: Turn) -> None:
    """An open turn has an answer, and travels as JSON."""
    assert turn.reply.speech
    if not turn.reply.closes:
        assert Session.from_attributes(turn.session.to_attributes()) is not None
        assert turn.dialog or turn.reply.reprompt


def at_the_end(*calendar: Reminder, **changes: Any) -> Reminded:
    """Somebody who has rolled and rests on the mat, asked whether there is any question."""
    told = Reminded(RETURNING, calendar=list(calendar), **changes)
    for label in ("launch", "ready", "both_same", "feel_looser"):
        told.hear(label)
    return told


def reminders(server: Amazon, **changes: Any) -> Reminders:
    """What the app makes of a request from New York."""
    usual = {"access": server.access, "at": SUNDAY, "locale": "en-US", "words": "Time for your roll."}
    return Reminders(**{**usual, "zone": lambda: ZONE, **changes})


def put(server: Amazon, reminder: Reminder = WEEKLY) -> EffectResult:
    """Set a reminder."""
    return reminders(server).run(Effect(what="set_reminder", reminder=reminder))


def found(server: Amazon) -> tuple[Reminder, ...]:
    """The reminders that are told."""
    result = reminders(server).run(Effect(what="list_reminders"))
    assert result.how == "done"
    return result.reminders
