"""The founding text, line by line: what it says is said, at its moment, in sessions of every length.

The ids are those of the text's statements. D2 (share the page) and D35 (a word left over on it) are
not coached. Where a statement is claimed too strongly in the text, its line says what is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import pytest

from skill import routines
from skill.coach.acts import Say
from skill.coach.events import Label
from skill.coach.profile import Profile
from skill.coach.turn import Turn
from tests.support.coached import SCRIPT, Coached
from tests.support.speaker import speaker

ROUTINE = routines.load()
LENGTHS = (30, 45, 60, 90, 120)
FIRST, SECOND, TENTH = 0, 1, 9
ALWAYS, NEW, LEARNING = (FIRST, SECOND, TENTH), (FIRST,), (FIRST, SECOND)
LATER = (SECOND, TENTH)


@dataclass(frozen=True)
class Line:
    """A statement: its segment, the phrases that carry it there, in which sessions and lengths of side."""

    place: str
    phrases: tuple[str, ...]
    sessions: tuple[int, ...] = ALWAYS
    lengths: tuple[int, ...] = LENGTHS


LINES = {
    "D1 how to roll the psoas": Line("welcome_new", ("welcome_psoas",), NEW),
    "D3 important": Line("rest", ("what_role",), NEW),
    "D3 often forgotten": Line("welcome_new", ("welcome_psoas",), NEW),
    "D4 low in the back, for posture and movement": Line("rest", ("what_role",), NEW),
    "D4 deep": Line("welcome_new", ("welcome_psoas",), NEW),
    "D5 when tight, back and hips suffer": Line("welcome_new", ("welcome_signs",), NEW),
    "D6 rolling eases it": Line("roll", ("why_roll",), NEW, (60, 90, 120)),
    "D6 the same where the sides are short": Line("rest", ("why_roll",), NEW, (30, 45)),
    "D7 tight spots let go, blood flows": Line("roll", ("why_roll",), NEW, (60, 90, 120)),
    "D7 the same where the sides are short": Line("rest", ("why_roll",), NEW, (30, 45)),
    "D8 guided through the technique": Line("welcome_new", ("welcome_new",), NEW),
    "D9 common signs": Line("welcome_new", ("welcome_signs",), NEW),
    "D10 low back, tight hips, squats and lunges": Line("welcome_new", ("welcome_signs",), NEW),
    "D10 the same at the end, and only a hint": Line("signs_hint", ("signs_hint",), NEW),
    "D11 regular rolling eases it for a while": Line("check_looser", ("check_looser",)),
    "D12 now the technique": Line("kneeling", ("kneel_get",), NEW),
    "D13 a roller and a soft surface": Line("welcome_new", ("need",), NEW),
    "D14 face down, roller at the base of the pelvis": Line("setup", ("setup_lower", "setup_down")),
    "D15 on the forearms": Line("setup", ("setup_arms", "setup_legs")),
    "D16 out and forward, told before": Line("kneeling", ("glide",), NEW),
    "D16 breathe in, then out and forward": Line("roll", ("roll_out",)),
    "D17 some ache is fine, told while kneeling": Line("kneeling", ("limit_ache",), NEW),
    "D17 what is not fine": Line("setup", ("setup_limit_short",), LATER),
    "D18 on a tender spot, pause and rock, told before": Line("setup", ("setup_tender",), ALWAYS, (30, 45)),
    "D18 on a tender spot, pause and rock": Line("roll", ("tender_invite",), ALWAYS, (60, 90, 120)),
    "D19 on for one to two minutes": Line("roll", ("ten",)),
    "D20 not on bone or joint, told while kneeling": Line("kneeling", ("kneel_fold",), NEW),
    "D20 not on bone or joint, where the sides are short": Line("setup", ("setup_tender",), LATER, (30, 45)),
    "D20 not on bone or joint": Line("roll", ("bone",), LATER, (60, 90, 120)),
    "D21 adjust the pressure": Line("setup", ("setup_knee", "setup_legs")),
    "D22 then the other side": Line("change_over", ("switch_1",)),
    "D23 both sides equally": Line("change_over", ("begin_same",)),
    "D24 extra for the tighter one": Line("ask_tighter", ("ask_tighter",)),
    "D25 rest, and breathe": Line("rest", ("rest_8",)),
    "D26 notice what changed": Line("rest", ("rest_mid",)),
    "D26 say what changed": Line("ask_check", ("ask_check",)),
    "D27 hips more open, back less tense": Line("check_looser", ("check_looser",)),
    "D28 steadily": Line("often", ("often",), LEARNING),
    "D29 two or three times a week": Line("often", ("often",), LEARNING),
    "D31 thanks": Line("bye", ("bye",)),
    "D32 hope it helped": Line("ask_more", ("ask_more",), LEARNING),
    "D33 questions": Line("ask_more", ("ask_more",), LEARNING),
    "D34 a warm end, no promise": Line("bye", ("bye",)),
}
"""What a whole session says without being asked."""

ASKED: dict[str, tuple[Label, str | None, str]] = {
    "D3": (Label.WHY_IT_MATTERS, None, "answer_why_it_matters"),
    "D4": (Label.WHAT_IS_PSOAS, None, "answer_what_is_psoas"),
    "D5": (Label.WHY_IT_MATTERS, "back_pain", "answer_why_it_matters_back_pain"),
    "D7": (Label.WHY_IT_MATTERS, "knots", "answer_why_it_matters_knots"),
    "D9": (Label.SIGNS_OF_TIGHTNESS, None, "answer_signs_of_tightness"),
    "D11": (Label.WHY_IT_MATTERS, "injury", "answer_why_it_matters_injury"),
    "D13": (Label.WHAT_DO_I_NEED, None, "answer_what_do_i_need"),
    "D14": (Label.ROLLER_PLACEMENT, None, "answer_roller_placement"),
    "D15": (Label.HOW_TO_SET_UP, None, "answer_how_to_set_up"),
    "D16": (Label.BREATHING_HELP, None, "answer_breathing_help"),
    "D17": (Label.NORMAL_TO_HURT, None, "answer_normal_to_hurt"),
    "D18": (Label.TENDER_SPOT, None, "hold_0"),
    "D20": (Label.ON_BONE, None, "answer_on_bone"),
    "D21": (Label.EASE_PRESSURE, None, "lighten"),
    "D28": (Label.HOW_OFTEN, "daily", "answer_how_often_daily"),
    "D29": (Label.HOW_OFTEN, None, "answer_how_often"),
    "D30": (Label.WHY_IT_MATTERS, "performance", "answer_why_it_matters_performance"),
    "D33": (Label.FEEDBACK_MORE, None, "answer_feedback_more"),
}
"""What is answered when it is asked for, while the rolling goes on."""

NOT_COACHED = {2, 35}

LIMIT = {"limit_sharp", "setup_limit_short"}
WAY_OFF = {"way_off", "setup_limit_short"}
SAFETY = {"safety_no", "safety_same", "safety_ask", "safety_more"}


def said(turn: Turn) -> Iterator[tuple[str, Say]]:
    """What a turn says, each with the segment it stands in."""
    marks = turn.session.speech.marks
    for index, item in enumerate(turn.reply.speech):
        if isinstance(item, Say):
            yield [mark.name for mark in marks if mark.first_item <= index][-1], item


@cache
def whole(sessions: int, seconds: int) -> tuple[tuple[str, Say], ...]:
    """A whole session in which each question is answered."""
    coached = Coached(Profile(sessions=sessions, seconds=seconds))
    return tuple(each for turn in coached.to_the_end() for each in said(turn))


def phrases_of(sessions: int, seconds: int) -> list[str]:
    """The phrases of such a session, in their order."""
    return [say.phrase for _, say in whole(sessions, seconds)]


def text(say: Say) -> str:
    """The words of a phrase."""
    return SCRIPT.words(say.phrase, say.variant, say.facts)


def test_every_statement_has_its_line() -> None:
    """D1 to D34 are all told or answered."""
    told = {int(key.split()[0][1:]) for key in (*LINES, *ASKED)}
    assert told == set(range(1, 35)) - NOT_COACHED


def test_each_is_said_at_its_moment() -> None:
    """In each session where it belongs, at each length of side."""
    missing = [
        f"{statement}: session {sessions + 1}, {seconds} s a side"
        for statement, line in LINES.items()
        for sessions in line.sessions
        for seconds in line.lengths
        if line.place not in {place for place, say in whole(sessions, seconds) if say.phrase in line.phrases}
    ]
    assert missing == []


def test_what_belongs_to_every_session_is_said_at_every_length() -> None:
    """A line that only some sessions or lengths have leaves none of them without its statement."""
    every = {key.split()[0] for key, line in LINES.items() if line.sessions in (ALWAYS, LATER)}
    for statement in every:
        lines = [line for key, line in LINES.items() if key.split()[0] == statement]
        told = {(count, length) for line in lines for count in line.sessions for length in line.lengths}
        assert told == {(count, length) for count in ALWAYS for length in LENGTHS}, statement


def test_each_is_answered_while_rolling() -> None:
    """Asked for, it comes at once, and the rolling goes on."""
    wrong = []
    for statement, (label, topic, phrase) in ASKED.items():
        coached = Coached(Profile(sessions=2, seconds=90))
        for word in ("launch", "ready"):
            coached.say(word)
        place, first = next(said(coached.say(label, after=30, topic=topic)))
        if first.phrase != phrase or place not in ("roll", "hold", "ease"):
            wrong.append((statement, place, first.phrase))
    assert wrong == []


def test_the_limit_and_the_way_off_come_before_the_first_roll() -> None:
    """Whatever the length: the limit of pain, the warning signs, and how to come off."""
    for sessions, seconds in product((FIRST, SECOND, TENTH), LENGTHS):
        phrases = phrases_of(sessions, seconds)
        before = set(phrases[: phrases.index("roll_out")])
        assert LIMIT & before, (sessions, seconds)
        assert WAY_OFF & before, (sessions, seconds)
        assert before >= (SAFETY if sessions == FIRST else {"safety_back"}), (sessions, seconds)


def test_a_first_session_teaches_before_anybody_lies_down() -> None:
    """The roller is no place for a lesson: the limit, the way off and the glide come while kneeling."""
    for seconds in LENGTHS:
        phrases = phrases_of(FIRST, seconds)
        assert {*phrases[: phrases.index("setup_lower")]} >= {"limit_ache", "limit_sharp", "way_off", "glide"}


def test_no_line_is_heard_twice_in_a_session() -> None:
    """The same wording never comes again; a call of the time is told, and a side named, each time anew."""
    for sessions, seconds in product((FIRST, SECOND, 2, 3, TENTH), LENGTHS):
        texts = [text(say) for _, say in whole(sessions, seconds)]
        assert {each for each in texts if texts.count(each) > 1} == set(), (sessions, seconds)


def test_fewer_words_from_the_fourth_session() -> None:
    """What was learned is not told again; safety stays one sentence."""
    for seconds in LENGTHS:
        third, fourth = phrases_of(ROUTINE.experienced - 1, seconds), phrases_of(ROUTINE.experienced, seconds)
        assert len(fourth) < len(third)
        assert fourth.count("safety_back") == 1
        assert not {"ask_more", "often", "signs_hint"} & set(fourth)
        assert fourth.count("bone") <= 1


def test_the_rest_is_as_long_as_the_session_deserves() -> None:
    """Half a minute after a short session, three quarters normally, a minute after a long one."""
    for sessions, seconds, rest in ((2, 30, 30), (2, 60, 45), (2, 90, 45), (2, 120, 60), (9, 90, 45)):
        device = speaker(sessions=sessions, seconds=seconds)
        device.launch()
        for word in ("ready", "ready", "even") if seconds == 120 else ("ready", "even"):
            device.say(word)
        device.wait(90)
        assert device.heard_seconds({"rest"}) == pytest.approx(rest, abs=3), (sessions, seconds)


ONCE_IN_A_LIFE = (
    *("welcome_new", "welcome_psoas", "welcome_signs", "need", *sorted(SAFETY)),
    *("kneel_get", "kneel_break_in", "kneel_points", "kneel_fold"),
    *("limit_ache", "limit_sharp", "way_off", "glide", "setup_lower", "setup_back", "setup_knee"),
    *("breathe_still", "breathe_long", "rest_0_first", "why_roll", "what_role", "rest_knee", "signs_hint"),
)


def test_what_is_heard_once_in_a_life_has_one_wording() -> None:
    """A first session says it once, and no other session says it."""
    for phrase in ONCE_IN_A_LIFE:
        assert len(SCRIPT.phrases[phrase].variants) == 1, phrase
        assert phrases_of(FIRST, 60).count(phrase) == 1, phrase
        assert phrase not in phrases_of(SECOND, 60), phrase


ONLY_AN_ANSWER_BRINGS = {
    "D11": "what a roll does for a while is the reply to looser",
    "D27": "so is what may have changed",
    "D32": "a hope that it helped goes with the offer to ask, once it was told how the hips are",
    "D33": "so do questions",
}
"""Statements that somebody who says nothing after the rolling does not hear, and why."""


@pytest.mark.parametrize("seconds", LENGTHS)
def test_a_silent_first_timer_hears_the_founding_text(seconds: int) -> None:
    """Who says no more than none and ready has heard it all, but for what only an answer calls for."""
    coached = Coached(Profile(seconds=seconds))
    told: set[str] = set()
    for word in ("launch", "none_of_that", "ready", "ready", *(("ready",) if seconds > 60 else ())):
        turn = coached.say(word)
        told |= {item.phrase for item in turn.reply.speech if isinstance(item, Say)}
    told |= {item.phrase for item in turn.reply.reprompt if isinstance(item, Say)}
    lines = [(key.split()[0], line) for key, line in LINES.items() if FIRST in line.sessions]
    missing = {statement for statement, line in lines} - {
        statement for statement, line in lines if told & set(line.phrases)
    }
    assert missing == set(ONLY_AN_ANSWER_BRINGS)
    assert {"often", "sore_is_fine", "get_up", "sit_a_moment"} <= told


def test_goodbye_is_the_last_word_to_somebody_who_says_nothing() -> None:
    """No question at the end of a silence: the offer, how to get up, and thanks."""
    for sessions, words in (
        (FIRST, ("launch", "none_of_that", "ready", "ready")),
        (SECOND, ("launch", "ready")),
    ):
        coached = Coached(Profile(sessions=sessions, seconds=60))
        for word in words:
            turn = coached.say(word)
        reprompt = [item.phrase for item in turn.reply.reprompt if isinstance(item, Say)]
        assert reprompt[-4:] == ["ask_check_again", "get_up", "sit_a_moment", "bye"]
        assert turn.session.reprompt.seconds < 80
