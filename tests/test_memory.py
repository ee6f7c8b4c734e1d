"""What the memory keeps of a person, and that it keeps nothing it was asked to forget."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from skill.coach.person import Person, Record
from skill.coach.session import Session
from skill.memory import MemoryStore, Store, UnknownStore, open_store

DONE = Record(opened_at=1, left=60, right=60, finished=True)
HALF = Record(opened_at=2, left=43, right=0, finished=False)


@pytest.fixture
def store() -> Store:
    return open_store("memory:")


def test_a_stranger_is_new(store: Store) -> None:
    """Nobody has to be registered."""
    assert store.load("somebody", "kitchen") == Person()


def test_finished_sessions_count(store: Store) -> None:
    """A session that was left half-way is kept, and is not counted as done."""
    store.record("ana", "1", DONE)
    store.record("ana", "2", HALF)
    store.record("ana", "3", DONE)
    assert store.load("ana", "kitchen").sessions == 2


def test_a_request_that_comes_twice_counts_once(store: Store) -> None:
    """The key is the request's, so that a repeated request adds nothing."""
    store.record("ana", "1", DONE)
    store.record("ana", "1", DONE)
    assert store.load("ana", "kitchen").sessions == 1


def test_the_place_is_kept_for_each_device(store: Store) -> None:
    """Two speakers in one house do not take each other's place."""
    kitchen, bedroom = Session(seconds=60), Session(seconds=90)
    store.save_checkpoint("ana", "kitchen", kitchen)
    store.save_checkpoint("ana", "bedroom", bedroom)
    assert store.load("ana", "kitchen").left_off == kitchen
    assert store.load("ana", "bedroom").left_off == bedroom
    assert store.load("ben", "kitchen").left_off is None


def test_the_last_checkpoint_wins(store: Store) -> None:
    """Each turn's replaces the one before."""
    store.save_checkpoint("ana", "kitchen", Session(seconds=60))
    store.save_checkpoint("ana", "kitchen", Session(seconds=90))
    assert store.load("ana", "kitchen").left_off == Session(seconds=90)


def test_settings_are_kept_and_history_is_not_theirs_to_change(store: Store) -> None:
    """Seconds, first side, quiet and how to go on; the count of sessions comes from the history."""
    store.record("ana", "1", DONE)
    wanted = Person(sessions=7, seconds=90, first_side="right", quiet=True, going_on="asking")
    store.save_settings("ana", wanted)
    assert store.load("ana", "kitchen") == replace(wanted, sessions=1)


def test_forgetting_leaves_nothing(store: Store) -> None:
    """Not the settings, not the history, not the place; and nobody else's."""
    for user in ("ana", "ben"):
        store.record(user, "1", DONE)
        store.save_settings(user, Person(seconds=90))
        store.save_checkpoint(user, "kitchen", Session())
    store.forget("ana")
    assert store.load("ana", "kitchen") == Person()
    assert store.load("ben", "kitchen") == Person(sessions=1, seconds=90, left_off=Session())


def test_forgetting_a_stranger_is_no_error(store: Store) -> None:
    """Whoever asks is told that nothing is kept, and that is true."""
    store.forget("nobody")
    assert store.load("nobody", "kitchen") == Person()


def test_a_newcomer_can_be_somebody_who_has_rolled_before() -> None:
    """The terminal makes an experienced person this way; what they do is added to it."""
    store = MemoryStore(Person(sessions=5, seconds=90))
    store.record("ana", "1", DONE)
    assert store.load("ana", "kitchen") == Person(sessions=6, seconds=90)


def test_threads_lose_nothing() -> None:
    """A server answers several requests at once."""
    store = MemoryStore()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.record("ana", str(number), DONE), range(400)))
    assert store.load("ana", "kitchen").sessions == 400


def test_an_open_store_answers(store: Store) -> None:
    """The health check asks this."""
    assert store.answers()


@pytest.mark.parametrize("url", ["sqlite:///people.db", "dynamodb://people", "memory", "memory:x", ""])
def test_another_store_is_refused_and_told_what_works(url: str) -> None:
    """The sentence names the setting, its value and the cure."""
    with pytest.raises(UnknownStore, match=r"PSOAS_STORE is '.*memory:") as refusal:
        open_store(url)
    assert f"'{url}'" in str(refusal.value)
