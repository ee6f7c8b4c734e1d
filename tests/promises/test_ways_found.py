"""The ways that the long search has found: each broke a promise once, and is walked again at every run."""

from collections.abc import Iterator

import pytest

from tests.promises.driver import KINDS, Stand, here
from tests.promises.kept import OF_A_SESSION, Turned
from tests.promises.seen import Seen
from tests.promises.words import word

WAYS = (
    "later session: launch; im_new; pain_sharp @1; launch",
    "short session: launch; ready; go_back part=breathing @4; switch_sides @1",
    "later session: launch; ready; pause @75; numb_tingling topic=unclear @1; done @1",
    "later session: launch; pause @1; switch_sides @1",
    "short session: launch; ready; go_back side=right @4; switch_sides @1",
    "short session: launch; ready; go_back part=safety @4; switch_sides @42",
    "short session: launch; ready; slower @1; fuller @9",
    "later session: launch; ready; numb_tingling @20; switch_sides; more_time seconds=120 @29; wait @1",
    "later session: launch; ready; both_same; no_change; launch @1; repeat @1",
    "later session: launch; ready; one_side_tighter side=right; more_time seconds=120 @49; help @89",
    "first session: launch; none_of_that; ready; ready; more_time seconds=120 @4; wait @1",
    "later session: launch; ready; switch_sides @20; pain_sharp @1; switch_sides side=left @1",
    "later session: launch; ready; tender_spot @30; pause @5; more_time @1",
    "later session: launch; ready; pain_too_much @20; resume; pain_too_much side=right @1; next_step @1",
    "later session: launch; wrong_side side=right @17; pain_sharp @1; next_step @1",
    "later session: launch; pain_sharp topic=gave @17; misheard; no",
    "later session: launch; numb_tingling topic=unclear @17; pain_too_much side=right @1; ready @1",
    "later session: launch; health_condition topic=question @1; pause @1; skip_step part=setup how=to @1",
    "later session: launch; health_condition @1; doctor_agrees @1; doctor_agrees",
    "later session: launch; ease_pressure; pain_too_much @13; health_condition topic=question @1",
    (
        "later session: launch; ease_pressure; numb_tingling topic=unclear @13; "
        "health_condition topic=question @1"
    ),
    "later session: launch; ease_pressure; get_off @13; health_condition topic=question @1",
    "later session: launch; ease_pressure; im_new @13; health_condition @1",
    "later session: launch; ease_pressure; im_new @13; stop @1",
    (
        "later session: launch; ready; red_flag sign=pulse @20; switch_sides side=left @19; "
        "health_condition topic=question @1"
    ),
)
"""Who opens a session, and what is said: after the question, or at a second of the answer."""


def broken(way: str) -> Iterator[str]:
    """What the turns of a way break."""
    kind, said = way.split(": ", 1)
    stand, seen = Stand(KINDS[kind], KINDS[kind].person), Seen(known=KINDS[kind].person.sessions > 0)
    for text in said.split("; "):
        label, _, second = text.partition(" @")
        now = here(stand, int(second) if second else None)
        then, spoken = seen.reached(stand.answer, now.position), word(label)
        heard, stand = then.heard(spoken, now.opens(spoken)), now.say(spoken)
        turned = Turned(heard, spoken, stand.spoken)
        yield from (f"{text}: {why}" for promise in OF_A_SESSION if (why := promise(turned)))
        seen = heard.answered(spoken, stand.spoken)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_that_was_found_breaks_a_promise(way: str) -> None:
    """In none of its turns."""
    assert list(broken(way)) == []
