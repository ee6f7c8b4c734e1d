"""The table of places: all that a place, an aside and a mark are, in one row each.

A **place** is where a person is in the routine. An **aside** is a question that hangs over it, such as
a pause: the place stays what it was. A **mark** is one segment of an answer that was laid out; it says
where the person is while it plays. Whatever asks "is the roller under them" or "is it over yet" asks a
column of these tables, so a new place is a new row and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from skill.coach.events import Label, Phase


class Stage(IntEnum):
    """How far a session is, in the order in which it goes on."""

    STANDING = 0
    KNEELING = 1
    LYING = 2
    ROLLING = 3
    BETWEEN = 4
    RESTING = 5
    AFTER = 6


class Place(StrEnum):
    """Where a person is in the routine."""

    LAUNCH = "launch"
    WELCOME = "welcome"
    SAFETY = "safety"
    KNEELING = "kneeling"
    SETUP = "setup"
    SETTLED = "settled"
    BREATHING = "breathing"
    ROLLING = "rolling"
    HOLD = "hold"
    CHANGE_OVER = "change_over"
    SYMMETRY = "symmetry"
    EXTRA = "extra"
    REST = "rest"
    CHECK = "check"
    CLOSE = "close"
    CLOSED = "closed"

    @property
    def traits(self) -> "Traits":
        """The row of the table."""
        return PLACES[self]

    @property
    def stage(self) -> Stage:
        """How far the session is."""
        return PLACES[self].stage

    @property
    def upright(self) -> bool:
        """Whether nobody lies on a roller yet."""
        return PLACES[self].stage <= Stage.KNEELING

    @property
    def before_rolling(self) -> bool:
        """Whether no clock has run yet in this part: standing, kneeling, or getting set."""
        return PLACES[self].stage <= Stage.LYING

    @property
    def getting_set(self) -> bool:
        """Whether the person lies down, and no clock runs yet."""
        return PLACES[self].stage == Stage.LYING

    @property
    def on_a_side(self) -> bool:
        """Whether a side is under way, or the way to the next one."""
        return PLACES[self].on_a_side

    @property
    def over(self) -> bool:
        """Whether the rolling and the rest are over."""
        return PLACES[self].stage == Stage.AFTER


class Aside(StrEnum):
    """A question that hangs over a place."""

    PAUSED = "paused"
    CHOICE = "choice"
    ALARM = "alarm"
    OFFER = "resume_offer"
    CONFIRM = "confirm"


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a place is.

    `lies`: the roller may be under the person. `clock`: a side's seconds count. `on_a_side`: a side is
    under way, or the way to the next one. `heard_out`: an answer to its question counts only once what stands
    before it was heard. `answers` are the labels that answer the question on which
    the place ends. `seconds_after` is about how long the session still lasts from here, beside its sides.
    """

    stage: Stage
    phase: Phase
    lies: bool = False
    clock: bool = False
    on_a_side: bool = False
    heard_out: bool = False
    answers: frozenset[Label] = frozenset()
    seconds_after: int = 150


_READY = frozenset(
    {Label.READY, Label.YES, Label.RESUME, Label.NEXT_STEP, Label.START_SESSION, Label.DONE, Label.NO}
)

PLACES: Mapping[Place, Traits] = {
    Place.LAUNCH: Traits(stage=Stage.STANDING, phase=Phase.START, answers=frozenset({Label.NO, Label.YES})),
    Place.WELCOME: Traits(stage=Stage.STANDING, phase=Phase.START),
    Place.SAFETY: Traits(
        stage=Stage.STANDING,
        phase=Phase.START,
        heard_out=True,
        answers=frozenset({Label.NONE_OF_THAT, Label.YES, Label.NO, Label.DOCTOR_AGREES}),
    ),
    Place.KNEELING: Traits(stage=Stage.KNEELING, phase=Phase.SETUP, heard_out=True, answers=_READY),
    Place.SETUP: Traits(stage=Stage.LYING, phase=Phase.SETUP, lies=True),
    Place.SETTLED: Traits(stage=Stage.LYING, phase=Phase.SETUP, lies=True, heard_out=True, answers=_READY),
    Place.BREATHING: Traits(stage=Stage.LYING, phase=Phase.SETUP, lies=True),
    Place.ROLLING: Traits(stage=Stage.ROLLING, phase=Phase.ROLLING, lies=True, clock=True, on_a_side=True),
    Place.HOLD: Traits(stage=Stage.ROLLING, phase=Phase.HOLD, lies=True, clock=True, on_a_side=True),
    Place.CHANGE_OVER: Traits(
        stage=Stage.BETWEEN, phase=Phase.SETUP, lies=True, on_a_side=True, answers=_READY
    ),
    Place.SYMMETRY: Traits(
        stage=Stage.BETWEEN,
        phase=Phase.SYMMETRY,
        answers=frozenset({Label.ONE_SIDE_TIGHTER, Label.BOTH_SAME, Label.NO, Label.YES, Label.DONE}),
        seconds_after=90,
    ),
    Place.EXTRA: Traits(stage=Stage.BETWEEN, phase=Phase.ROLLING, lies=True, clock=True, on_a_side=True),
    Place.REST: Traits(stage=Stage.RESTING, phase=Phase.DONE, seconds_after=60),
    Place.CHECK: Traits(
        stage=Stage.AFTER,
        phase=Phase.CHECK,
        answers=frozenset({Label.FEEL_LOOSER, Label.NO_CHANGE, Label.FEEL_SORE, Label.NO, Label.DONE}),
        seconds_after=30,
    ),
    Place.CLOSE: Traits(
        stage=Stage.AFTER,
        phase=Phase.DONE,
        answers=frozenset({Label.STOP, Label.NO, Label.YES, Label.DONE}),
        seconds_after=20,
    ),
    Place.CLOSED: Traits(stage=Stage.AFTER, phase=Phase.DONE, seconds_after=0),
}
"""Where a person can be, in the order in which a session goes through it."""


@dataclass(frozen=True, kw_only=True)
class AsideTraits:
    """What an aside is: how an ambiguous word is read in it, and what answers its question."""

    phase: Phase
    answers: frozenset[Label]


ASIDES: Mapping[Aside, AsideTraits] = {
    Aside.PAUSED: AsideTraits(
        phase=Phase.PAUSED, answers=frozenset({Label.RESUME, Label.READY, Label.YES, Label.NO})
    ),
    Aside.CHOICE: AsideTraits(
        phase=Phase.PAUSED,
        answers=frozenset({Label.RESUME, Label.SWITCH_SIDES, Label.STOP, Label.NO, Label.YES}),
    ),
    Aside.ALARM: AsideTraits(phase=Phase.PAUSED, answers=frozenset({Label.MISHEARD, Label.NO, Label.YES})),
    Aside.OFFER: AsideTraits(
        phase=Phase.START,
        answers=frozenset({Label.RESUME, Label.START_OVER, Label.YES, Label.NO}),
    ),
    Aside.CONFIRM: AsideTraits(
        phase=Phase.PAUSED,
        answers=frozenset(
            {Label.YES, Label.NO, Label.RESUME, Label.SWITCH_SIDES, Label.NO_STRETCH, Label.REPEAT}
        ),
    ),
}


@dataclass(frozen=True, kw_only=True)
class MarkTraits:
    """What a segment does while it plays.

    `place` or `aside` is where it puts the person. `clock`: its seconds are credited to its side.
    `puts_on`: it brings a body onto the roller, or keeps it there; the gate asks before it is laid out.
    `takes_off`: once it is over, nobody lies on the roller. `turns`: its side becomes the one under way.
    `counts`: heard whole, it is not said again when its part is taken up.
    """

    place: Place | None = None
    aside: Aside | None = None
    clock: bool = False
    puts_on: bool = False
    takes_off: bool = False
    turns: bool = False
    counts: bool = False


NO_TRAITS = MarkTraits()

MARKS: Mapping[str, MarkTraits] = {
    "ask_start": MarkTraits(place=Place.LAUNCH),
    "welcome_new": MarkTraits(place=Place.WELCOME, counts=True),
    "welcome_back": MarkTraits(place=Place.WELCOME, counts=True),
    "safety": MarkTraits(place=Place.WELCOME, counts=True),
    "ask_safety": MarkTraits(place=Place.SAFETY),
    "kneeling": MarkTraits(place=Place.KNEELING, counts=True),
    "ask_kneeling": MarkTraits(place=Place.KNEELING),
    "setup": MarkTraits(place=Place.SETUP, puts_on=True, counts=True),
    "ask_settled": MarkTraits(place=Place.SETTLED, puts_on=True),
    "breathe": MarkTraits(place=Place.BREATHING, puts_on=True),
    "roll": MarkTraits(place=Place.ROLLING, clock=True, puts_on=True, turns=True),
    "ease": MarkTraits(place=Place.ROLLING, clock=True, puts_on=True, turns=True),
    "still": MarkTraits(place=Place.ROLLING, puts_on=True, turns=True),
    "resume": MarkTraits(puts_on=True, turns=True),
    "go_back": MarkTraits(place=Place.ROLLING, puts_on=True, turns=True),
    "hold": MarkTraits(place=Place.HOLD, clock=True, puts_on=True, turns=True),
    "come_off": MarkTraits(takes_off=True),
    "knees_first": MarkTraits(takes_off=True),
    "resume_place": MarkTraits(puts_on=True),
    "off": MarkTraits(place=Place.CHANGE_OVER, takes_off=True),
    "change_over": MarkTraits(place=Place.CHANGE_OVER, puts_on=True, turns=True, counts=True),
    "ask_side_two": MarkTraits(place=Place.CHANGE_OVER, puts_on=True),
    "back_for_more": MarkTraits(place=Place.CHANGE_OVER, puts_on=True, turns=True),
    "ask_tighter": MarkTraits(place=Place.SYMMETRY, takes_off=True),
    "ask_which": MarkTraits(place=Place.SYMMETRY),
    "back_on": MarkTraits(place=Place.EXTRA, puts_on=True, turns=True),
    "extra": MarkTraits(place=Place.EXTRA, clock=True, puts_on=True, turns=True),
    "off_extra": MarkTraits(place=Place.REST, takes_off=True),
    "rest": MarkTraits(place=Place.REST),
    "ask_check": MarkTraits(place=Place.CHECK),
    "ask_more": MarkTraits(place=Place.CLOSE),
    "ask_paused": MarkTraits(aside=Aside.PAUSED),
    "ask_choice": MarkTraits(aside=Aside.CHOICE, takes_off=True),
    "ask_alarm": MarkTraits(aside=Aside.ALARM, takes_off=True),
    "ask_resume": MarkTraits(aside=Aside.OFFER),
    "ask_confirm": MarkTraits(aside=Aside.CONFIRM, takes_off=True),
}
"""The marks that say where a person is. A mark that is not here leaves the person where they were."""

CLOCKS = frozenset(name for name, traits in MARKS.items() if traits.clock)
"""Marks during which a side's seconds count."""
