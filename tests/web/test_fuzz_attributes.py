"""Damaged session attributes: each turn is answered in time, breaks no rule, and says no word of them.

They come from random turns of whole sessions and are damaged at random, a day back to two days on; after
each the skill is opened again, over what that turn has kept. The seeds are fixed. A turn is given two
seconds of processor time, not of the clock.
"""

import copy
import json
import logging
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.app import build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.simulator.rules import check
from skill.web import create_app
from tests.support.envelopes import NOON, Json, attributes, intent, launch, speech
from tests.support.turns import DAY, WORDS, any_request, damaged, opening, places, sent
from tests.web.test_mutations import Faults

TURN_SECONDS = 2.0
"""Processor time for one turn; an ordinary one takes thousandths."""

SPOKEN = ("zebra", "soundbank", "9999")
"""What of the texts that are put in would be heard."""


class TookTooLong(BaseException):
    """A turn that computes and computes; no `Exception`, so that the skill cannot apologise for it."""


@contextmanager
def bounded() -> Iterator[None]:
    """Give the block so much processor time and no more. Raises TookTooLong."""

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, TURN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def door() -> FlaskClient:
    """A door whose skill takes everybody for somebody who knows the way; it looks at no clock."""
    store = MemoryStore(kept_of(Profile(sessions=4, seconds=60)))
    return create_app(Config(local=True), build_skill(Config(local=True), store)).test_client()


def post(client: FlaskClient, envelope: Json) -> Any:
    headers = {"Host": "localhost", "Content-Type": "application/json"}
    return client.post("/alexa", data=json.dumps(envelope).encode(), headers=headers)


def real_attributes(dice: random.Random) -> Json:
    """What an answer carries after some random turns."""
    client, at = door(), NOON
    carried: Json = post(client, opening()).get_json()["sessionAttributes"]
    for _ in range(dice.randint(0, 12)):
        at += dice.choice((2, 10, 30, 70, 300))
        answer = post(client, sent(any_request(dice), carried, at)).get_json()
        if answer["response"].get("shouldEndSession") is not False:
            break
        carried = answer.get("sessionAttributes") or carried
    return carried


def wrong(client: FlaskClient, envelope: Json) -> list[str]:
    """What is wrong with the answer to one request."""
    faults = Faults()
    logging.getLogger().addHandler(faults)
    try:
        with bounded():
            answer = post(client, envelope)
    except TookTooLong:
        return [f"over {TURN_SECONDS} s of processor time"]
    finally:
        logging.getLogger().removeHandler(faults)
    if answer.status_code == 413:
        return []
    if answer.status_code != 200:
        return [f"status {answer.status_code}"]
    told = json.loads(answer.data, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    heard = speech(told).lower() + json.dumps(told["response"].get("reprompt", "")).lower()
    return [
        *(f"logged: {line.splitlines()[0]}" for line in faults.found),
        *map(str, check(told, envelope)),
        *(f"said: {text}" for text in SPOKEN if text in heard),
    ]


def fell(seed: int, many: int, *, keeps_shape: bool) -> list[str]:
    """What went wrong in so many turns with damaged attributes."""
    dice, client, found = random.Random(seed), door(), []  # noqa: S311  # the same for each run
    for number in range(many):
        if number % 20 == 0:
            whole = real_attributes(dice)
        carried = damaged(whole, dice, keeps_shape)
        at = NOON + dice.choice((60, 62, 300, dice.randint(-DAY, 2 * DAY)))
        for turn in (sent(any_request(dice), carried, at), launch(at + 20)):
            found += [f"seed {seed}, number {number}: {each}" for each in wrong(client, turn)]
    return found


EXTREMES = (-1, 10**9, 2**37, 2**40, 10**18, 10**400, 1e308, WORDS)
"""What stands in the place of each value in turn: mostly numbers of which some calendar or sum has no use."""


def full_attributes() -> Json:
    """What a turn carries that changed a setting while the store was away: nearly all that there is."""
    skill = build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))
    opened = attributes(skill.handle(launch()))
    skill.store.store.keep = lambda who, change: 1 / 0  # type: ignore[assignment]
    changed = skill.handle(intent("SetSideTimeIntent", NOON + 20, opened, {"seconds": {"value": "90"}}))
    found: Json = json.loads(json.dumps(attributes(changed)))  # what the skill hands out is its own copy
    assert found["undo"]["person"] == {"seconds": 60}
    assert found["known"]["unkept"]["seconds"] == 90
    return found


@pytest.mark.slow
def test_each_value_by_itself_may_be_extreme() -> None:
    """One place after the other: for a word, for one that takes a change back, and for the next opening."""
    whole, client, fell = full_attributes(), door(), {}
    for number, _ in enumerate(places(whole)):
        for value in EXTREMES:
            carried = copy.deepcopy(whole)
            holder, name = list(places(carried))[number]
            holder[name] = value
            for word in ("TimeLeftIntent", "UndoIntent"):
                for turn in (intent(word, NOON + 30, carried), launch(NOON + 60)):
                    if found := wrong(client, turn):
                        fell[number, name, str(value)[:20], word] = found
    assert not fell


@pytest.mark.slow
def test_damaged_attributes_make_no_turn_fail() -> None:
    """A few hundred for every run, of both kinds."""
    assert [*fell(1, 150, keeps_shape=False), *fell(2, 150, keeps_shape=True)] == []


@pytest.mark.long
@pytest.mark.parametrize("keeps_shape", [False, True], ids=["of any shape", "of the right shape"])
def test_ten_thousand_damaged_attributes_make_no_turn_fail(keeps_shape: bool) -> None:
    """The same, at length."""
    assert [each for seed in range(11, 16) for each in fell(seed, 1000, keeps_shape=keeps_shape)] == []
