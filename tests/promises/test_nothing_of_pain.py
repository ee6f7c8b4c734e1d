"""After sessions full of pain, signs and conditions, what is stored tells of none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.alexa.intents import TABLE
from skill.app import build_skill
from skill.coach.events import Label
from skill.config import Config
from skill.memory import Store
from skill.memory.store import Who
from tests.support.envelopes import MAT, NOON, attributes, intent, launch
from tests.support.household import KINDS, close, new_store
from tests.support.speaker import speaker

STATES = Path(__file__).parents[2] / "docs" / "states.md"

HEALTH = {
    Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.HEALTH_CONDITION,
    Label.FEEL_SORE, Label.NORMAL_TO_HURT, Label.NO_CHANGE, Label.TENDER_SPOT, Label.MILD_ACHE,
    Label.NO_STRETCH, Label.GET_OFF, Label.DOCTOR_AGREES,
}  # fmt: skip
INTENTS = sorted(name for name, row in TABLE.items() if {row.label, *row.by_phase.values()} & HEALTH)
Full = tuple[Store, Path]
WORDS = (
    "pain", "hurt", "sharp", "numb", "tingl", "red_flag", "condition", "sore", "pulse", "belly", "faint",
    "nausea", "chest", "breathless", "swell", "saddle", "weak", "fever", "severe", "heart", "injur",
    "emergency", "doctor", "hernia", "pregnan", 'light":["', 'stopped":["', "choice", "alarm",
    '"doubt":true', "stop_", "symptom", "tender", "lighten", "level",
)  # fmt: skip


SLOW = {"dynamodb": pytest.mark.slow}


@pytest.fixture(scope="module", params=[pytest.param(kind, marks=SLOW.get(kind, ())) for kind in KINDS])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """A store of each kind after sessions full of pain, and the folder that its file is in."""
    folder = tmp_path_factory.mktemp("full")
    store = new_store(request.param, folder)
    sessions_full_of_pain(store)
    yield store, folder
    close(store)


BEFORE = ((55, "NoneOfThatIntent"), (125, "ReadyIntent"), (185, "ReadyIntent"))
"""What somebody new says, and at which second of the session, to get to rolling."""
MOMENTS = (5, 90, 160, 215, 300, 470)
"""Seconds of a first session: the list, kneeling, the set-up, both sides, and the close."""


def sessions_full_of_pain(store: Store) -> None:
    """Each intent of pain or health, from each of a session's parts, two days apart; then it goes on."""
    skill = build_skill(Config(), store)
    at, rolled = NOON, 0
    for name in INTENTS:
        for second in MOMENTS:
            at += 2 * 86400
            carried = attributes(skill.handle(launch(at)))
            slots = {"level": {"value": "8"}, "side": {"value": "left", "id": "left"}}
            words = [*(row for row in BEFORE if row[0] < second), (second, name)]
            for after, said in (*words, (second + 30, "AMAZON.ResumeIntent")):
                answer = skill.handle(intent(said, at + after, carried, slots if said == name else None))
                carried = attributes(answer)
                rolled += said == name and sum(carried["credit"].values()) > 0
                if answer["response"].get("shouldEndSession"):
                    break
    assert rolled > len(INTENTS)


def stored(store: Store, folder: Path) -> str:
    """All that the store holds, as an export and, where there is a file, byte by byte."""
    files = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    return json.dumps(store.export(MAT.user)) + files.decode("latin-1")


@pytest.mark.slow
def test_no_word_of_it_is_stored(full: Full) -> None:
    """Searched for in the export and in every byte of the file, its log included."""
    # A column of the file's own is called "number", which holds "numb".
    kept = stored(*full).lower().replace('": ', '":').replace("number", "")
    assert "credit" in kept
    assert [word for word in WORDS if word in kept] == []


def test_no_id_is_stored(full: Full) -> None:
    """Neither the account's, nor the speaker's."""
    kept = stored(*full)
    assert MAT.user not in kept
    assert MAT.device not in kept


def test_the_history_of_it_is_seconds_and_dates(full: Full) -> None:
    """A session that was stopped for pain looks like one that was stopped for the door bell."""
    for done in full[0].history(Who(MAT.user, MAT.device)):
        assert set(vars(done)) == {"opened_at", "left", "right", "finished"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("it hurts", {"light": ["left"]}),
        ("it's numb", {"stopped": ["left"]}),
        ("is it normal that it hurts", {"answer": "answer_normal_to_hurt"}),
    ],
)
def test_what_the_session_carries_about_it_is_told(said: str, told: dict[str, object]) -> None:
    """docs/states.md says which attributes can tell of pain, and after which words."""
    person = speaker(sessions=2)
    person.launch()
    person.say("ready")
    carried = person.say(said, 60).attributes
    assert {name: carried[name] for name in told} == told
    page = " ".join(STATES.read_text("utf-8").split())
    assert f'"{said}"' in page
    assert all(f"`{name}`" in page for name in told)
