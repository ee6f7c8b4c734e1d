"""Erasing is sure: it holds against older requests, goes on where it broke off, and hides nothing."""

import json
from collections.abc import Callable

import pytest
from werkzeug.wrappers import Response

from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore, Store
from skill.memory.dynamo import DynamoStore
from skill.memory.dynamo_requests import RequestFailed
from skill.memory.keys import account_key
from skill.memory.store import REPEATED_SECONDS, Change, Recorded, Who
from skill.voice.script import load
from skill.web import create_app
from tests.support.dynamo_server import Sent, refusal, tables
from tests.support.envelopes import MAT, attributes, intent, launch, put, speech
from tests.support.envelopes import NOON as BEGAN
from tests.support.household import BEDROOM, BEN, KITCHEN, NOON, done, fill, placed

WORDS = load("en-US")


def whole(at: int) -> Change:
    """A turn that leaves something of each kind."""
    return Change(at=at, fields={"seconds": 90}, checkpoint={"turn": at}, record=done(at).record)


@pytest.mark.parametrize("who", [KITCHEN, BEN], ids=["the account", "a voice"])
def test_a_request_from_before_an_erasure_writes_nothing(store: Store, who: Who) -> None:
    """Sent again, whatever it was, also in the very second of the erasure; later ones are kept."""
    for of_the_account in (False, True):
        store.keep(who, whole(NOON))
        store.forget_user(who.user, NOON + 100) if of_the_account else store.forget(who, NOON + 100)
        for at in (NOON, NOON + 50, NOON + 100):
            store.keep(who, whole(at))
            store.keep(who, placed(at, {"turn": 1}))
            store.keep(who, Change(at=at, fields={"quiet": True}))
        assert store.export(who.user) == {}
        store.keep(who, whole(NOON + 101))
        assert store.load(who).finished == 1
        store.forget_user(who.user)


def test_a_place_that_went_with_another_voice_stays_away(store: Store) -> None:
    """It was the speaker's, and an old turn of the voice that it belonged to cannot bring it back."""
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    store.forget(BEN, NOON + 10)
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    assert store.load(KITCHEN).checkpoint is None


def test_a_place_that_went_on_another_speaker_stays_away(store: Store) -> None:
    """An erasure takes a person's places on all speakers, and each of them is held against its old turns."""
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    store.forget(BEDROOM, NOON + 10)
    store.keep(KITCHEN, placed(NOON, {"turn": 1}))
    assert store.load(KITCHEN).checkpoint is None


def test_turns_before_the_last_one_stay_away_where_an_erasure_comes_late(store: Store) -> None:
    """What was kept up to the last turn was erased with it, though the erasure's own second is older."""
    for of_the_account in (False, True):
        store.keep(KITCHEN, placed(NOON + 200, {"turn": 2}))
        store.forget_user(KITCHEN.user, NOON + 100) if of_the_account else store.forget(KITCHEN, NOON + 100)
        store.keep(KITCHEN, placed(NOON + 150, {"turn": 1}))
        assert store.load(KITCHEN).checkpoint is None


def test_an_erasure_by_a_wrong_clock_blocks_nobody_for_long(store: Store) -> None:
    """One of next year: what lies further back than a request can is no request from before it."""
    store.forget(KITCHEN, NOON + 400 * 24 * 3600)
    store.keep(KITCHEN, whole(NOON))
    assert (store.load(KITCHEN).finished, store.load(KITCHEN).checkpoint) == (1, {"turn": NOON})


def test_a_checkpoint_from_the_future_blocks_nobody_for_long(store: Store) -> None:
    """Nor does a setting; and within the time in which a request can be sent again the newer one stays."""
    for ahead, replaced in ((REPEATED_SECONDS, False), (REPEATED_SECONDS + 1, True), (400 * 24 * 3600, True)):
        store.forget_user(KITCHEN.user)
        store.keep(KITCHEN, Change(at=NOON + ahead, fields={"seconds": 30}, checkpoint={"turn": 1}))
        store.keep(KITCHEN, Change(at=NOON, fields={"seconds": 90}, checkpoint={"turn": 2}))
        kept = store.load(KITCHEN)
        found = (kept.fields["seconds"], kept.checkpoint)
        assert found == ((90, {"turn": 2}) if replaced else (30, {"turn": 1})), ahead


def test_a_setting_keeps_its_order_when_a_request_is_sent_again(store: Store) -> None:
    """Also one that was removed since; and the newer half of such a request is kept."""
    ninety = Change(at=NOON, fields={"seconds": 90, "quiet": True})
    store.keep(KITCHEN, ninety)
    store.keep(KITCHEN, Change(at=NOON + 20, fields={"seconds": 30, "quiet": None}))
    store.keep(KITCHEN, ninety)
    store.keep(KITCHEN, Change(at=NOON, fields={"seconds": 90, "first_side": "left"}))
    assert store.load(KITCHEN).fields == {"seconds": 30, "first_side": "left"}


def test_a_finished_session_takes_the_place_of_an_unfinished_one(store: Store) -> None:
    """And never the other way; it counts once."""
    half, all_of_it = Recorded(NOON, 52, 0, finished=False), Recorded(NOON, 60, 60, finished=True)
    for record in (half, all_of_it, half, all_of_it):
        store.keep(KITCHEN, Change(at=NOON + 5, record=record))
    assert list(store.history(KITCHEN)) == [all_of_it]
    kept = store.load(KITCHEN)
    assert (kept.finished, [roll.finished for roll in kept.recent]) == (1, [True])


def breaking(broken: list[int], at: int) -> Callable[[Sent], Response | None]:
    """DynamoDB, which refuses each write from the one of this number on; `broken` collects what it did."""

    def answer(sent: Sent) -> Response | None:
        if sent.operation in ("BatchWriteItem", "UpdateItem"):
            broken.append(1)
            if len(broken) > at:
                return refusal("ValidationException")(sent)
        return None

    return answer


def long_history(store: Store) -> None:
    """Sixty sessions of a voice, and something of each other kind."""
    fill(store)
    for number in range(60):
        store.keep(BEN, whole(NOON + number))


def left_of(store: DynamoStore) -> int:
    """How many sessions of the account the table holds."""
    return sum(item["sk"]["S"].startswith("session#") for item in store._all(account_key(BEN.user)))


def half_erased(writes: int) -> DynamoStore:
    """A table from which an erasure was refused after so many of its four writes."""
    store = tables().new_store()
    long_history(store)
    tables().answers[:] = [breaking([], writes)] * 300
    with pytest.raises(RequestFailed):
        store.forget(BEN, NOON + 200)
    tables().answers.clear()
    return store


@pytest.mark.slow
def test_half_an_erasure_is_shown_by_an_export_and_used_for_nothing() -> None:
    """Whichever write was refused: once the first has gone through, nothing of the person is known."""
    fell = []
    for writes in range(4):
        store = half_erased(writes)
        shown = sum(len(person["sessions"]) for person in store.export(BEN.user)["people"])
        if shown != left_of(store):
            fell.append((writes, f"{shown} sessions shown, {left_of(store)} left"))
        kept = store.load(BEN)
        known = (kept.finished, dict(kept.fields), kept.checkpoint)
        if known != ((0, {}, None) if writes else (60, {"seconds": 90}, {"turn": NOON + 59})):
            fell.append((writes, f"known: {known}"))
    assert not fell


@pytest.mark.slow
@pytest.mark.parametrize(
    "goes_on",
    [lambda store: store.load(BEN), lambda store: store.keep(BEN, placed(NOON + 210, {"turn": 1}))],
    ids=["the next opening", "the next turn"],
)
def test_half_an_erasure_goes_on_with(goes_on: Callable[[Store], object]) -> None:
    """Nobody has to ask again; what the others of the account have stays."""
    store = half_erased(1)
    goes_on(store)
    assert list(store.history(BEN)) == []
    assert left_of(store) == 2
    assert "erasing" not in json.dumps([dict(item) for item in store._all(account_key(BEN.user), "about#")])


@pytest.mark.slow
def test_what_is_kept_after_half_an_erasure_stays() -> None:
    """A session from after it is not swept away when the erasure goes on."""
    store = half_erased(1)
    store.keep(BEN, whole(NOON + 300))
    store.load(BEN)
    store.load(BEN)
    assert [session.opened_at for session in store.history(BEN)] == [NOON + 300]
    assert store.load(BEN).finished == 1


class Away(MemoryStore):
    """A store that can be away when something is to be erased."""

    away = True

    def forget_user(self, user: str, at: int = 0) -> None:
        if self.away:
            raise ConnectionError
        super().forget_user(user, at)


def test_a_skill_that_was_disabled_unheard_is_told_so_again() -> None:
    """While nothing can be erased the event fails, at the door and on Lambda; then it succeeds."""
    store = Away()
    skill = build_skill(Config(), store)
    skill.handle(launch())
    event = put(put(launch(), "request.type", "AlexaSkillEvent.SkillDisabled"), "session", None)
    door = create_app(Config(local=True), skill).test_client()
    told = {"json": event, "headers": {"Host": "localhost"}}
    assert door.post("/alexa", **told).status_code == 500
    with pytest.raises(Exception, match="could be erased"):
        skill.handle(event)
    assert store.export(MAT.user)
    store.away = False
    assert door.post("/alexa", **told).status_code == 200
    assert store.export(MAT.user) == {}


def test_a_request_sent_again_brings_back_nothing_that_was_erased() -> None:
    """Neither where the person asked for it nor where the skill was disabled."""
    disabled = put(put(launch(BEGAN + 60), "request.type", "AlexaSkillEvent.SkillDisabled"), "session", None)
    for is_asked_for in (True, False):
        skill = build_skill(Config(), MemoryStore())
        opened = attributes(skill.handle(launch(BEGAN)))
        setting = intent("SetSideTimeIntent", BEGAN + 20, opened, {"seconds": {"value": "90"}})
        answer = skill.handle(setting)
        if is_asked_for:
            asked = skill.handle(intent("ForgetMeIntent", BEGAN + 40, attributes(answer)))
            skill.handle(intent("AMAZON.YesIntent", BEGAN + 60, attributes(asked)))
        else:
            skill.handle(disabled)
        for old in (launch(BEGAN), setting, launch(BEGAN + 60)):
            skill.handle(old)
        assert skill.store.store.export(MAT.user) == {}, is_asked_for


def test_who_is_half_forgotten_hears_that_it_is_not_all() -> None:
    """The words are true whether nothing or most of it is gone."""
    store = tables().new_store()
    skill = build_skill(Config(), store)
    skill.store._deadline = 30.0
    asked = attributes(skill.handle(intent("ForgetMeIntent")))
    tables().answers[:] = [breaking([], 0)] * 50
    answer = skill.handle(intent("AMAZON.YesIntent", BEGAN + 30, asked))
    tables().answers.clear()
    assert WORDS.words("not_erased", 0, {}) in speech(answer)
    assert "all of it" in WORDS.words("not_erased", 0, {})
    assert "still there" not in WORDS.words("not_erased", 0, {})
