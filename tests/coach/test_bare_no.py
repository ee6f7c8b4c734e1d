"""A bare "no" answers, takes back or winces; Cancel takes back before it closes, and Stop always closes."""

from typing import Any

from skill.coach.places import Aside, Place
from tests.support.changes import changed, chosen, planned
from tests.support.coached import first_words, phrases
from tests.support.somewhere import (
    clocks,
    everywhere,
    rolling,
    runs_at_once,
    said,
    segment,
)


def test_no_answers_the_question_that_is_open() -> None:
    """Settled? No: there is no hurry, and it is asked again."""
    turn = everywhere()["settled"].say("no")
    assert "no hurry" in said(turn).lower()
    assert "settled" in said(turn).lower() or "say ready" in said(turn).lower()
    assert not clocks(turn)


def test_no_within_six_seconds_undoes_a_change() -> None:
    """Most people who are misheard say just that; later it is a wince."""
    for label in ("more_time", "slower", "quieter"):
        heard = rolling().hears(label)
        for second in (1, 3, 5):
            assert "wince" not in phrases(heard.then("no", after=second)), (label, second)
            assert said(heard.then("no", after=second)).startswith("Sorry."), (label, second)
        for second in (7, 12):
            assert phrases(heard.then("no", after=second))[0] == "wince", (label, second)


def test_no_on_the_roller_is_a_wince() -> None:
    """Until it is shown to be something else, the person hears the brake and the words for help."""
    found: list[Any] = []
    for where in ("setup", "breathing", "rolling", "hold", "right", "extra"):
        here = everywhere()[where]
        turn = here.say("no")
        if not said(turn).startswith("Lean on your bent knee. Say pause, or it hurts."):
            found.append((where, phrases(turn)))
    assert not found


def test_a_wince_changes_nothing_else() -> None:
    """The clock runs on, both sides end when they would have ended, and nothing is light or stopped by it."""
    found: list[Any] = []
    for where in ("rolling", "hold", "right", "extra"):
        here = everywhere()[where]
        turn, before = here.say("no"), here.session
        if not runs_at_once(turn):
            found.append((where, "the clock does not run on"))
        same = (
            "seconds",
            "sides",
            "stopped",
            "done",
            "light",
            "side",
            "aside",
            "place",
            "tempo",
            "verbosity",
        )
        found += [(where, name) for name in same if getattr(turn.session, name) != getattr(before, name)]
        if abs(sum(planned(turn.session).values()) - sum(planned(before).values())) > 1:
            found.append((where, planned(before), planned(turn.session)))
    assert not found


def test_cancel_takes_back_a_change_of_the_last_turn() -> None:
    """ "Never mind" after a change means that change."""
    found: list[Any] = []
    for what, here, heard in changed():
        turn = heard.then("stop", after=2, how="cancel")
        if turn.reply.closes or chosen(turn.session)["seconds"] != chosen(here.session)["seconds"]:
            found.append(what)
    assert not found


def test_cancel_closes_an_open_side_question() -> None:
    """ "Forget it", where a talk beside the routine is open, ends that talk and not the session."""
    for where in ("symmetry", "close", "check"):
        for question in ("forget_me", "set_reminder"):
            turn = everywhere()[where].hears(question).then("stop", how="cancel")
            assert not turn.reply.closes, (where, question)
            assert turn.session.side_question == "", (where, question)
            assert turn.session.place != Place.CLOSED


def test_cancel_else_closes() -> None:
    """With nothing to take back and nothing open it is a stop. An extra was just chosen: it is taken back."""
    for where, here in everywhere().items():
        assert where == "extra" or here.say("stop", how="cancel").reply.closes, where


def test_stop_always_closes() -> None:
    """After a change, in a side question and in every aside: its words take the roller away."""
    found = [what for what, _, heard in changed() if not heard.then("stop", after=2).reply.closes]
    for where, here in everywhere().items():
        turn = here.say("stop")
        if not turn.reply.closes:
            found.append(where)
        if here.session.lies and not said(turn).startswith("Come off the roller"):
            found.append(f"{where} says {first_words(turn)}")
    found += [
        question
        for question in ("forget_me", "set_reminder")
        if not everywhere()["close"].hears(question).then("stop").reply.closes
    ]
    assert not found


def test_undo_where_nothing_was_changed_says_so() -> None:
    """With nothing to take back the session stands, and an aside stays what it was."""
    for where, here in everywhere().items():
        turn = here.say("undo")
        assert not turn.reply.closes, where
        assert turn.session.aside == here.session.aside or here.session.aside == Aside.CONFIRM, where
        assert segment(turn, turn.session.speech.marks[0].name), where
        assert turn.session.seconds == here.session.seconds, where
