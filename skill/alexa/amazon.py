"""What a turn can ask of Amazon while it is being answered: the speaker's time zone, and reminders."""

from collections.abc import Callable
from dataclasses import dataclass

from skill.alexa.reminders import Reminders
from skill.alexa.services import Access
from skill.alexa.zones import zone_of
from skill.coach.effects import Effect, EffectResult


@dataclass(frozen=True, kw_only=True)
class AmazonServices:
    """Amazon's services for one request: `at` is its timestamp (seconds since 1970).

    Without `access`, as in a simulator, no zone is known and no reminder can be set.
    """

    access: Access | None
    device: str
    at: int
    locale: str

    def zone(self) -> str | None:
        """The IANA name of the device's time zone, or None where it cannot be known now."""
        return zone_of(self.access, self.device)

    def run(self, effect: Effect, words: str, zone: Callable[[], str | None]) -> EffectResult:
        """Do an effect about reminders, and tell what came of it. Never raises."""
        return Reminders(access=self.access, at=self.at, locale=self.locale, words=words, zone=zone).run(
            effect
        )
