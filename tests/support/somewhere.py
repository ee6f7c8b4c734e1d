"""Somebody at a second of the routine: at each place, and in each aside, ready to say the next word."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from skill.coach.events import Side
from skill.coach.places import CLOCKS, MARKS, NO_TRAITS
from skill.coach.profile import Profile
from skill.coach.session import Mark, Session
from skill.coach.timeline import walk
from skill.coach.turn import Turn
from tests.support.coached import Coached, words

LATER = Profile(sessions=2, seconds=60)
"""Somebody who knows the lesson, with sixty seconds a side."""


@dataclass(frozen=True)
class Somewhere:
    """A person, and how many seconds of the last answer they have heard (None: all of it, and the pause)."""

    coached: Coached
    after: float | None = None

    def say(self, label: str, **facts: Any) -> Turn:
        """What is answered to a word that is said here and now; the person stays here."""
        return self.hears(label, **facts).turn_

    def hears(self, label: str, **facts: Any) -> "Heard":
        """The person after this word."""
        coached = self.coached.fork()
        return Heard(coached.say(label, after=self.after, **facts), coached)

    @property
    def session(self) -> Session:
        """Where the coach thinks the person is when they say it."""
        speech = self.coached.session.speech.seconds
        return self.coached.moment(speech + 3 if self.after is None else self.after).session


@dataclass(frozen=True)
class Heard:
    """An answer, and the person who heard it."""

    turn_: Turn
    coached: Coached

    def at(self, second: float, mark: str = "roll", side: Side | None = None) -> Somewhere:
        """The person at a second of a segment of this answer."""
        return Somewhere(self.coached, segment(self.turn_, mark, side).start + second)

    def then(self, label: str, after: float | None = None, **facts: Any) -> Turn:
        """What is answered to the next word: after the question, or so many seconds into the answer."""
        return self.coached.fork().say(label, after=after, **facts)


def segment(turn: Turn, name: str, side: Side | None = None) -> Mark:
    """The first segment of this name, and of this side where one is named."""
    return next(mark for mark in turn.session.speech.marks if mark.name == name and side in (None, mark.side))


def clocks(turn: Turn, side: Side | None = None) -> list[Mark]:
    """The segments of an answer in which a side's seconds count."""
    return [
        mark
        for mark in turn.session.speech.marks + turn.session.reprompt.marks
        if mark.name in CLOCKS and side in (None, mark.side)
    ]


def runs_at_once(turn: Turn) -> bool:
    """Whether a side's clock runs from the first second of an answer."""
    marks = turn.session.speech.marks
    return bool(marks) and marks[0].name in CLOCKS


def puts_on(turn: Turn) -> list[Mark]:
    """The segments of an answer that bring a body onto the roller, or keep it there."""
    marks = turn.session.speech.marks + turn.session.reprompt.marks
    return [mark for mark in marks if MARKS.get(mark.name, NO_TRAITS).puts_on]


def rolled_in_all(turn: Turn) -> dict[Side, int]:
    """The seconds of each side once an answer is over, with those before it."""
    session = turn.session
    return {
        side: session.credit[side] + round(sum(mark.seconds for mark in clocks(turn, side)))
        for side in session.credit
    }


def ends(turn: Turn) -> Session:
    """The session at the end of an answer's speech."""
    return walk(turn.session, turn.session.speech, turn.session.speech.seconds)


def said(turn: Turn) -> str:
    """All that an answer says, as one text."""
    return " ".join(words(turn))


def launched(person: Profile, *labels: str) -> Coached:
    """A person who opened the skill and then said these words, each in answer to the question before."""
    coached = Coached(person)
    for label in ("launch", *labels):
        coached.say(label)
    return coached


def at_the_question(person: Profile | None = None) -> Somewhere:
    """Somebody who has heard the whole safety list, and whose microphone is open."""
    return Somewhere(launched(person or Profile()))


def rolling(second: float = 30, side: Side = "left", person: Profile = LATER) -> Somewhere:
    """Somebody in a later session who has rolled for so many seconds on this side."""
    coached = launched(person, "ready")
    assert coached.turn is not None
    return Heard(coached.turn, coached).at(second, "roll", side)


@cache
def everywhere() -> dict[str, Somewhere]:
    """Somebody at each place and in each aside, by its name."""
    later, extra = launched(LATER, "ready"), launched(LATER, "ready")
    extra.say("one_side_tighter", side="left")
    both = Heard(_turn(later), later)
    here = rolling()
    check = launched(LATER, "ready", "both_same")
    return {
        "launch": Somewhere(_opened_with("how_often")),
        "welcome": Somewhere(launched(Profile()), 8),
        "safety": at_the_question(),
        "kneeling": Somewhere(launched(Profile(), "none_of_that"), 12),
        "setup": Heard(_turn(launched(LATER)), launched(LATER)).at(5, "setup"),
        "settled": Somewhere(launched(LATER)),
        "breathing": both.at(1, "breathe"),
        "rolling": here,
        "hold": here.hears("tender_spot").at(10, "hold"),
        "change_over": both.at(1, "change_over"),
        "right": both.at(30, "roll", "right"),
        "symmetry": Somewhere(launched(LATER, "ready")),
        "extra": Heard(_turn(extra), extra).at(10, "extra"),
        "rest": Heard(_turn(check), check).at(5, "rest"),
        "check": Somewhere(check),
        "close": Somewhere(launched(LATER, "ready", "both_same", "feel_looser")),
        "paused": Somewhere(here.hears("pause").coached),
        "choice": Somewhere(here.hears("pain_too_much").coached),
        "alarm": Somewhere(here.hears("red_flag", sign="faint").coached),
        "offer": Somewhere(_dropped()),
        "leg": Somewhere(here.hears("wrong_side").coached),
        "start_over": Somewhere(here.hears("start_over").coached),
        "numb": Somewhere(here.hears("numb_tingling", topic="unclear").coached),
    }


def _turn(coached: Coached) -> Turn:
    assert coached.turn is not None
    return coached.turn


def _opened_with(label: str) -> Coached:
    coached = Coached(LATER)
    coached.say(label)
    return coached


def _dropped() -> Coached:
    here = rolling()
    left_off = here.hears("pause").coached.session
    again = Coached(replace(LATER, left_off=left_off), now=here.coached.now + 400)
    again.say("launch")
    return again
