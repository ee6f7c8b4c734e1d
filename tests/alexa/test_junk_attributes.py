"""Attributes of the right shape that no turn could have written: the session counts as unreadable.

Whoever is in it is taken off the roller and asked anew; nothing is said or counted of what was put in.
"""

import copy
import json
import time
from typing import Any

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.coach.session import CAP, LATEST, MOST_MARKS, Session
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import Known, kept_of
from skill.simulator.rules import check
from tests.support.envelopes import MAT, NOON, Json, attributes, intent, rolling

CALM: Json = {"marks": [], "speech": [0, 0], "reprompt_marks": [], "reprompt": [0, 0], "aside": ""}
"""Nothing is laid out, and no question stands over the place."""

UNREADABLE: dict[str, Json] = {
    "an hour of rest": {**CALM, "state": "rest", "place": "rest", "remaining": 3600},
    "eleven days of a hold": {**CALM, "state": "hold", "place": "hold", "remaining": 999_999},
    "sixteen minutes to roll": {**CALM, "todo": {"left": 992, "right": 180}},
    "more rolled than a side may have": {"credit": {"left": CAP + 1, "right": 0}},
    "a clock that began after a side's end": {"restarted": {"left": CAP + 1, "right": 0}},
    "more holds than a side has room for": {"holds": {"left": 11, "right": 0}},
    "a side that takes 400 digits": {"seconds": 10**400},
    "an answer that needs facts": {"answer": "resume_seconds"},
    "a turn in 400 digits": {"sent_at": 10**400},
    "an end in 400 digits": {"ended_at": 10**400},
    "a time on the roller in 400 digits": {"lying_since": 10**400},
    "an opening after the calendar's end": {"opened_at": LATEST + 1},
    "marks that overlap": {"marks": [["roll", "left", 0, 20, 0]] * 3, "speech": [30, 5]},
    "marks that overlap for minutes": {"marks": [["roll", "left", 0, 299, 0]] * 10, "speech": [299, 5]},
    "marks of more than a side may have": {
        "marks": [["roll", "left", 100 * number, 99, 0] for number in range(2)],
        "speech": [299, 5],
    },
    "a mark that is longer than any speech": {"marks": [["roll", "left", 0, 999, 0]], "speech": [999, 5]},
    "a sentence that is longer than any speech": {"marks": [["told", None, 0, 999, 0]], "speech": [999, 5]},
    "a mark after the end of the speech": {"marks": [["told", None, 0, 60, 0]], "speech": [30, 5]},
    "six thousand marks": {"marks": [["told", None, 0, 0, 0]] * 6000},
    "as many marks as there may be, and one": {"marks": [["told", None, 0, 0, 0]] * (MOST_MARKS + 1)},
    "a change that no turn makes": {"undo": {"remaining": 999_999}},
    "a setting that is none": {"undo": {"person": {"sessions": 3}}},
    "a setting out of its range": {"undo": {"person": {"seconds": 10**400}}},
}

NOT_KNOWN: dict[str, Json] = {
    "a liking for 400 digits": {"person": {"seconds": 10**400}},
    "more sessions than a life has": {"person": {"sessions": 10**9}},
    "a zone asked for after the calendar's end": {"zone_at": LATEST + 1},
    "a zone that is a page long": {"zone": "Europe/Berlin" * 300},
    "a zone that is a number": {"zone": 7},
}


@pytest.fixture
def skill() -> Skill:
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


@pytest.mark.parametrize("changed", UNREADABLE.values(), ids=UNREADABLE)
def test_what_no_turn_could_have_written_is_not_taken_for_a_session(skill: Skill, changed: Json) -> None:
    """And the turn that meets it is as good as any: quick, within the rules, and no apology."""
    carried = {**rolling(skill), **copy.deepcopy(changed)}
    assert Session.from_attributes(carried) is None
    began = time.process_time()
    request = intent("TimeLeftIntent", NOON + 65, carried)
    answer = skill.handle(request)
    assert time.process_time() - began < 2
    assert check(answer, request) == []
    assert attributes(answer)["credit"] == {"left": 0, "right": 0}


@pytest.mark.parametrize("changed", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_what_cannot_be_known_of_a_person_is_read_again(skill: Skill, changed: Json) -> None:
    known = rolling(skill)["known"]
    assert Known.from_attributes(known)
    person = {**known["person"], **changed.get("person", {})}
    assert Known.from_attributes({**known, **changed, "person": person}) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x", 1),
        ("x", float("inf")),
        ("seconds", float("inf")),
        ("seconds", 10**400),
        ("seconds", "x" * 3000),
        ("verbosity", 3),
        ("next_side", "up"),
        ("rests_until", LATEST + 1),
        ("left_rests_until", True),
        ("safety_words", "x" * 3000),
    ],
)
def test_what_waits_to_be_kept_is_kept_only_where_it_can_be_a_fields_own(
    skill: Skill, name: str, value: Any
) -> None:
    """Beside it what was chosen is kept; and the answer is JSON."""
    carried = rolling(skill)
    carried["known"] = {**carried["known"], "unkept": {"first_side": "right", name: value}}
    answer = skill.handle(intent("TimeLeftIntent", NOON + 65, carried))
    json.dumps(answer, allow_nan=False)
    (person,) = skill.store.store.export(MAT.user)["people"]
    assert person["fields"]["first_side"] == "right"
    assert name not in person["fields"]
