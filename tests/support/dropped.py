"""Somebody whose session fell silent, and who is back after a while."""

from dataclasses import replace
from typing import Any

from skill.coach.checkpoint import neutral
from skill.coach.profile import Profile
from skill.coach.session import Session
from tests.support.coached import Coached, phrases

LATER = Profile(sessions=4, seconds=60)


def at_second(second: float, *labels: str, person: Profile = LATER, **facts: Any) -> Coached:
    """Somebody who said these words at this second of the first side, and nothing since."""
    coached = Coached(person)
    coached.say("launch")
    coached.say("ready")
    for label in labels:
        coached.say(label, after=second, **facts)
    return coached


def back(coached: Coached, after: float, label: str = "launch", **known: Any) -> Coached:
    """The same person, so many seconds after the session fell silent, with what a checkpoint kept."""
    kept = Session.from_attributes(neutral(coached.session.to_attributes()))
    person = replace(coached.person, left_off=kept, **known)
    again = Coached(person, now=coached.now + round(after))
    again.say(label)
    return again


def said(coached: Coached) -> list[str]:
    """The phrases being said."""
    assert coached.turn is not None
    return phrases(coached.turn)
