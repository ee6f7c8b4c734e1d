"""The three sessions in docs/script-review.md, which a physiotherapist reads, are what the coach says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.coach.acts import Item, Say
from skill.coach.profile import Profile
from tests.support.coached import SCRIPT, Coached

PAGE = Path(__file__).parents[2] / "docs" / "script-review.md"
ORDINARY = Profile(sessions=4, seconds=60)
SESSIONS = {
    "full": (Profile(), ("launch", "none_of_that", "ready", "ready")),
    "ordinary": (ORDINARY, ("launch", "ready")),
    "brief": (Profile(sessions=4, seconds=60, verbosity="brief"), ("launch", "ready")),
}
SAID = {"launch": "Alexa, open psoas rolling.", "none_of_that": "None.", "ready": "Ready."}


def lines(items: tuple[Item, ...]) -> Iterator[str]:
    """Each sentence with its second in the answer."""
    now = 0.0
    for item in items:
        if isinstance(item, Say):
            words = SCRIPT.words(item.phrase, item.variant, item.facts)
            yield f"{int(now) // 60}:{int(now) % 60:02}  {words}"
            now += SCRIPT.measure(item.phrase, item.variant, item.facts)
        else:
            now += item.seconds


def printed(name: str) -> str:
    """A whole session of somebody who says what is asked for, and nothing once both sides are rolled."""
    person, words = SESSIONS[name]
    coached, told = Coached(person), list[str]()
    for word in words:
        turn = coached.say(word)
        told += [f"You:  {SAID[word]}", *lines(turn.reply.speech)]
    return "\n".join([*told, "You:  (nothing)", *lines(turn.reply.reprompt)])


@pytest.mark.parametrize("name", SESSIONS)
def test_the_page_shows_the_session_as_it_is(name: str) -> None:
    """To the word and to the second; where this differs, the text below belongs on the page."""
    text = printed(name)
    assert f"```text\n{text}\n```" in PAGE.read_text("utf-8"), text
