"""What a correction in the next breath takes back, and what it never does."""

from typing import Any

from skill.coach.checkpoint import neutral
from skill.coach.phrases import Phrase
from skill.coach.profile import Profile
from skill.coach.turn import Turn
from tests.support.changes import changed, chosen, planned
from tests.support.coached import Coached, phrases
from tests.support.somewhere import (
    LATER,
    Heard,
    clocks,
    everywhere,
    launched,
    puts_on,
    rolled_in_all,
    rolling,
    runs_at_once,
    said,
)

KEPT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("pain_too_much", {}),
    ("pain_sharp", {}),
    ("numb_tingling", {}),
    ("health_condition", {}),
    ("red_flag", {"sign": "faint"}),
    ("red_flag", {"sign": "pulse"}),
)
"""What no "no" takes back."""


def test_each_change_changes_something() -> None:
    """The tests below could not fail if nothing had been changed."""
    same = [
        what
        for what, here, heard in changed()
        if chosen(heard.turn_.session) == chosen(here.session)
        and planned(heard.turn_.session) == planned(here.session)
        and heard.turn_.session.place == here.session.place
        and not clocks(heard.turn_)
    ]
    assert not same


def test_undo_restores_what_was_changed() -> None:
    """Order, seconds, more time, a switch, a skip, one side, the extra, pace and words are as before."""
    found: list[Any] = []
    for what, here, heard in changed():
        # A set-up that is skipped asks "Settled?" at once, and a no answers that.
        for word in ("undo",) if what == "skip_step at setup" else ("undo", "no"):
            turn = heard.then(word, after=2)
            before, after = chosen(here.session), chosen(turn.session)
            off_by = abs(before.pop("todo") - after.pop("todo"))
            wrong = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
            if wrong or off_by > 4:
                found.append((what, word, wrong, off_by))
    assert not found


def test_undo_restores_what_is_known_of_the_person() -> None:
    """A setting that is kept for the next session is taken back there too."""
    found: list[Any] = []
    for what, here, heard in changed():
        before, after = here.coached.person, heard.then("undo", after=2).person
        names = ("seconds", "first_side", "verbosity", "going_on")
        found += [(what, name) for name in names if getattr(before, name) != getattr(after, name)]
    assert not found


def test_undo_keeps_the_seconds_of_both_sides() -> None:
    """After an undone change both sides are rolled for as long as they were to be."""
    found: list[Any] = []
    for what, here, heard in changed():
        turn = heard.then("undo", after=2)
        before, after = planned(here.session), planned(turn.session)
        if any(abs(before[side] - after[side]) > 4 for side in ("left", "right")):
            found.append((what, before, after))
    assert not found


def test_an_undone_switch_names_the_side() -> None:
    """ "Sorry. The left, then.", once whoever may lie on the roller was told to come off."""
    for label in ("switch_sides", "skip_step", "next_step"):
        for word in ("undo", "no"):
            heard = rolling().hears(label)
            turn = heard.then(word, after=2)
            told = [phrase for phrase in phrases(turn) if phrase != "come_off"]
            assert told[0] == "undone_side", (label, word)
            assert "Sorry. The left, then." in said(turn), (label, word)


def test_the_first_words_of_undone_seconds_name_them() -> None:
    """What was changed is echoed with its number."""
    heard = everywhere()["settled"].hears("set_side_duration", seconds=90)
    assert said(heard.then("undo", after=2)).startswith("Sorry. One minute a side, then.")


def test_undo_starts_no_clock() -> None:
    """Where the clock stood, an undone change leaves it standing, and asks for "ready"."""
    found: list[Any] = []
    for what, _, heard in changed():
        if runs_at_once(heard.turn_):
            continue
        for word in ("undo", "no"):
            turn = heard.then(word, after=2)
            if clocks(turn):
                found.append((what, word, [mark.name for mark in turn.session.speech.marks]))
    assert not found


def test_an_undone_switch_waits_for_ready() -> None:
    """Whoever came off the roller for a misheard switch is set up again, and says when they are down."""
    for label in ("switch_sides", "skip_step"):
        turn = rolling().hears(label).then("undo", after=2)
        assert "say ready" in said(turn).lower(), (label, phrases(turn))
        assert turn.session.side == "left", label


def test_after_an_undone_switch_ready_rolls_the_same_side() -> None:
    """Both sides have their seconds in the end."""
    heard = rolling(30).hears("switch_sides")
    coached = heard.coached
    coached.say("undo", after=2)
    turn = coached.say("ready")
    assert clocks(turn, "left")
    assert all(abs(seconds - 60) <= 2 for seconds in rolled_in_all(turn).values()), rolled_in_all(turn)


def test_undo_passes_the_gate() -> None:
    """Undone on a side that was stopped, or before the safety question, nobody gets onto the roller."""
    coached = rolling().hears("numb_tingling").coached
    coached.say("switch_sides")
    for word in ("undo", "no", "go_back"):
        turn = coached.fork().say(word, after=2)
        assert not [mark for mark in puts_on(turn) if mark.side == "left"], word
        assert "left" in turn.session.stopped, word
    asked = launched(Profile())
    asked.say("set_first_side", side="right")
    for word in ("undo", "no", "correct"):
        assert not puts_on(asked.fork().say(word, after=1)), word


def test_pain_and_signs_are_never_taken_back() -> None:
    """Neither "undo" nor "no" makes a side light again, un-stops it, or un-locks anybody."""
    found: list[Any] = []
    for label, facts in KEPT:
        heard = rolling().hears(label, **facts)
        for word in ("undo", "no", "correct"):
            for after in (2, None):
                turn = heard.then(word, after=after)
                lost = set(heard.turn_.session.stopped) - set(turn.session.stopped)
                lost |= set(heard.turn_.session.light) - set(turn.session.light)
                if lost or puts_on(turn) or (heard.turn_.person.locked and not turn.person.locked):
                    found.append((label, facts, word, after))
    assert not found


def test_lighter_is_never_taken_back() -> None:
    """Whoever asked for less weight keeps it, whatever is heard next."""
    for label, facts in (("ease_pressure", {}), ("ease_pressure", {"level": 6}), ("mild_ache", {})):
        heard = rolling().hears(label, **facts)
        assert not heard.turn_.session.undo, label
        for word in ("undo", "no", "stop"):
            turn = heard.then(word, after=2, **({"how": "cancel"} if word == "stop" else {}))
            assert turn.session.light == heard.turn_.session.light, (label, word)
            assert "undone" not in phrases(turn), (label, word)


def test_the_safety_answer_is_never_taken_back_into_being_cleared() -> None:
    """Undo neither clears anybody, nor makes a stop of a session undone."""
    for label in ("yes", "health_condition"):
        for word in ("undo", "correct"):
            turn = Heard(*_asked(label)).then(word, after=1)
            assert not turn.session.cleared, (label, word)
    stopped = rolling().hears("stop")
    assert stopped.turn_.reply.closes
    assert not stopped.turn_.session.undo


def _asked(label: str) -> tuple[Turn, Coached]:
    coached = launched(Profile())
    return coached.say(label), coached


def test_only_what_was_changed_is_kept_for_one_turn() -> None:
    """A word later there is nothing to take back, and what is kept is a few fields."""
    found: list[Any] = []
    for what, _, heard in changed():
        kept = heard.turn_.session.undo
        if not kept or len(kept) > 8:
            found.append((what, sorted(kept)))
        later = heard.coached.fork()
        between = later.say("how_often", after=2)
        if between.session.undo:
            found.append((what, "kept for another turn"))
        after = later.say("undo", after=2)
        if chosen(after.session)["seconds"] != chosen(between.session)["seconds"]:
            found.append((what, "undone a turn later"))
    assert not found


def test_no_checkpoint_holds_what_may_be_undone() -> None:
    """What is kept of a person holds no way back into the turn before."""
    for what, _, heard in changed():
        assert not neutral(heard.turn_.session.to_attributes())["undo"], what


def test_later_people_have_what_they_chose() -> None:
    """The people of these tests roll sixty seconds a side, left first."""
    assert rolling().session.seconds == LATER.seconds == 60
    assert rolling().session.sides == ("left", "right")


def test_a_time_corrected_takes_back_no_change_of_side() -> None:
    """ "Switch sides", and then "I said a minute": the side stays the one that was asked for."""
    for labels in (("launch", "none_of_that"), ("launch", "none_of_that", "ready")):
        coached = Coached()
        for label in labels:
            coached.say(label)
        swapped = coached.say("switch_sides")
        turn = coached.say("correct", seconds=60, after=3)
        assert turn.session.sides == swapped.session.sides, labels
        assert turn.session.seconds == 60


def test_a_side_and_a_time_corrected_together_are_the_plan() -> None:
    """ "I said right, and a minute": both are taken, and said, wherever nothing was rolled yet."""
    for labels in (("launch", "none_of_that"), ("launch", "none_of_that", "ready")):
        coached = Coached(Profile(seconds=90))
        for label in labels:
            coached.say(label)
        turn = coached.say("correct", side="right", seconds=60)
        assert turn.session.sides[0] == "right", labels
        assert turn.session.seconds == 60, labels
        assert Phrase.KNEEL_PLAN in phrases(turn), labels
