"""What is seen agrees with what is laid out, and nothing is seen that the voice would not say."""

import pytest

from skill.coach.phrases import Phrase
from skill.coach.places import CLOCKS, MARKS, Aside, Place
from skill.coach.profile import Profile
from skill.coach.questions import CONFIRM
from skill.coach.timeline import walk
from skill.screen.figures import flat, poses
from skill.screen.seen import SEEN, TOUCHES, Look
from tests.support.coached import LISTENING, everywhere, journeys
from tests.support.screens import FIRST, LATER, LATER_PERSON, WORDS, moments, row_at, rows_of, session

NAMES = {*(phrase.value for phrase in Phrase), *MARKS, *Aside, *Place, *CONFIRM, "wait", "advice"}
GO_ON = {"continue", "ready", "start", "other", "again", "over", "next", "yes", "tender"}
"""Buttons that bring somebody back to rolling."""
DOUBTFUL = {"ask_alarm", "ask_numb", "ask_well", "ask_safety_yes", "ask_safety_doctor"}
"""Questions that hang over a sign or a condition."""


@pytest.mark.parametrize(("person", "labels"), [(Profile(), FIRST), (LATER_PERSON, LATER)])
def test_side_seconds_and_pose_are_those_of_the_layout(person: Profile, labels: tuple[str, ...]) -> None:
    """At every second of a whole session, within half a second."""
    wrong: list[object] = []
    for turn in session(person, labels):
        rows, speech = rows_of(turn), turn.session.speech
        for second in range(int(speech.seconds)):
            now, row = walk(turn.session, speech, second), row_at(rows, second)
            mark = [mark for mark in speech.marks if mark.start <= second][-1]
            runs = mark.name in CLOCKS
            left = now.remaining if mark.name == "hold" else now.todo[now.side]
            if runs != bool(row.lasts) or (runs and row.side != now.side):
                wrong.append((second, mark, row))
            if runs and abs(row.ends - second - left) > 0.5:
                wrong.append((second, left, row))
            if runs and row.pose not in ("prone", "light"):
                wrong.append((second, now.place, row))
    assert wrong == []


def test_everything_that_is_laid_out_can_be_seen() -> None:
    """Whatever was said: each row has a title, a pose that is drawn, buttons with labels; the rows follow."""
    wrong = []
    for coached in journeys():
        assert coached.turn is not None
        rows = rows_of(coached.turn)
        starts = [row.start for row in rows]
        unknown = [
            row for row in rows if row.pose not in poses() or not {*row.buttons} <= WORDS.buttons.keys()
        ]
        if starts != sorted(starts) or unknown or not all(row.title for row in rows):
            wrong.append((coached.turn.session.state, rows))
    assert wrong == []


def test_the_rows_go_on_until_nobody_can_answer_any_more() -> None:
    """The last one begins when the second microphone closes, and has no button."""
    for coached in journeys():
        assert coached.turn is not None
        turn, rows = coached.turn, rows_of(coached.turn)
        if not turn.reply.closes:
            over = turn.session.speech.seconds + turn.session.reprompt.seconds + 2 * LISTENING
            assert (round(rows[-1].start, 3), rows[-1].buttons) == (round(over, 3), ())


def test_a_session_that_is_closed_has_no_button() -> None:
    """Whatever was said last stays on the screen, and nobody would hear a touch on it."""
    closed = [moment for moment in moments() if moment.name in ("emergency", "gave way", "stopped")]
    assert [row.buttons for moment in closed for row in moment.rows] == [()] * len(closed)


def test_after_a_warning_nothing_on_the_screen_lets_anybody_go_on() -> None:
    """Pets, children and elbows touch a screen; "misheard" is only ever said."""
    warned = [moment for moment in moments() if row_at(moment.rows, moment.second).look == Look.WARNING]
    assert len(warned) >= 4
    assert "misheard" not in TOUCHES
    for moment in warned:
        assert not GO_ON & {name for row in moment.rows for name in row.buttons}, moment.name
        assert row_at(moment.rows, moment.second).text, "the words of a warning are always seen"
    warnings = {name: seen for name, seen in SEEN.items() if seen.look == Look.WARNING or name in DOUBTFUL}
    assert [name for name, seen in warnings.items() if GO_ON & {*(seen.buttons or ())}] == []


def test_the_safety_question_can_be_touched_only_once_it_is_asked() -> None:
    """While the list is read there is no button; then there are two, until the session is over."""
    turn = next(session(Profile(), FIRST))
    asked = next(mark.start for mark in turn.session.speech.marks if mark.name == "ask_safety")
    *rows, last = rows_of(turn)
    assert [row.buttons for row in rows if row.start < asked] == [()] * sum(row.start < asked for row in rows)
    assert {row.buttons for row in rows if row.start >= asked} == {("none", "stop")}
    assert last.buttons == ()


def test_the_table_names_only_what_there_is() -> None:
    """Each key of the table and of the words is a phrase, a mark, an aside or a place; each pose is drawn."""
    assert sorted(SEEN.keys() - NAMES) == []
    assert sorted((WORDS.titles.keys() | WORDS.texts.keys()) - NAMES) == []
    assert {seen.pose for seen in SEEN.values()} - {None} <= poses().keys()
    assert [place for place in (*Place, *Aside) if place not in SEEN] == []
    assert {tuple(map(len, flat(pose))) for pose in poses()} == {(29, 22)}


def test_a_word_at_any_moment_leads_to_a_turn_that_can_be_seen() -> None:
    """From the middle of every kind of block: each row of the answer has a title."""
    lacking = []
    for coached, second in list(everywhere(40.0)):
        for label in ("pause", "time_left", "pain_too_much", "help"):
            turn = coached.fork().say(label, second)
            rows = rows_of(turn) if turn.reply.speech else ()
            lacking += [(label, second, row) for row in rows if not row.title]
    assert lacking == []
