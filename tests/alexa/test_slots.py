"""Slots of requests, sensible and not, and the facts they tell."""

from typing import Any, cast

import pytest
from ask_sdk_model.intent_request import IntentRequest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.serializer import read
from skill.alexa.slots import LONGEST, READERS, Said, Slot, from_request, said, seconds_of
from tests.support.envelopes import intent, put

WORD = st.text(max_size=12)
SLOT = st.builds(Slot, st.one_of(WORD, st.from_regex(r"PT?[0-9.]*[HMS]?", fullmatch=True)), st.none() | WORD)


@pytest.mark.parametrize(
    ("duration", "seconds"),
    {
        "PT90S": 90,
        "PT1M30S": 90,
        "PT1.5M": 90,
        "PT2M": 120,
        "PT1H": 3600,
        "PT0.4S": None,
        "PT1H1S": None,
        "P1D": None,
        "P1DT1M": None,
        "P1W": None,
        "PT": None,
        "P": None,
        "PT0S": None,
        "-PT30S": None,
        "PT-30S": None,
        "PT1.2.3S": None,
        "PT" + "9" * 400 + "H": None,
        "PT\u0663M": None,
        "ninety seconds": None,
        "?": None,
        "": None,
    }.items(),
)
def test_a_duration_is_whole_seconds_or_it_is_nothing(duration: str, seconds: int | None) -> None:
    assert seconds_of(duration) == seconds


@pytest.mark.parametrize(
    ("number", "seconds"),
    {"1": 60, "2": 120, "5": 300, "6": None, "9": None, "10": 10, "90": 90, "0": None, "?": None, "-2": None,
     "9999": None, "1e2": None, " 90": None, "": None}.items(),
)  # fmt: skip
def test_a_bare_number_up_to_five_is_minutes_and_from_ten_seconds(number: str, seconds: int | None) -> None:
    """ "Set it to two" is two minutes, "make it ninety" ninety seconds; "seven" could be either."""
    assert said({"number": Slot(number)}).seconds == seconds


@pytest.mark.parametrize(
    ("name", "slot", "told"),
    [
        ("side", Slot("left hip", "left"), Said(side="left")),
        ("side", Slot("middle"), Said()),
        ("side", Slot("both", "both"), Said()),
        ("side_ref", Slot("last", "second"), Said(side_ref="second")),
        ("duration", Slot("PT45S"), Said(seconds=45)),
        ("side_time", Slot("a minute and a half", "90"), Said(seconds=90)),
        ("side_time", Slot("ages"), Said()),
        ("minutes", Slot("2"), Said(seconds=120)),
        ("minutes", Slot("30"), Said(seconds=30)),
        ("seconds", Slot("7"), Said(seconds=7)),
        ("direction", Slot("a bit longer", "longer"), Said(direction="longer")),
        ("level", Slot("7"), Said(level=7)),
        ("level", Slot("70"), Said()),
        ("part", Slot("safety bit", "safety"), Said(part="safety")),
        ("period", Slot("this week", "week"), Said(period="week")),
        ("day", Slot("mondays", "monday"), Said(day="monday")),
        ("time", Slot("18:00"), Said(time="18:00")),
        ("time", Slot("25:00"), Said()),
        ("moment", Slot("after work", "after_work"), Said(time="after_work")),
        ("frequency", Slot("daily", "every_day"), Said(frequency="every_day")),
    ],
)
def test_a_slot_tells_its_fact_in_canonical_ids(name: str, slot: Slot, told: Said) -> None:
    assert said({name: slot}) == told


def test_a_length_that_makes_no_sense_gives_way_to_one_that_does() -> None:
    assert said({"duration": Slot("?"), "number": Slot("90")}).seconds == 90
    assert said({"duration": Slot("PT1M"), "number": Slot("90")}).seconds == 60


@pytest.mark.slow
@given(slots=st.dictionaries(st.sampled_from(list(READERS)) | WORD, SLOT))
def test_no_slot_is_too_odd_to_be_read(slots: dict[str, Slot]) -> None:
    told = said(slots)
    assert told.side in (None, "left", "right")
    assert told.seconds is None or 0 < told.seconds <= LONGEST
    assert told.level is None or 0 <= told.level <= 10


def test_no_slots_tell_nothing() -> None:
    assert said({}) == Said()
    assert from_request(None) == {}


def resolutions(*authorities: tuple[str, str | None]) -> dict[str, Any]:
    """Entity resolution as a request carries it: a status code, and an id for each authority."""
    return {
        "resolutionsPerAuthority": [
            {
                "authority": "amzn1.er-authority",
                "status": {"code": code},
                "values": [{"value": {"name": "Left", "id": known}}] if known else [],
            }
            for code, known in authorities
        ]
    }


HALF_READ: dict[str, Any] = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [None, {}]}


@pytest.mark.parametrize(
    ("slot", "read_as"),
    [
        ({}, None),
        ({"value": None}, None),
        ({"value": ""}, None),
        ({"value": "left"}, Slot("left")),
        ({"value": "left", "resolutions": {}}, Slot("left")),
        ({"value": "left", "resolutions": resolutions(("ER_SUCCESS_MATCH", "left"))}, Slot("left", "left")),
        ({"value": "up", "resolutions": resolutions(("ER_SUCCESS_NO_MATCH", None))}, Slot("up")),
        ({"value": "left", "resolutions": resolutions(("ER_SUCCESS_NO_MATCH", "left"))}, Slot("left")),
        ({"value": "left", "resolutions": resolutions(("ER_NEW_CODE", "left"))}, Slot("left")),
        (
            {
                "value": "left",
                "resolutions": resolutions(("ER_SUCCESS_NO_MATCH", None), ("ER_SUCCESS_MATCH", "left")),
            },
            Slot("left", "left"),
        ),
        ({"value": "left", "resolutions": {"resolutionsPerAuthority": [None, 7, {}]}}, Slot("left")),
        ({"value": "left", "resolutions": {"resolutionsPerAuthority": [HALF_READ]}}, Slot("left")),
    ],
)
def test_a_requests_slot_is_read_with_its_id(slot: dict[str, Any], read_as: Slot | None) -> None:
    """Only a match gives an id; half a resolution, or one of the future, gives none."""
    filled = {"name": "side", "confirmationStatus": "NONE", **slot}
    request = put(intent("SideIntent", slots={"side": {}}), "request.intent.slots.side", filled)
    said_in = cast(IntentRequest, read(request).request)
    assert said_in.intent is not None
    assert from_request(said_in.intent.slots).get("side") == read_as
