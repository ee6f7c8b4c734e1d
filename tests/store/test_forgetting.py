"""What was forgotten is gone, what is exported is all, and neither knows an id."""

import json

from skill.memory import Store
from tests.support.household import (
    BEDROOM,
    BEN,
    KITCHEN,
    NEXT_DOOR,
    NOON,
    RAW_IDS,
    done,
    fill,
    finished,
    placed,
)


def test_forgetting_an_account_leaves_nothing_of_it(store: Store) -> None:
    """Not the settings, not the history, not a place, of no voice in it; and nobody else's goes."""
    fill(store)
    store.forget_user(KITCHEN.user)
    assert store.export(KITCHEN.user) == {}
    for who in (KITCHEN, BEDROOM, BEN):
        kept = store.load(who)
        assert (kept.finished, kept.fields, kept.checkpoint, list(kept.recent)) == (0, {}, None, [])
        assert list(store.history(who)) == []
    assert (finished(store, NEXT_DOOR), store.load(NEXT_DOOR).checkpoint) == (1, {"turn": 3})


def test_forgetting_a_voice_leaves_the_account(store: Store) -> None:
    """Gone is what was kept of the voice and the place on the speaker; another's place stays."""
    fill(store)
    store.forget(BEN)
    assert (finished(store, BEN), store.load(BEN).fields, list(store.history(BEN))) == (0, {}, [])
    assert store.load(KITCHEN).checkpoint is None
    assert store.load(BEDROOM).checkpoint == {"turn": 1}
    assert finished(store, KITCHEN) == 2


def test_forgetting_from_one_speaker_takes_ones_place_on_the_other_too(store: Store) -> None:
    """Whoever is forgotten in the bedroom was on the mat in the kitchen as well."""
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    store.forget(BEDROOM)
    assert store.load(KITCHEN).checkpoint is None
    assert store.export(KITCHEN.user) == {}


def test_a_long_history_is_forgotten_whole(store: Store) -> None:
    """However many requests that takes."""
    for number in range(60):
        store.keep(BEN, done(NOON + number))
    store.forget(BEN)
    assert store.export(BEN.user) == {}


def test_forgetting_a_stranger_is_no_error(store: Store) -> None:
    """Whoever asks is told that nothing is kept, and that is true."""
    store.forget(KITCHEN)
    store.forget_user(KITCHEN.user)
    assert store.export(KITCHEN.user) == {}


def test_who_was_forgotten_may_begin_anew(store: Store) -> None:
    """Even with the very session that was forgotten."""
    fill(store)
    store.forget_user(KITCHEN.user)
    store.keep(KITCHEN, done(NOON))
    assert finished(store, KITCHEN) == 1


def test_an_export_is_complete(store: Store) -> None:
    """Every field, session and place, of every voice; plain JSON; the same from every kind of store."""
    fill(store)
    told = store.export(KITCHEN.user)
    assert json.loads(json.dumps(told)) == told
    account, ben = told["people"]
    assert (account["person"], account["fields"], account["finished"]) == ("-", {"seconds": 90}, 2)
    sessions = [
        {"opened_at": NOON + number, "left": 60, "right": 60, "finished": True} for number in range(3)
    ]
    told_sessions = [*account["sessions"], *ben["sessions"]]
    assert [{**session, "device": None} for session in told_sessions] == [
        {**session, "device": None} for session in sessions
    ]
    assert {place["at"]: place["checkpoint"] for place in told["checkpoints"]} == {
        NOON + 1: {"turn": 1},
        NOON + 2: {"turn": 2},
    }


def test_an_export_names_no_id_that_amazon_gave(store: Store) -> None:
    """Keys stand in their place, from which no id can be told."""
    fill(store)
    text = json.dumps(store.export(KITCHEN.user))
    assert [raw for raw in RAW_IDS if raw in text] == []
