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

HEALTH = {
    Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.HEALTH_CONDITION,
    Label.FEEL_SORE, Label.NORMAL_TO_HURT, Label.NO_CHANGE, Label.TENDER_SPOT,
}  # fmt: skip
INTENTS = sorted(name for name, row in TABLE.items() if {row.label, *row.by_phase.values()} & HEALTH)
Full = tuple[Store, Path]
WORDS = (
    "pain", "hurt", "sharp", "numb", "tingl", "red_flag", "condition", "sore", "pulse", "belly", "faint",
    "nausea", "chest", "breathless", "swell", "saddle", "weak", "fever", "severe", "heart", "injur",
    "emergency", "doctor", "hernia", "pregnan", 'gentle":["', 'over":["', "choice", "stop_", "symptom",
    "tender", "lighten", "level",
)  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """A store of each kind after sessions full of pain, and the folder that its file is in."""
    folder = tmp_path_factory.mktemp("full")
    store = new_store(request.param, folder)
    sessions_full_of_pain(store)
    yield store, folder
    close(store)


def sessions_full_of_pain(store: Store) -> None:
    """Each intent of pain or health, from each of a session's parts, a day apart; then it goes on."""
    skill = build_skill(Config(), store)
    for day, name in enumerate(INTENTS):
        for hour, second in enumerate((5, 60, 110, 160, 330, 420)):
            at = NOON + day * 2 * 86400 + hour * 3600
            carried = attributes(skill.handle(launch(at)))
            slots = {"level": {"value": "8"}, "side": {"value": "left", "id": "left"}}
            for after, said in ((60, "ReadyIntent"), (second, name), (second + 30, "AMAZON.ResumeIntent")):
                answer = skill.handle(intent(said, at + after, carried, slots if said == name else None))
                if answer["response"].get("shouldEndSession"):
                    break
                carried = attributes(answer)


def stored(store: Store, folder: Path) -> str:
    """All that the store holds, as an export and, where there is a file, byte by byte."""
    files = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    return json.dumps(store.export(MAT.user)) + files.decode("latin-1")


def test_no_word_of_it_is_stored(full: Full) -> None:
    """Searched for in the export and in every byte of the file, its log included."""
    kept = stored(*full).lower()
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
