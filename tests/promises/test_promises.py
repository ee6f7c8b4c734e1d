"""What the coach promises of time, pressure, pain and memory, where no table shows it at a glance."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from skill.coach.acts import Say
from skill.coach.person import Person
from skill.coach.states import State
from skill.coach.timeline import CLOCKS
from skill.coach.turn import Turn
from skill.simulator.playback import Answer
from tests.support.coached import SCRIPT, Coached, first_words, journeys, phrases, words
from tests.support.speaker import fork, speaker

QUESTIONS = ("what_is_psoas", "how_often", "normal_to_hurt", "on_bone", "time_left", "where_am_i", "repeat")


HOLD_SECONDS, TOP_UP, CAP, TEN = 30, 20, 180, 10
"""What is promised, in seconds."""


def rolling(seconds: int = 90, sessions: int = 2, **person: object) -> Coached:
    """Somebody whose first side is about to begin."""
    coached = Coached(replace(Person(sessions=sessions, seconds=seconds), **person))  # type: ignore[arg-type]
    for word in ("launch", "ready", "ready") if sessions == 0 else ("launch", "ready"):
        coached.say(word)
    return coached


def second(coached: Coached, into: float, name: str = "roll", side: str = "left") -> float:
    """The second of what is being said that lies so many seconds into a segment."""
    marks = coached.session.speech.marks
    return into + next(mark.start for mark in marks if (mark.name, mark.side) == (name, side))


def planned(turn: Turn, name: str, side: str = "left") -> int:
    """The planned seconds of a segment in a turn; 0 where it is not."""
    marks = turn.session.speech.marks
    return round(sum(mark.seconds for mark in marks if (mark.name, mark.side) == (name, side)))


@pytest.mark.parametrize("seconds", [30, 45, 60, 90, 120])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_hold_counts_toward_the_side_and_twenty_seconds_follow_it(seconds: int, share: float) -> None:
    """Asked for at second t of T, the hold lasts 30 s, and max(T - t - 30, 20) s of rolling follow."""
    into = int(seconds * share)
    coached = rolling(seconds)
    turn = coached.say("tender_spot", after=second(coached, into))
    credit = turn.session.credit["left"]
    assert credit == pytest.approx(into, abs=1)
    assert planned(turn, "hold") == HOLD_SECONDS
    assert planned(turn, "roll") == max(seconds - credit - HOLD_SECONDS, TOP_UP)


def test_the_holds_of_one_side_are_not_taken_from_the_other() -> None:
    """Each side has two; the third in a row is refused, and on the other side the first is granted."""
    coached = rolling(90)
    for into in (5, 5):
        name = "hold" if coached.session.state == State.HOLD else "roll"
        assert planned(coached.say("tender_spot", after=second(coached, into, name)), "hold")
    refused = coached.say("tender_spot", after=second(coached, 5, "roll"))
    assert phrases(refused)[0] == "hold_stuck"
    other = coached.say("tender_spot", after=second(coached, 10, "roll", "right"))
    assert planned(other, "hold", "right") == HOLD_SECONDS


@pytest.mark.parametrize("label", ["tender_spot", "more_time", "one_side_tighter", "go_back", "start_over"])
def test_three_minutes_a_side_win_over_whatever_is_asked(label: str) -> None:
    """Hold, top-up, more time, extra and beginning again: no answer plans a side past 180 s."""
    coached = rolling(120)
    for _ in range(30):
        if coached.session.state == State.CLOSED:
            break
        turn = coached.say(
            label, after=min(25.0, coached.session.speech.seconds + 2), seconds=90, side="left"
        )
        left = sum(
            mark.seconds for mark in turn.session.speech.marks if mark.name in CLOCKS and mark.side == "left"
        )
        assert turn.session.credit["left"] + round(left) <= CAP
        if turn.reply.closes:
            break


def test_less_pressure_keeps_the_clock_and_pain_stops_it() -> None:
    """Lighter takes six quiet seconds of the side; after "it hurts" not one second is counted."""
    coached = rolling()
    at = second(coached, 30)
    eased = coached.fork()
    turn = eased.say("ease_pressure", after=at)
    assert planned(turn, "ease") + planned(turn, "roll") == 90 - turn.session.credit["left"]
    assert planned(turn, "ease") >= 6
    hurt = coached.fork()
    turn = hurt.say("pain_too_much", after=at)
    before = turn.session.credit
    assert hurt.say("resume", after=turn.session.speech.seconds + 60).session.credit == before


@pytest.mark.parametrize("label", QUESTIONS)
def test_an_answer_while_rolling_keeps_the_clock(label: str) -> None:
    """The side goes on under the answer: what is planned is what was left."""
    coached = rolling()
    turn = coached.say(label, after=second(coached, 40))
    assert turn.session.credit["left"] + planned(turn, "roll") == 90
    assert sum(phrase.startswith(("answer_", "time_left", "where")) for phrase in phrases(turn)) <= 1


HALF, LAST = ("halfway", "ten")


def calls(answer: Answer) -> Iterator[tuple[str, float, float]]:
    """The calls of the time on the sides of an answer: which, the side's seconds till then, and after it."""
    credit = answer.attributes["credit"]
    texts = {name: {each.template for each in SCRIPT.phrases[name].variants} for name in (HALF, LAST)}
    for mark in answer.marks:
        if mark.name != "roll":
            continue
        began, ended = answer.true_seconds(mark)
        for piece in answer.speech:
            for name in texts:
                if began <= piece.start < ended and piece.text in texts[name]:
                    yield name, credit[mark.side] + piece.start - began, ended - piece.start


@pytest.mark.parametrize("sessions", [0, 1, 9])
@pytest.mark.parametrize("seconds", [30, 45, 60, 90, 120])
def test_the_calls_of_the_time_are_true(seconds: int, sessions: int) -> None:
    """Half-way is half-way and ten seconds are ten, within two seconds, on both sides."""
    device = speaker(sessions=sessions, seconds=seconds)
    answer = device.launch()
    told = []
    while answer.marks[-1].name != "ask_tighter":
        answer = device.say("ready")
        told += list(calls(answer))
    assert [name for name, *_ in told].count(LAST) == 2
    for name, gone, left in told:
        assert (left if name == LAST else gone - left) == pytest.approx(TEN if name == LAST else 0, abs=2)


@pytest.mark.parametrize(
    "word",
    ["what is the psoas", "is it normal to hurt", "how long left", "purple monkey", "more time", "slower"],
)
def test_a_call_is_never_late_however_often_one_cuts_in(word: str) -> None:
    """At whatever second answers cover them: what is still called is true, and what cannot be is left out."""
    device = speaker(sessions=2, seconds=90)
    device.launch()
    answer = device.say("ready")
    began, _ = answer.true_seconds(next(mark for mark in answer.marks if mark.name == "roll"))
    for into in range(1, 90, 2):
        said = fork(device)
        said.say(word, at=began + into)
        if into % 3:
            said.say(word, at=4.0)
        assert said.answer is not None
        for name, gone, left in calls(said.answer):
            off = left - TEN if name == LAST else (gone - left) / 2
            assert abs(off) <= 2.5, f"{name} at {gone:.0f} s of {gone + left:.0f}, after a word at {into} s"


def test_nothing_tells_a_standing_person_to_roll_after_pain() -> None:
    """Before anybody lies down, and once all are up, a report of pain brings no rolling with it."""
    standing = {State.LAUNCH, State.WELCOME, State.SAFETY, State.CHECK, State.CLOSE}
    tried = set()
    for coached in journeys():
        for at in (0.5, 10.0, coached.session.speech.seconds + 3):
            here = coached.moment(at).session.state
            for label in (
                ("pain_too_much", "pain_sharp", "numb_tingling", "feel_sore") if here in standing else ()
            ):
                turn = coached.fork().say(label, after=at)
                tried.add(here)
                if label != "feel_sore" or here in (State.CHECK, State.CLOSE):
                    assert turn.reply.closes
                assert not {mark.name for mark in turn.session.speech.marks} & {
                    *CLOCKS,
                    "setup",
                    "change_over",
                }
    assert tried >= {State.WELCOME, State.CHECK, State.CLOSE}


@pytest.mark.parametrize("into", [5, 45, 85])
def test_what_gave_way_ends_the_session(into: float) -> None:
    """A pop, a tear, a back that went: off, medical help, and nothing after it."""
    coached = rolling()
    turn = coached.say("pain_sharp", after=second(coached, into), topic="gave")
    assert turn.reply.closes
    assert first_words(turn) == "Come off the roller."
    assert "medical help" in words(turn)[0]


@pytest.mark.parametrize("place", ["roll", "hold"])
@pytest.mark.parametrize("into", [5, 20, 29])
def test_going_on_after_pain_is_light_and_tops_nothing_up(place: str, into: float) -> None:
    """Half the weight, no hold, the true seconds, and not one more than there were."""
    coached = rolling(60)
    if place == "hold":
        coached.say("tender_spot", after=second(coached, 10))
    hurt = coached.say("pain_too_much", after=second(coached, into, place))
    left = 60 - hurt.session.credit["left"]
    turn = coached.say("resume")
    assert phrases(turn)[0] == "go_light"
    assert planned(turn, "hold") == 0
    assert planned(turn, "roll") == left
    seconds = next(item.facts["seconds"] for item in turn.reply.speech if isinstance(item, Say)
                   and item.phrase == "resume_seconds")  # fmt: skip
    assert seconds == left


@pytest.mark.parametrize("label", ["pain_too_much", "pain_sharp", "numb_tingling"])
def test_after_pain_more_pressure_is_refused_on_the_other_side_too(label: str) -> None:
    """For the rest of the session."""
    coached = rolling()
    coached.say(label, after=second(coached, 30))
    coached.say("switch_sides")
    turn = coached.say("more_pressure", after=second(coached, 20, "roll", "right"))
    assert phrases(turn)[0] == "more_refused"


@pytest.mark.parametrize("label", ["pain_too_much", "pain_sharp", "numb_tingling", "red_flag"])
def test_what_was_reported_is_in_no_setting_and_no_record(label: str) -> None:
    """History holds seconds and days; a person's settings are as they were."""
    coached = rolling()
    person = coached.person
    turn = coached.say(label, after=second(coached, 30))
    turn = turn if turn.reply.closes else coached.say("stop")
    assert turn.person == person
    assert turn.record is not None
    assert (turn.record.left, turn.record.right, turn.record.finished) == (30, 0, False)
