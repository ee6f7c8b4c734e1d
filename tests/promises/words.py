"""What can be said to the coach, and what the promises make of it: tables of names, and no code of the coach.

A name that the coach does not have does no harm; a label that is not in `FACTS` is said bare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Word:
    """A label with what was said beside it."""

    label: str
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """As it is written in a way: "switch_sides side=left"."""
        return " ".join([self.label, *(f"{name}={value}" for name, value in self.facts)])

    def fact(self, name: str) -> Any:
        """What was said of this, or None."""
        return dict(self.facts).get(name)


def word(text: str) -> Word:
    """The word that is written so."""
    label, *facts = text.split()
    pairs = (fact.split("=", 1) for fact in facts)
    return Word(label, tuple((name, int(value) if name == "seconds" else value) for name, value in pairs))


_SIDES = ("side=left", "side=right")
_PARTS = ("safety", "setup", "breathing", "side", "hold", "changeover", "extra", "rest", "check", "close")
_SIGNS = (
    "pulse", "chest", "emergency", "injury", "collapse", "swelling", "abdominal", "faint", "fever",
    "back_severe",
)  # fmt: skip

FACTS: Mapping[str, tuple[str, ...]] = {
    "launch": ("",),
    "start_session": ("", *_SIDES, "seconds=30", "seconds=120"),
    "switch_sides": ("", *_SIDES),
    "one_side_only": ("", *_SIDES, "how=both"),
    "set_first_side": ("", *_SIDES),
    "pain_too_much": ("", *_SIDES),
    "pain_sharp": ("", *_SIDES, "topic=gave"),
    "numb_tingling": ("", *_SIDES, "topic=unclear"),
    "red_flag": tuple(f"sign={sign}" for sign in _SIGNS),
    "health_condition": ("", "topic=question", "topic=back", "topic=what"),
    "stop": ("", "how=cancel"),
    "get_off": ("", "topic=stuck", "how=off"),
    "roller_placement": ("", "topic=check", "topic=belly"),
    "more_time": ("", *_SIDES, "seconds=10", "seconds=120"),
    "one_side_tighter": ("", *_SIDES, "side_ref=first", "side_ref=second", "side_ref=current"),
    "set_side_duration": ("", "seconds=30", "seconds=120", "direction=longer", "direction=shorter"),
    "shorter_session": ("", "seconds=180"),
    "skip_step": ("", *(f"part={part}" for part in _PARTS), *(f"part={part} how=to" for part in _PARTS)),
    "go_back": ("", *_SIDES, "side_ref=first", "side_ref=second", *(f"part={part}" for part in _PARTS)),
    "set_going_on": ("how=by_itself", "how=asking"),
    "set_reminder": ("", "day=monday time=18:00", "time=18:00 how=answer"),
    "change_reminder": ("", "day=friday"),
    "permission_answered": ("how=granted day=monday time=18:00", "how=declined"),
    "out_of_scope": ("", "topic=medical"),
    "why_it_matters": ("", "topic=back_pain"),
    "normal_to_hurt": ("", "topic=bruise"),
    "correct": ("", *_SIDES, "seconds=30", "seconds=120"),
    "wrong_side": ("", *_SIDES),
}
"""What can be said beside a label and changes what it does."""

CLEARS = frozenset({"none_of_that", "no"})
"""Labels that answer the safety question with "none of it is me"."""
LIFTS = frozenset({"misheard"})
"""Labels that take back an alarm."""

BODY = frozenset(
    {"setup", "ask_settled", "breathe", "roll", "hold", "ease", "extra", "change_over", "back_on",
     "back_for_more", "resume"}
)  # fmt: skip
"""Segments that put a body on the roller, or keep it there."""
BODY_PHRASES = frozenset({"go_back_side", "resume_place", "go_light"})
"""Phrases that do so, whatever the segment is called."""
UP = frozenset(
    {"ask_safety", "off_extra", "ask_tighter", "sym_same", "rest", "ask_check", "ask_more", "ask_choice",
     "ask_alarm", "ask_confirm"}
)  # fmt: skip
"""Segments in which nobody is on the roller any more."""
OFF = ("come off", "push up", "lift off", "roll onto your side", "off the roller")
"""What the first sentence says when it takes the roller away."""

ASIDES = frozenset({"ask_paused", "ask_choice", "ask_resume", "ask_alarm", "ask_confirm"})
"""Questions of an aside: it stands still until it is answered in its own words."""
SIDE_QUESTIONS = ("ask_forget", "ask_remind", "ask_cancel", "ask_change")
"""How the names of questions begin that hang beside the routine."""

HURTS = frozenset({"pain_too_much", "pain_sharp", "numb_tingling", "feel_sore"})
SIGNS = frozenset({"red_flag", "health_condition"})
PRESSURE_OFF = HURTS | SIGNS | {"stop", "get_off"}
"""Labels after which the roller comes away before anything else is said."""
OWN_WORDS = PRESSURE_OFF | {
    "ready", "resume", "yes", "start_session", "switch_sides", "skip_step", "next_step", "go_back",
    "start_over", "launch", "ended", "misheard", "doctor_agrees", "undo", "done", "wrong_side", "correct",
}  # fmt: skip
"""Labels that may end a pause, the choice after pain, or the offer to go on."""
ALSO_ITS_OWN: Mapping[str, frozenset[str]] = {
    "ask_resume": frozenset({"no"}),
    "ask_leg": frozenset({"one_side_tighter"}),
    "ask_again_today": frozenset({"repeat", "go_back"}),
    "ask_numb": frozenset({"no_stretch"}),
}
"""Labels that answer one aside only, by its question."""
GIVES_UP = frozenset({"skip_step", "next_step", "one_side_only", "stop"})
"""Labels with which a person gives a side up."""
MOVES_CREDIT = frozenset({"wrong_side", "correct", "undo"})
"""Labels that may move seconds from the one side to the other."""
ALSO_MOVE_CREDIT: Mapping[str, frozenset[str]] = {
    "ask_leg": frozenset({"one_side_tighter", "switch_sides"}),
    "ask_finished": frozenset({"yes", "done"}),
}
"""Labels that tell what was rolled where a question asks for it, by that question."""
TELLS_OF = frozenset({*ALSO_ITS_OWN, *ALSO_MOVE_CREDIT})
"""Questions whose own words depend on what they ask."""

EMERGENCIES = frozenset(
    {"chest", "breathless", "heart", "saddle", "weakness", "injury", "collapse", "emergency"}
)
"""Signs after which nothing of ours stands between a person and a call."""


def moves_credit(said: Word, about: frozenset[str]) -> bool:
    """Whether a word may move seconds from side to side, where a question may be open about them."""
    return said.label in MOVES_CREDIT.union(*(ALSO_MOVE_CREDIT.get(question, ()) for question in about))


def takes_pressure_off(said: Word) -> bool:
    """Whether the roller has to come away first; not for who has come off, or asks what a word means.

    Alexa's own Cancel takes back what was just changed, where something was.
    """
    return said.label in PRESSURE_OFF and (said.fact("topic") or said.fact("how")) not in (
        "off",
        "what",
        "cancel",
    )


def stops(said: Word, asked: bool = True) -> bool:
    """Whether a word stops a side; where "I can't feel anything" is `asked` about, it does not yet."""
    if said.fact("topic") == "unclear" and asked:
        return False
    return said.label in ("pain_sharp", "numb_tingling") or said.fact("sign") == "pulse"


def alarms(said: Word) -> bool:
    """Whether a word is a warning sign; a pulse in the belly only stops the side."""
    return said.label == "red_flag" and said.fact("sign") != "pulse"
