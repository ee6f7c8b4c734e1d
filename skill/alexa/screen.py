"""A screen on the wire: the directive that shows a turn, and touches as what they mean.

The document and the shapes are APL 1.4's (checked 2026-11-25: the models of ask-sdk-model 1.82.0, and
Amazon's renderer in the npm package apl-viewhost-web 1.4.0, in which the tests draw).
"""

from collections.abc import Mapping
from typing import Any

from ask_sdk_model.directive import Directive

from skill.alexa.intents import Meaning, meaning
from skill.alexa.serializer import Attributes
from skill.alexa.slots import Slot
from skill.coach.events import Phase
from skill.coach.session import LATEST
from skill.turns import Show

SCREEN = "Alexa.Presentation.APL"
"""The interface of a device that shows documents.

Confirmed: AlexaPresentationAplInterface in supported_interfaces.py of ask-sdk-model 1.82.0.
"""
TOUCH = f"{SCREEN}.UserEvent"
"""The request of a touch. Confirmed: user_event.py of the same."""
FAILED = f"{SCREEN}.RuntimeError"
"""The request by which a device tells that it could not show something. Confirmed: runtime_error_event.py."""

SHOWN = "shown"
"""Session attribute: the token of what this session shows. Without a screen a session has none."""

MOST_EARLIER = 5
"""Seconds that a touch may lie before its request's timestamp. Own choice: an older one is not believed."""


class Render(Directive):
    """RenderDocument, as a class of our own: the SDK's pulls a hundred modules into the start."""

    deserialized_types = {  # noqa: RUF012  # as the SDK's classes have it
        "object_type": "str",
        "token": "str",
        "document": "dict(str, object)",
        "datasources": "dict(str, object)",
    }
    attribute_map = {  # noqa: RUF012
        "object_type": "type",
        "token": "token",
        "document": "document",
        "datasources": "datasources",
    }

    def __init__(self, token: str, document: Mapping[str, Any], datasources: Mapping[str, Any]) -> None:
        self.token = token
        self.document, self.datasources = Attributes(document), Attributes(datasources)
        super().__init__(object_type=f"{SCREEN}.RenderDocument")


def render(shown: Show) -> Directive:
    """The directive that shows a turn."""
    from skill.screen.data import data  # only devices with a screen need these
    from skill.screen.document import document

    return Render(shown.token, document(), {"c": data(shown.rows, shown.words)})


def next_token(attributes: Mapping[str, Any], at: int) -> str:
    """The token of what is shown next: of this session, and of no answer before it."""
    number = str(attributes.get(SHOWN, "")).rpartition(".")[2]
    return f"{at}.{int(number) + 1 if number.isdecimal() and len(number) < 9 else 1}"


# Touches. Each button means an intent, with its slots, so it goes through the same tables as the word.


def _side(side: str) -> Mapping[str, Slot]:
    return {"side": Slot(value=side, id=side)}


TOUCHED: Mapping[str, tuple[str, Mapping[str, Slot]]] = {
    "hurts": ("PainIntent", {}),
    "pause": ("AMAZON.PauseIntent", {}),
    "tender": ("TenderSpotIntent", {}),
    "other": ("SwitchSidesIntent", {}),
    "eased": ("EasedIntent", {}),
    "skip": ("AMAZON.NextIntent", {}),
    "none": ("NoneOfThatIntent", {}),
    "stop": ("AMAZON.StopIntent", {}),
    "start": ("StartIntent", {}),
    "ready": ("ReadyIntent", {}),
    "continue": ("AMAZON.ResumeIntent", {}),
    "over": ("AMAZON.StartOverIntent", {}),
    "next": ("AMAZON.NextIntent", {}),
    "again": ("AMAZON.RepeatIntent", {}),
    "left": ("SideIntent", _side("left")),
    "right": ("SideIntent", _side("right")),
    "even": ("SameIntent", {}),
    "looser": ("GoodIntent", {}),
    "same": ("SameIntent", {}),
    "sore": ("SoreIntent", {}),
    "done": ("DoneIntent", {}),
    "numb": ("NumbIntent", {}),
    "yes": ("AMAZON.YesIntent", {}),
    "no": ("AMAZON.NoIntent", {}),
}
"""The intent of each button, with the slots that its word would have filled."""


def touched(request: Any, attributes: Mapping[str, Any]) -> tuple[str, float] | None:
    """The button of a touch, and the second of the answer at which it was touched.

    None for one on something that this session does not show now, as when it comes late, or is not ours.
    """
    token, told = getattr(request, "token", None), getattr(request, "arguments", None)
    if not token or token != attributes.get(SHOWN) or not isinstance(told, list) or len(told) != 2:
        return None
    name, second = told
    if not isinstance(name, str) or name not in TOUCHED or not _is_second(second):
        return None
    return name, float(second)


def _is_second(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LATEST


def meaning_of(name: str, phase: Phase) -> Meaning:
    """What a button means in a phase: the same as the word."""
    intent, slots = TOUCHED[name]
    return meaning(intent, slots, phase)


def moment_of(second: float, at: int, attributes: Mapping[str, Any], lag: float) -> int:
    """The timestamp of a touch (whole seconds since 1970), by its own second where that can be believed.

    `at` is the request's timestamp, `lag` the seconds from a request to the start of its answer's speech.
    """
    sent_at = attributes.get("sent_at")
    if not isinstance(sent_at, int):
        return at
    return max(at - MOST_EARLIER, min(at, int(sent_at + lag + second)))
