"""Everybody who is asked the safety question."""

from collections.abc import Iterator

from skill.coach.profile import Profile
from skill.coach.turn import Turn
from tests.support.coached import phrases
from tests.support.hearing import Hearing
from tests.support.somewhere import (
    Somewhere,
    at_the_question,
    clocks,
    puts_on,
)

ASKS = {"ask_safety", "ask_safety_again", "ask_safety_yes", "ask_safety_doctor"}
DUE = Profile(sessions=3, seconds=90, safety_due=True)
"""Somebody who knows the lesson, and whose safety list is due."""


def asked() -> Iterator[tuple[str, Somewhere]]:
    """Everybody who is asked the safety question."""
    yield "a beginner", at_the_question()
    yield "somebody whose list is due", at_the_question(DUE)


def asks_again(turn: Turn) -> bool:
    """Whether the safety question stays open: nobody is cleared, nobody lies down, and it is asked."""
    return (
        not turn.session.cleared
        and not turn.reply.closes
        and phrases(turn)[-1] in ASKS
        and not puts_on(turn)
        and not clocks(turn)
    )


def spoken(mat: Hearing) -> str:
    """What was said last."""
    assert mat.spoken is not None
    return mat.spoken.speech
