"""What every store keeps of a person, and that it keeps nothing it was asked to forget."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from skill.memory import MemoryStore, Store
from skill.memory.store import RECENT, Change, Kept, Recorded, Rolled, Who
from tests.support.household import (
    BEDROOM,
    BEN,
    KITCHEN,
    NEXT_DOOR,
    NOON,
    done,
    finished,
    placed,
)


def test_of_a_stranger_nothing_is_known(store: Store) -> None:
    """Nobody has to be registered, and looking somebody up leaves no trace."""
    kept = store.load(KITCHEN)
    assert (kept.checkpoint, dict(kept.fields), kept.finished) == (None, {}, 0)
    assert not kept.recent
    assert not store.history(KITCHEN)
    assert store.export(KITCHEN.user) == {}


def test_fields_are_set_one_by_one(store: Store) -> None:
    """The others stay; None removes one; whatever JSON has comes back as it was."""
    store.keep(KITCHEN, Change(at=NOON, fields={"seconds": 90, "quiet": True, "odd": [1.5, {"é\n": None}]}))
    store.keep(KITCHEN, Change(at=NOON + 1, fields={"quiet": None, "first_side": "right"}))
    assert store.load(KITCHEN).fields == {"seconds": 90, "first_side": "right", "odd": [1.5, {"é\n": None}]}


def test_removing_a_field_that_is_not_there_is_no_error(store: Store) -> None:
    """Settings may be put back to what they were by whoever never changed them."""
    store.keep(KITCHEN, Change(at=NOON, fields={"quiet": None}))
    assert store.load(KITCHEN).fields == {}


def test_an_account_has_one_place_for_each_speaker(store: Store) -> None:
    """Two speakers in one house do not take each other's place, nor does another house."""
    store.keep(KITCHEN, placed(NOON, {"state": "rolling", "second": 43.5}))
    store.keep(BEDROOM, placed(NOON, {"state": "rest"}))
    assert store.load(KITCHEN).checkpoint == {"state": "rolling", "second": 43.5}
    assert store.load(BEDROOM).checkpoint == {"state": "rest"}
    assert store.load(NEXT_DOOR).checkpoint is None


def test_an_older_checkpoint_never_replaces_a_newer_one(store: Store) -> None:
    """A write that was held up on its way comes too late; what else it brings still counts."""
    store.keep(KITCHEN, placed(NOON, {"turn": 2}))
    late = Change(at=NOON - 1, checkpoint={"turn": 1}, fields={"seconds": 90}, record=done(NOON).record)
    store.keep(KITCHEN, late)
    kept = store.load(KITCHEN)
    assert (kept.checkpoint, kept.fields, kept.finished) == ({"turn": 2}, {"seconds": 90}, 1)


def test_of_two_checkpoints_of_one_second_the_last_stays(store: Store) -> None:
    """A request's timestamp has whole seconds, and two turns may share one."""
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    store.keep(KITCHEN, placed(NOON, {"turn": 2}))
    assert store.load(KITCHEN).checkpoint == {"turn": 2}


def test_only_sessions_whose_rest_began_are_counted(store: Store) -> None:
    """One that was left half-way is kept, and is not counted as done."""
    store.keep(KITCHEN, done(NOON))
    store.keep(KITCHEN, done(NOON + 100, finished=False))
    kept = store.load(KITCHEN)
    assert kept.finished == 1
    assert list(kept.recent) == [Rolled(NOON, finished=True), Rolled(NOON + 100, finished=False)]


def test_a_session_told_of_twice_counts_once(store: Store) -> None:
    """A request may be sent twice. The rest of the second telling is kept all the same."""
    store.keep(KITCHEN, done(NOON))
    again = Change(at=NOON + 5, record=done(NOON).record, checkpoint={"turn": 9}, fields={"seconds": 90})
    store.keep(KITCHEN, again)
    store.keep(KITCHEN, again)
    kept = store.load(KITCHEN)
    assert (kept.finished, len(kept.recent), len(store.history(KITCHEN))) == (1, 1, 1)
    assert (kept.checkpoint, kept.fields) == ({"turn": 9}, {"seconds": 90})


def test_two_speakers_may_open_sessions_in_the_same_second(store: Store) -> None:
    """They are two sessions: the speaker is part of a session's name."""
    store.keep(KITCHEN, done(NOON))
    store.keep(BEDROOM, done(NOON))
    assert finished(store, KITCHEN) == len(store.history(KITCHEN)) == len(store.load(KITCHEN).recent) == 2


def test_what_cannot_be_kept_whole_is_not_kept_at_all(store: Store) -> None:
    """All of a turn or none of it: here a checkpoint that is not JSON."""
    with pytest.raises((TypeError, ValueError)):
        store.keep(KITCHEN, Change(at=NOON, record=done(NOON).record, checkpoint={"turn": float("nan")}))
    assert store.export(KITCHEN.user) == {}


def test_a_recognised_voice_has_its_own_settings_and_history(store: Store) -> None:
    """The account's are apart from them; the place is the speaker's, whoever is recognised."""
    store.keep(
        BEN, Change(at=NOON, fields={"seconds": 120}, record=done(NOON).record, checkpoint={"turn": 1})
    )
    store.keep(KITCHEN, Change(at=NOON, fields={"seconds": 60}))
    assert (store.load(BEN).fields, finished(store, BEN)) == ({"seconds": 120}, 1)
    assert (store.load(KITCHEN).fields, finished(store, KITCHEN)) == ({"seconds": 60}, 0)
    assert store.load(KITCHEN).checkpoint == store.load(BEN).checkpoint == {"turn": 1}
    assert list(store.history(KITCHEN)) == []


def test_history_is_in_the_order_in_which_sessions_were_opened(store: Store) -> None:
    """Also where one was told of late."""
    for opened_at in (NOON, NOON - 500, NOON + 500, NOON - 900):
        store.keep(KITCHEN, Change(at=NOON, record=Recorded(opened_at, 43, 21, finished=False)))
    told = store.history(KITCHEN)
    assert [session.opened_at for session in told] == [NOON - 900, NOON - 500, NOON, NOON + 500]
    assert told[0] == Recorded(NOON - 900, 43, 21, finished=False)


@pytest.mark.slow
def test_an_opening_is_told_the_last_sessions_only(store: Store) -> None:
    """They are bounded, in order, and the newest, told of in order or not; the count is of all time."""
    moments = [NOON + 1000 * number for number in range(RECENT + 15)]
    for opened_at in reversed(moments):
        kept = store.load(KITCHEN)
        store.keep(KITCHEN, Change(at=NOON, record=done(opened_at).record, surplus=kept.surplus))
    kept = store.load(KITCHEN)
    assert [roll.opened_at for roll in kept.recent] == moments[-RECENT:]
    assert kept.finished == len(store.history(KITCHEN)) == RECENT + 15


def together(writers: Sequence[Who], store: Store, work: int) -> None:
    """So many sessions at once, each told of twice, at one of these speakers in turn."""
    barrier = Barrier(work)

    def one(number: int) -> None:
        barrier.wait()
        change = Change(
            at=NOON + number, record=done(NOON + number).record, fields={f"f{number}": number},
            checkpoint={"turn": number},
        )  # fmt: skip
        for _ in range(2):
            store.keep(writers[number % len(writers)], change)

    with ThreadPoolExecutor(work) as pool:
        list(pool.map(one, range(work)))


@pytest.mark.slow
def test_fifty_writers_lose_nothing_and_double_nothing(store: Store) -> None:
    """Two speakers of one household at once, every request sent twice."""
    together([KITCHEN, BEDROOM], store, 50)
    kept = store.load(KITCHEN)
    assert [roll.opened_at for roll in kept.recent] == [NOON + number for number in range(50)]
    assert kept.finished == len(store.history(KITCHEN)) == 50
    assert kept.fields == {f"f{number}": number for number in range(50)}
    assert (kept.checkpoint, store.load(BEDROOM).checkpoint) == ({"turn": 48}, {"turn": 49})


def test_a_newcomer_can_be_somebody_who_has_rolled_before() -> None:
    """The terminal makes an experienced person this way; what they do is added to it."""
    store = MemoryStore(Kept(finished=5, fields={"seconds": 90, "quiet": True}, recent=[Rolled(1, True)]))
    store.keep(KITCHEN, Change(at=NOON, record=done(NOON).record, fields={"quiet": None}))
    kept = store.load(KITCHEN)
    assert (kept.finished, kept.fields, len(kept.recent)) == (6, {"seconds": 90}, 2)
    assert store.load(NEXT_DOOR).finished == 5


def test_an_open_store_answers(store: Store) -> None:
    """The health check asks this."""
    assert store.answers()
