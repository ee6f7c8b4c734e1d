"""What the benchmark measures is what it says: whole sessions that go well, and a hello that is said."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.bundles import weights
from bench.cold import ROOT, Entry, best
from bench.hello import lambda_handler as hello
from bench.history import APART, SIZES, WHO, fill
from bench.session import HALF, WORDS, endless, fresh_skill, session
from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore, Store
from skill.memory.sqlite import SqliteStore
from skill.memory.store import HISTORY_DAYS, RECENT
from skill.package.bundle import pack
from skill.turns import HALTED_AT
from tests.support.dynamo_server import tables
from tests.support.envelopes import attributes, speech


def test_the_session_that_is_timed_runs_from_the_launch_to_its_end() -> None:
    """With something said in each turn, and all of it within the time that a verifier takes."""
    requests = session()
    skill = fresh_skill()
    answers = [skill.handle(request) for request in requests]
    assert len(requests) == 1 + len(WORDS)
    assert requests[0]["request"]["type"] == "LaunchRequest"
    assert all(speech(answer) for answer in answers)
    assert [answer["response"]["shouldEndSession"] for answer in answers] == [False] * len(WORDS) + [True]
    assert sum(seconds for _, seconds in WORDS) <= 2 * HALF


def test_a_session_that_goes_on_and_on_goes_well() -> None:
    skill, talk = fresh_skill(), endless()
    request = next(talk)
    for _ in range(60):
        answer = skill.handle(request)
        assert speech(answer)
        assert HALTED_AT not in attributes(answer)
        request = talk.send(answer)


def test_hello_world_answers_the_same_requests() -> None:
    for request in session():
        assert hello(request, None)["response"]["outputSpeech"]["ssml"] == "<speak>Hello world.</speak>"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["memory", "sqlite", "dynamodb"])
def test_a_history_is_as_long_as_it_says(kind: str, tmp_path: Path) -> None:
    """In each store, though a table is filled in another way; none of it is too old to be counted."""
    stores: Mapping[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / "people.db"),
        "dynamodb": lambda: tables().new_store(),
    }
    store = stores[kind]()
    fill(store, RECENT + 3)
    assert len(store.history(WHO)) == RECENT + 3
    assert len(store.load(WHO).recent) == RECENT
    assert max(SIZES) * APART < HISTORY_DAYS * 24 * 3600


def test_the_one_whose_history_is_long_is_the_one_who_speaks() -> None:
    """Else a turn would be timed that finds nothing."""
    store = MemoryStore()
    fill(store, 60)
    opened = attributes(build_skill(Config(), store).handle(session()[0]))
    assert opened["known"]["person"]["sessions"] == 60


def test_a_start_is_that_of_the_entry_that_is_named(tmp_path: Path) -> None:
    """A process of its own, with its settings; one that does not come up tells why."""
    (tmp_path / "entry.py").write_text("import os\nlambda_handler = lambda event, _: os.environ['WANTED']\n")
    found = best({"ours": Entry("entry", tmp_path, {"WANTED": "yes"}), "theirs": Entry("bench.hello", ROOT)})
    assert all(start.megabytes > 1 for start in found.values())
    with pytest.raises(RuntimeError, match="KeyError: 'WANTED'"):
        best({"ours": Entry("entry", tmp_path)})


def test_each_part_of_the_zips_stands_beside_its_like(tmp_path: Path) -> None:
    """A part that one of them lacks weighs nothing there, and the whole files come last."""
    entries = {}
    for who, parts in {"ours": ("sdk", "skill"), "theirs": ("sdk", "hello")}.items():
        for part in parts:
            (tmp_path / who / part).mkdir(parents=True)
            (tmp_path / who / part / "a.py").write_text(part)
        entries[who] = Entry("entry", tmp_path / who)
        pack(tmp_path / who, tmp_path / f"{who}.zip")
    rows = {name: sizes for name, *sizes in weights(entries)}
    assert list(rows)[-1] == "all of it"
    assert rows["all of it"] == [(tmp_path / f"{who}.zip").stat().st_size for who in entries]
    assert rows["sdk"][0] == rows["sdk"][1] > 0
    assert (rows["skill"][1], rows["hello"][0]) == (0, 0)
