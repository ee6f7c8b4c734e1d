"""What a screen shows of the coach's turns, and the moments at which it is looked at."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from skill.coach.profile import Profile, Tally
from skill.coach.turn import Turn
from skill.screen.data import data
from skill.screen.view import Row, view
from skill.voice import screen_words
from tests.support.coached import SCRIPT, Coached

WORDS = screen_words.load("en-US")


def rows_of(turn: Turn) -> tuple[Row, ...]:
    """The rows of a turn."""
    return view(turn.session, turn.reply, WORDS, SCRIPT.said)


def row_at(rows: Sequence[Row], second: float) -> Row:
    """The row that is seen at a second of the view."""
    return [row for row in rows if row.start <= second][-1]


class Moment(NamedTuple):
    """A second of a turn's view. The `main` ones are looked at on every screen, and in light."""

    name: str
    rows: tuple[Row, ...]
    second: float
    main: bool = False

    def data(self) -> dict[str, Any]:
        """What the document gets to begin here."""
        return {"c": data(self.rows, WORDS, "token", self.second)}


class Said(NamedTuple):
    """Something that is said to the coach, after so many seconds, with its facts."""

    label: str
    after: float | None = None
    facts: tuple[tuple[str, str], ...] = ()


FIRST = ("launch", "none_of_that", "ready", "ready", "both_same", "feel_looser")
LATER = ("launch", "ready", "both_same", "feel_looser")
"""What is said in a whole session, each in answer to the question before."""
LATER_PERSON = Profile(sessions=3, seconds=90, tally=Tally(week=2, month=9, days=2))


def session(person: Profile, labels: Sequence[str]) -> Iterator[Turn]:
    """The turns of a session."""
    coached = Coached(person)
    for label in labels:
        yield coached.say(label)


@cache
def moments() -> tuple[Moment, ...]:
    """The moments of the table in docs/screen.md, in a first and a later session."""
    launch, kneeling, setup, rolling, rest, close = map(rows_of, session(Profile(), FIRST))
    back, later, rested, closing = map(rows_of, session(LATER_PERSON, LATER))
    return (
        Moment("welcome", launch, 3),
        Moment("list", launch, 33),
        Moment("safety question", launch, 43, main=True),
        Moment("kneeling", kneeling, 34),
        Moment("limit", kneeling, 45),
        Moment("lower", setup, 3),
        Moment("knee", setup, 28, main=True),
        Moment("settled", setup, 48),
        Moment("left side", rolling, 30, main=True),
        Moment("halfway", rolling, 34),
        Moment("last ten", rolling, 56),
        Moment("come off", rolling, 65),
        Moment("change over", rolling, 80),
        Moment("right side", rolling, 140, main=True),
        Moment("tighter", rolling, 166, main=True),
        Moment("rest", rest, 20),
        Moment("check", rest, 55, main=True),
        Moment("close", close, 30),
        Moment("over", close, 65),
        Moment("welcome back", back, 2),
        Moment("breaths", back, 65),
        Moment("ninety seconds", later, 10),
        Moment("even", rested, 1),
        Moment("week", closing, 30, main=True),
        *_asides(),
    )


def _asides() -> Iterator[Moment]:
    for name, main, second, said in _ASIDES:
        coached = Coached(Profile())
        for label in FIRST[:4]:
            coached.say(label)
        for each in said:
            turn = coached.say(each.label, each.after, **dict(each.facts))
        yield Moment(name, rows_of(turn), second, main)


_ASIDES: tuple[tuple[str, bool, float, tuple[Said, ...]], ...] = (
    ("hold", True, 15, (Said("tender_spot", 20),)),
    ("pause", False, 6, (Said("pause", 30),)),
    ("hurt", False, 3, (Said("pain_too_much", 30),)),
    ("choice", True, 12, (Said("pain_too_much", 30),)),
    ("kept", False, 110, (Said("pain_too_much", 30),)),
    ("warning", True, 4, (Said("red_flag", 30, (("sign", "swelling"),)),)),
    ("warning asked", False, 13, (Said("red_flag", 30, (("sign", "swelling"),)),)),
    ("emergency", False, 4, (Said("red_flag", 30, (("sign", "chest"),)),)),
    ("gave way", False, 4, (Said("pain_sharp", 30, (("topic", "gave"),)),)),
    ("numb", False, 4, (Said("numb_tingling", 30),)),
    ("lighter", False, 2, (Said("ease_pressure", 30),)),
    ("extra", False, 20, (Said("one_side_tighter", None, (("side", "right"),)),)),
    ("start over", False, 1, (Said("start_over", 30),)),
    ("stopped", False, 2, (Said("stop", 30),)),
)
