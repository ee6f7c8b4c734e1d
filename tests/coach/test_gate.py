"""The gate: nobody gets onto the roller uncleared, on a side that was stopped, or past the cap."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from skill.coach.events import SIDES, Label, Side
from skill.coach.places import Place
from skill.coach.profile import Profile
from skill.coach.session import CAP
from skill.coach.turn import Turn
from tests.support.coached import Coached, phrases
from tests.support.somewhere import (
    LATER,
    Somewhere,
    at_the_question,
    clocks,
    everywhere,
    launched,
    puts_on,
    rolled_in_all,
    rolling,
    said,
)

PAIN = {
    "it hurts twice": ("pain_too_much", "pain_too_much"),
    "sharp": ("pain_sharp",),
    "numb": ("numb_tingling",),
}
"""Reports that end a side, each said in answer to the question before."""


def words_of() -> Iterator[tuple[Label, dict[str, Any]]]:
    """Every label, bare and with the side that is left in these tests."""
    for label in Label:
        yield label, {}
        yield label, {"side": "left"}


def uncleared() -> Iterator[tuple[str, Somewhere]]:
    """Everybody whose safety question is open, wherever they say something."""
    due = Profile(sessions=3, safety_due=True)
    for who, person in (("beginner", Profile()), ("due", due), ("due, sides done", replace(due, done=SIDES))):
        opened = launched(person)
        yield f"{who} in the welcome", Somewhere(opened, 8)
        yield f"{who} at the question", Somewhere(opened)
        for label in ("pause", "yes", "health_condition", "forget_me", "start_over", "set_reminder"):
            yield f"{who} after {label}", Somewhere(at_the_question(person).hears(label).coached)


@pytest.mark.slow
def test_nobody_uncleared_gets_onto_the_roller() -> None:
    """Whatever is said while the safety question is open, and then again, nothing brings a body down."""
    found: list[Any] = []
    for who, here in uncleared():
        for label, facts in words_of():
            first = here.hears(label, **facts)
            if not first.turn_.session.cleared and puts_on(first.turn_):
                found.append((who, label, facts))
            if first.turn_.reply.closes or first.turn_.session.cleared:
                continue
            for second in ("ready", "resume", "start_session", "yes", "skip_step"):
                turn = first.then(second)
                if not turn.session.cleared and puts_on(turn):
                    found.append((who, label, facts, second))
    assert not found


def test_an_uncleared_person_who_asks_for_a_clock_gets_the_question() -> None:
    """Whoever asks to roll is asked the safety question, not refused without a word of how to go on."""
    for who, here in uncleared():
        turn = here.say("start_session")
        assert "ask_safety" in " ".join(phrases(turn)) or turn.reply.closes, (who, phrases(turn))


def stopped_left() -> Iterator[tuple[str, Coached]]:
    """People whose left side was stopped while they rolled it, by what they had said."""
    for how, labels in PAIN.items():
        coached = rolling().hears(labels[0]).coached
        for label in labels[1:]:
            coached.say("resume")
            coached.say(label, after=20)
        if "left" in coached.session.stopped:
            yield how, coached
    known = launched(replace(LATER, stopped=("left",)))
    yield "since an earlier session", known


def test_pain_stops_a_side() -> None:
    """Sharp pain, numbness and a second report each stop the side."""
    assert {how for how, _ in stopped_left()} >= set(PAIN)


@pytest.mark.slow
def test_a_stopped_side_is_never_rolled_again() -> None:
    """No word, nor a word after a word, lays out the stopped side once more."""
    found: list[Any] = []
    for how, coached in stopped_left():
        for label, facts in words_of():
            first = Somewhere(coached).hears(label, **facts)
            bad = _lies_on(first.turn_, "left")
            if bad:
                found.append((how, label, facts, bad))
            if first.turn_.reply.closes:
                continue
            seconds: tuple[tuple[str, dict[str, Any]], ...] = (
                ("resume", {}),
                ("yes", {}),
                ("go_back", {"side": "left"}),
                ("switch_sides", {"side": "left"}),
                ("one_side_tighter", {"side": "left"}),
                ("more_time", {"side": "left"}),
                ("start_over", {}),
            )
            for second, more in seconds:
                bad = _lies_on(first.then(second, **more), "left")
                if bad:
                    found.append((how, label, facts, second, bad))
    assert not found


def _lies_on(turn: Turn, side: Side) -> list[str]:
    """The segments that bring a body onto this side of the roller."""
    now = turn.session.side
    found: list[Any] = []
    for mark in puts_on(turn):
        now = mark.side or now
        if now == side:
            found.append(mark.name)
    return found


def test_what_is_still_possible_is_offered_in_place_of_a_stopped_side() -> None:
    """Whoever asks for the stopped side hears that it rests, and what can be done."""
    for how, coached in stopped_left():
        turn = Somewhere(coached).say("go_back", side="left")
        assert not _lies_on(turn, "left"), how
        assert phrases(turn), how


def test_no_side_passes_its_cap() -> None:
    """More time, again and again, by itself and with a hold or a move, keeps a side within three minutes."""
    found: list[Any] = []
    two_minutes = rolling(100, person=Profile(sessions=5, seconds=120)).coached
    for words in (
        ("more_time",),
        ("tender_spot", "more_time"),
        ("go_back", "more_time"),
        ("start_over", "yes"),
    ):
        coached = two_minutes.fork()
        for _ in range(6):
            for label in words:
                turn = coached.say(label, after=25, side="left")
                over = {side: seconds for side, seconds in rolled_in_all(turn).items() if seconds > CAP}
                if over:
                    found.append((words, over))
    assert not found


def test_every_place_keeps_the_cap() -> None:
    """From every place, more time with a large number stays within three minutes a side."""
    found: list[Any] = []
    for where, here in everywhere().items():
        for label, facts in (("more_time", {"seconds": 600}), ("set_side_duration", {"seconds": 600})):
            over = {s: n for s, n in rolled_in_all(here.say(label, **facts)).items() if n > CAP}
            if over:
                found.append((where, label, over))
    assert not found


def test_new_safety_words_bring_the_question_back_and_not_the_lesson() -> None:
    """Somebody who knows the lesson answers the list and is set up as ever, for their own seconds."""
    coached = launched(Profile(sessions=3, seconds=90, safety_due=True))
    assert coached.turn is not None
    assert "ask_safety" in phrases(coached.turn)
    assert not puts_on(coached.turn)
    turn = coached.say("none_of_that")
    assert turn.session.place in (Place.SETUP, Place.WELCOME)
    assert not {"kneel_points", "glide", "setup_lower"} & {*phrases(turn)}
    assert turn.session.seconds == 90


def test_sides_that_had_their_time_may_be_asked_for_again() -> None:
    """ "You've rolled today. Say again to roll once more", and "again" rolls."""
    coached = launched(replace(LATER, done=SIDES))
    assert coached.turn is not None
    assert said(coached.turn).startswith("You've rolled today.")
    assert "again" in said(coached.turn)
    assert not puts_on(coached.turn)
    for label in ("repeat", "yes", "start_over"):
        turn = coached.fork().say(label)
        assert puts_on(turn), label
        assert turn.session.todo == {"left": 60, "right": 60}, label


def test_sides_that_were_stopped_may_not_be_asked_for_again() -> None:
    """No word, nor one after another, brings somebody onto the roller whose sides both rest."""
    coached = launched(replace(LATER, stopped=SIDES))
    assert coached.turn is not None
    assert not puts_on(coached.turn)
    if coached.turn.reply.closes:
        return
    found: list[Any] = []
    for label, facts in words_of():
        first = Somewhere(coached).hears(label, **facts)
        if puts_on(first.turn_) or (not first.turn_.reply.closes and puts_on(first.then("resume"))):
            found.append((label, facts))
    assert not found


def test_one_side_done_and_one_stopped_leaves_the_done_one_to_be_asked_for() -> None:
    """What was stopped stays so when what was done is asked for again."""
    coached = launched(Profile(sessions=2, seconds=60, done=("right",), stopped=("left",)))
    found: list[Any] = []
    for label, facts in words_of():
        first = Somewhere(coached).hears(label, **facts)
        if _lies_on(first.turn_, "left"):
            found.append((label, facts))
    assert not found


def test_a_cleared_person_rolls() -> None:
    """The gate opens: the tests above could not hold by nobody ever rolling."""
    assert clocks(launched(LATER, "ready").fork().turn)  # type: ignore[arg-type]
