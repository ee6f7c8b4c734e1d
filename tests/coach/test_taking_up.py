"""A session that dropped: how long it is offered again, which sides rest then, and which had their time."""

from dataclasses import replace

from skill.app import build_skill
from skill.coach.checkpoint import FRESH, OFFERED, done_today
from skill.coach.events import SIDES, Side
from skill.coach.places import Aside, Place
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from tests.support.coached import Coached, phrases, words
from tests.support.dropped import LATER, at_second, back, said
from tests.support.envelopes import NOON, attributes, intent, launch

HOUR = 3600
PAIN = ("pain_too_much", "pain_sharp", "numb_tingling")


def test_within_twenty_minutes_it_is_offered_as_if_nothing_had_happened() -> None:
    assert said(back(at_second(43, "pause"), FRESH))[0] == "welcome_again"


def test_within_a_day_it_is_offered_as_what_it_is() -> None:
    """The place is named, and beginning afresh is a word away."""
    again = back(at_second(43, "pause"), FRESH + 60)
    assert said(again)[:2] == ["welcome_later", "left_rolling"]
    assert said(again)[-1] == "ask_resume"
    assert back(at_second(43, "pause"), OFFERED).session.aside == Aside.OFFER


def test_after_a_day_it_starts_afresh_and_what_was_done_is_history() -> None:
    again = back(at_second(43, "pause"), OFFERED + 60)
    assert again.turn is not None
    assert said(again)[0] == "welcome_back"
    assert again.turn.record is not None
    assert again.session.credit == {"left": 0, "right": 0}


def test_carry_on_goes_on_at_once() -> None:
    """Nobody who opens with the answer is asked the question."""
    for after in (60, FRESH + 60):
        again = back(at_second(43, "pause"), after, "resume")
        assert (again.session.place, again.session.aside) == (Place.ROLLING, None)
        assert said(again)[0] == "resume_place"


def test_to_start_by_name_is_offered_the_place_and_to_start_again_begins_afresh() -> None:
    """Who says "ask psoas rolling to start" does not know that a place was kept."""
    again = back(at_second(43, "pause"), 60, "start_session")
    assert again.session.aside == Aside.OFFER
    again.say("start_session")
    assert again.session.aside is None
    assert again.session.place in (Place.WELCOME, Place.SETUP, Place.SETTLED)


def test_a_question_that_opens_is_answered_first_and_the_offer_closes_it() -> None:
    again = back(at_second(43, "pause"), 60, "how_often")
    assert said(again)[0] == "answer_how_often"
    assert said(again)[-1] == "ask_resume"


def test_pain_stop_and_health_words_never_wait_for_the_offer() -> None:
    """They are answered as anywhere, and nothing is offered before."""
    for label in (*PAIN, "red_flag", "stop", "health_condition"):
        again = back(at_second(43, "pause"), 60, label)
        assert not {"welcome_again", "left_rolling"} & set(said(again)), label
        assert again.turn is not None
        assert words(again.turn)[0].startswith("Come off the roller"), label


def test_whoever_comes_back_is_given_time_to_get_set() -> None:
    """A placement, ten seconds, and the true seconds that are left."""
    again = back(at_second(43, "pause"), 60)
    left = again.session.todo["left"]
    again.say("resume")
    mark = again.session.speech.marks[0]
    assert mark.name == "resume"
    assert mark.seconds >= 10
    assert next(m.seconds for m in again.session.speech.marks if m.name == "roll") == left


def test_less_than_a_quarter_of_a_minute_of_a_side_counts_as_done() -> None:
    """Nobody lies down again for that: the other side follows."""
    for second, leads_to in ((44, "left"), (52, "right")):
        again = back(at_second(second, "pause"), 60)
        left = again.session.todo["left"]
        assert (left == 0) == (leads_to == "right"), second
        again.say("resume")
        assert again.session.side == leads_to, second


def test_a_side_that_was_stopped_rests_in_the_session_that_is_taken_up() -> None:
    """Offered again, the other side is what is left of it; and afresh it is not begun again."""
    for label in PAIN:
        coached = at_second(43, label)
        if label == "pain_too_much":
            coached.say("resume", after=20)
            coached.say(label, after=25)
        assert coached.session.stopped == coached.person.stopped == ("left",)
        for word in ("resume", "start_over"):
            again = back(coached, 60)
            again.say(word)
            rolled = {mark.side for mark in again.session.speech.marks if mark.name == "roll"}
            assert "left" not in rolled, (label, word)
            assert again.session.todo["left"] == 0, (label, word)


def test_a_stopped_session_leaves_the_other_side() -> None:
    """Sharp pain, then stop: opened again, the skill rolls the other side alone, and says why."""
    coached = at_second(43, "pain_sharp")
    coached.say("stop")
    again = back(coached, HOUR)
    assert said(again)[0] == "welcome_rests"
    assert again.session.sides == ("right",)


def test_with_both_sides_at_rest_nothing_is_rolled() -> None:
    """It says so and closes; a question is answered all the same."""
    person = replace(LATER, stopped=SIDES)
    coached = Coached(person)
    turn = coached.say("launch")
    assert phrases(turn) == ["sides_rest"]
    assert turn.reply.closes
    assert phrases(Coached(person).say("how_often"))[0] == "answer_how_often"


def test_a_whole_session_may_be_rolled_again_the_same_day_where_it_is_asked_for() -> None:
    """Nothing was stopped: another one is the person's choice, and they are told that they have rolled."""
    coached = at_second(0)
    coached.say("both_same")
    coached.say("feel_looser", after=60)
    assert coached.session.finished
    assert coached.session.stopped == ()
    assert done_today(coached.session) == SIDES
    again = Coached(replace(LATER, done=SIDES), coached.now + HOUR)
    assert phrases(again.say("launch")) == ["ask_again_today"]
    again.say("repeat")
    assert again.session.todo == {"left": 60, "right": 60}


def test_a_side_that_was_stopped_or_left_off_was_not_done() -> None:
    """ "Done" is what had its time; it is kept by the day, and never holds a stopped side back."""
    cases: dict[tuple[str, ...], tuple[Side, ...]] = {
        ("pain_sharp",): (),
        ("pause",): (),
        ("switch_sides",): ("left",),
    }
    for labels, done in cases.items():
        assert done_today(at_second(43, *labels).session) == done, labels


def test_by_a_clock_that_is_behind_nothing_more_of_a_rest_was_heard() -> None:
    """It counts as it stood at its last turn; by a clock that goes right, it began."""
    coached = at_second(0)
    coached.say("both_same")
    assert coached.session.place == Place.REST
    assert [back(coached, after).session.finished for after in (-5, 5)] == [False, True]


def test_a_side_was_done_on_the_day_on_which_its_session_began() -> None:
    """However late it was: rolled before midnight, it had no turn on the next day."""
    for began, done in ((NOON + 12 * HOUR - 160, []), (NOON + 12 * HOUR + 300, ["left"])):
        skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
        carried = attributes(skill.handle(launch(began)))
        for name, after in (("ReadyIntent", 60), ("SwitchSidesIntent", 150), ("AMAZON.PauseIntent", 170)):
            carried = attributes(skill.handle(intent(name, began + after, carried)))
        answer = attributes(skill.handle(launch(NOON + 32 * HOUR)))
        assert answer["known"]["person"]["done"] == done, began


def test_a_stop_rests_till_the_later_of_midnight_and_twelve_hours() -> None:
    """A side that was stopped at half past midnight is not free at once."""
    minute = 60
    for stopped, held, free in (
        (0, 12 * HOUR + minute, 12 * HOUR + 3 * minute),
        (5 * HOUR, 17 * HOUR + minute, 17 * HOUR + 3 * minute),
        (-11 * HOUR - 30 * minute, 12 * HOUR - minute, 12 * HOUR + minute),
    ):
        skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
        at = NOON + stopped
        carried = attributes(skill.handle(launch(at)))
        for name, after in (("ReadyIntent", 60), ("SharpPainIntent", 110), ("AMAZON.StopIntent", 120)):
            carried = attributes(skill.handle(intent(name, at + after, carried)))
        answers = [attributes(skill.handle(launch(NOON + then))) for then in (held, free)]
        assert [answer["stopped"] for answer in answers] == [["left"], []], stopped


def test_a_request_that_comes_twice_opens_once() -> None:
    """The second one finds the first one's checkpoint, and is no return after a drop."""
    skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
    first, second = (skill.handle(launch(NOON)) for _ in range(2))
    assert first == second
