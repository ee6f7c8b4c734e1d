"""On the roller a doubtful word changes nothing; off it, the coach asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from skill.coach.acts import Say
from skill.coach.events import Label
from skill.coach.places import MARKS, NO_TRAITS, Aside
from skill.coach.timeline import walk
from skill.coach.turn import Turn
from tests.support.changes import planned
from tests.support.coached import SCRIPT
from tests.support.somewhere import (
    clocks,
    ends,
    everywhere,
    puts_on,
    rolled_in_all,
    rolling,
    runs_at_once,
    said,
    segment,
)

ON_A_SIDE = ("rolling", "right", "hold", "extra")
DOUBTFUL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("done", {}),
    ("yes", {}),
    ("sound", {}),
    ("unsure", {}),
    ("none_of_that", {}),
    ("doctor_agrees", {}),
    ("ready", {}),
    ("start_session", {}),
    ("start_session", {"seconds": 120}),
    ("start_session", {"side": "right"}),
    ("both_same", {}),
    ("no_change", {}),
    ("undo", {}),
    ("misheard", {}),
    ("one_side_tighter", {"side": "right"}),
    ("not_understood", {}),
    ("correct", {"seconds": 120}),
    ("permission_answered", {}),
)
"""Words that could mean two things to somebody who rolls."""


def asked_while_lying(turn: Turn) -> Iterator[str]:
    """The questions of an answer that are asked of somebody who lies there, and was not told to come off."""
    session, items, off = turn.session, turn.reply.speech, False
    for number, item in enumerate(items):
        if not isinstance(item, Say):
            continue
        mark = next((m for m in reversed(session.speech.marks) if m.first_item <= number), None)
        seconds = 0.0 if mark is None else mark.start
        text = SCRIPT.words(item.phrase, item.variant, item.facts)
        off = ("off the roller" in text) or (
            off and not MARKS.get(mark.name if mark else "", NO_TRAITS).puts_on
        )
        if "?" in text and not off and walk(session, session.speech, seconds).on_roller:
            yield item.phrase


@pytest.mark.slow
def test_no_question_is_asked_of_somebody_on_the_roller_but_settled() -> None:
    """From every place on the roller, with every word."""
    found = set()
    for where in ("setup", "settled", "breathing", "change_over", *ON_A_SIDE):
        for label in Label:
            for facts in ({}, {"side": "left"}, {"side": "right"}, {"seconds": 120}):
                turn = everywhere()[where].say(label, **facts)
                found |= {
                    (where, label, phrase)
                    for phrase in asked_while_lying(turn)
                    if phrase not in ("ask_settled", "ask_settled_again")
                }
    assert not found


def test_a_doubtful_word_leaves_everything_as_it_stands() -> None:
    """Sides, seconds, order, pace and what is light stay, and the clock runs on."""
    found = []
    for where in ON_A_SIDE:
        here = everywhere()[where]
        for label, facts in DOUBTFUL:
            if where == "extra" and label in ("undo", "misheard", "correct"):
                continue  # The extra was chosen in the turn before, so these take it back.
            turn, before = here.say(label, **facts), here.session
            names = (
                "seconds",
                "sides",
                "side",
                "stopped",
                "done",
                "light",
                "tempo",
                "verbosity",
                "place",
                "aside",
            )
            wrong = [name for name in names if getattr(turn.session, name) != getattr(before, name)]
            if abs(planned(turn.session)[before.side] - planned(before)[before.side]) > 1:
                wrong.append("seconds of this side")
            if wrong or not runs_at_once(turn):
                found.append((where, label, facts, wrong))
    assert not found


def test_what_stands_is_said_with_the_words_for_the_change() -> None:
    """ "Still sixty. For two minutes a side, say two minutes a side." """
    for label in ("start_session", "correct"):
        text = said(rolling(20).say(label, seconds=120))
        assert "Still one minute a side." in text, label
        assert "For two minutes a side, say two minutes a side." in text, label


def test_the_words_that_are_shown_make_the_change() -> None:
    """Whoever then says "two minutes a side" gets it."""
    heard = rolling(20).hears("start_session", seconds=120)
    assert heard.then("set_side_duration", after=4, seconds=120).session.seconds == 120


def test_done_on_the_roller_tells_what_stands() -> None:
    """ "Done" could be the side, the session or the spot: the side goes on, with the words for each."""
    for where in ("rolling", "right"):
        turn = everywhere()[where].say("done")
        assert runs_at_once(turn), where
        assert "next" in said(turn), where
        assert "stop" in said(turn), where


# Off the roller it asks.


def test_starting_over_in_the_middle_is_asked_off_the_roller() -> None:
    """ "From the top?": the clock stands, nobody lies there, and "no" goes back to where it was."""
    here = rolling(30).hears("start_over")
    assert here.turn_.session.pending == ("start_over",) or ends(here.turn_).pending == ("start_over",)
    assert ends(here.turn_).aside == Aside.CONFIRM
    assert not clocks(here.turn_)
    assert not ends(here.turn_).on_roller
    assert "from the top" in said(here.turn_).lower()
    yes = here.then("yes")
    assert not yes.reply.closes
    no = here.coached.fork()
    no.say("no")
    on = no.say("resume")
    assert all(abs(seconds - 60) <= 2 for seconds in rolled_in_all(on).values())
    assert segment(on, "roll").side == "left"


def test_done_off_the_roller_is_asked() -> None:
    """ "This side, or for today?": in a pause "done" asks which, and ends nothing."""
    for where in ("paused", "choice"):
        turn = everywhere()[where].say("done")
        assert not turn.reply.closes, where
        assert not puts_on(turn), where
        assert ends(turn).aside == Aside.CONFIRM, where
