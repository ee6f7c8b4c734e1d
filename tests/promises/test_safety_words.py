"""The safety words cannot be hurried past, and only "none of that" or "no" clears their question."""

from collections.abc import Iterator
from itertools import product

from skill.coach.acts import Say
from skill.coach.events import Label
from skill.coach.person import Person
from skill.coach.places import MARKS, Place
from skill.coach.turn import Turn
from tests.coach.test_founding_text import FIRST, LIMIT, SAFETY, SECOND, TENTH, WAY_OFF
from tests.support.coached import SCRIPT, Coached, names, phrases

WAYS_ON = ("ready", "skip_step", "next_step", "resume", "start_session", "yes", "done", "sound")
ON_THE_ROLLER = {name for name, traits in MARKS.items() if traits.puts_on}


def heard(turn: Turn, seconds: float) -> Iterator[str]:
    """The phrases of a turn that were said to their end after so many seconds."""
    now = 0.0
    for item in turn.reply.speech:
        if isinstance(item, Say):
            now += SCRIPT.measure(item.phrase, item.variant, item.facts)
            if now <= seconds:
                yield item.phrase
        else:
            now += item.seconds


def asked() -> Coached:
    """Somebody new who has heard the whole list and its question."""
    coached = Coached(Person())
    coached.say("launch")
    return coached


def test_nobody_can_hurry_past_the_limit_and_the_way_off() -> None:
    """However often and soon one asks to go on, no side is rolled until they were told to their end."""
    began, untold = set(), []
    for word, sessions, seconds in product(WAYS_ON, (FIRST, SECOND, TENTH), (30, 90)):
        for after in range(1, 30, 2):
            coached = Coached(Person(sessions=sessions, seconds=seconds))
            turn = coached.say("launch")
            if sessions == FIRST:
                turn = coached.say("none_of_that")
            told: set[str] = set()
            for _ in range(20):
                if "roll" in names(turn):
                    began.add((word, sessions))
                    if not (LIMIT & told and WAY_OFF & told):
                        untold.append((word, sessions, seconds, after))
                    break
                told |= set(heard(turn, after))
                turn = coached.say(word, after=after)
    assert untold == []
    lead_on = set(WAYS_ON) - {"sound"}
    # While kneeling, "yes" may mean "yes, one of those is me": it asks the safety question again.
    assert began >= set(product(lead_on, (SECOND, TENTH))) | set(product(lead_on - {"yes"}, (FIRST,)))


def test_nobody_can_hurry_past_the_list() -> None:
    """A word that would cut it short brings back the sentence that was cut, and the ones after it."""
    for word, after in product((*WAYS_ON, "no", "none_of_that", "doctor_agrees"), (1, 9, 20, 35)):
        coached = Coached(Person())
        turn = coached.say("launch")
        told: set[str] = set()
        while not coached.moment(after).asked:
            told |= set(heard(turn, after))
            turn = coached.say(word, after=after)
            assert phrases(turn)[0] == "hear_first", (word, after)
            assert told | set(phrases(turn)) >= SAFETY, (word, after)
            assert not coached.session.cleared
            if after == 1:
                break
        assert not set(names(turn)) & ON_THE_ROLLER, (word, after)


def test_an_answer_counts_two_seconds_before_the_end_of_the_list_and_no_sooner() -> None:
    """The estimate of a voice's pace is not trusted with more than that; in the question it counts."""
    opened = asked()
    end = opened.session.speech.marks[-1].start
    for word, into in product(("no", "none_of_that"), range(-12, 6)):
        coached = opened.fork()
        coached.say(word, after=end + into)
        assert not coached.session.cleared or into >= -2, (word, into)
        assert coached.session.cleared or into < 1, (word, into)


def test_only_none_of_that_or_no_answers_the_safety_question() -> None:
    """No other word clears it: it is asked again, or the session closes, or something else comes first."""
    cleared, off = set(), []
    for label in Label:
        coached = asked()
        turn = coached.say(label, side="left", seconds=60)
        cleared |= {label} if coached.session.cleared else set()
        if not coached.session.cleared and set(names(turn)) & ON_THE_ROLLER:
            off.append(label)
    assert cleared == {Label.NO, Label.NONE_OF_THAT}
    assert off == []


def test_a_cleared_question_leads_to_the_lesson_and_is_kept() -> None:
    """So the list is not heard again at the next session."""
    for word in ("no", "none_of_that"):
        coached = asked()
        turn = coached.say(word)
        assert phrases(turn)[0] == "none_then"
        assert coached.session.place == Place.KNEELING
        assert coached.person.safety_heard


def test_a_yes_asks_for_one_of_three_words_and_locks_nobody_out() -> None:
    """Yes can mean either, and nobody has to tell of their health."""
    coached = asked()
    assert phrases(coached.say("yes")) == ["ask_safety_yes"]
    assert not coached.person.locked
    assert phrases(coached.fork().say("none_of_that"))[0] == "none_then"


def test_a_condition_waits_for_a_doctor() -> None:
    """Told by name, it is not cleared, and the whole list is due at the next launch."""
    coached = asked()
    turn = coached.say("health_condition")
    assert phrases(turn) == ["safety_condition", "ask_safety_doctor"]
    assert not coached.session.cleared
    assert coached.person.safety_due
    assert not coached.person.safety_heard


def test_a_doctor_who_agrees_lets_somebody_in_lightly_and_only_after_a_yes() -> None:
    """Without a yes or a condition there was nothing to agree to."""
    for word in ("yes", "health_condition"):
        coached = asked()
        coached.say(word)
        assert phrases(coached.say("doctor_agrees"))[0] == "doctor_light"
        assert coached.session.cleared
        assert coached.session.light == ("left", "right")
    coached = asked()
    coached.say("doctor_agrees")
    assert not coached.session.cleared


def test_anything_else_is_asked_again_twice_and_then_closed_kindly() -> None:
    """In other words the second time; a side and a time that were said are kept."""
    words = ("ready", "sound", "resume", "next_step", "skip_step", "unsure", "done", "not_understood",
             "go_back", "start_over", "start_session", "switch_sides", "set_side_duration")  # fmt: skip
    for word in words:
        coached = asked()
        assert phrases(coached.say(word))[-1] == "ask_safety", word
        assert phrases(coached.say(word))[-1] == "ask_safety_again", word
        turn = coached.say(word)
        assert phrases(turn) == ["safety_goodbye"], word
        assert turn.reply.closes, word
    coached = asked()
    coached.say("start_session", side="right", seconds=45)
    assert (coached.session.side, coached.session.seconds) == ("right", 45)


def test_a_question_beside_the_list_never_clears_it() -> None:
    """A yes or no to "forget me" or to a reminder answers that, and the safety question is asked again."""
    for question, answer in product(("forget_me", "set_reminder"), ("no", "not_understood")):
        coached = asked()
        coached.say(question)
        turn = coached.say(answer)
        assert not coached.session.cleared, (question, answer)
        assert names(turn)[-1] in ("ask_safety", f"ask_{coached.session.side_question}"), (question, answer)


def test_a_yes_while_kneeling_takes_the_answer_back() -> None:
    """ "Actually, yes", said into the lesson: the choice is asked again, and nobody lies down before it."""
    coached = asked()
    coached.say("none_of_that")
    turn = coached.say("yes", after=10)
    assert phrases(turn) == ["ask_safety_yes"]
    assert not coached.session.cleared
    assert coached.say("ready").session.place == Place.SAFETY


def test_skipping_never_leads_past_the_safety_words_of_a_first_session() -> None:
    """Whatever part is named."""
    for at, part in product((2, 20, 43, None), (None, "setup", "breathing", "rolling", "rest", "close")):
        coached = Coached(Person())
        coached.say("launch")
        turn = coached.say("skip_step", after=at, part=part, how="to" if part else None)
        assert turn.session.place in (Place.WELCOME, Place.SAFETY), (at, part)
        assert names(turn)[-1] == "ask_safety", (at, part)


def test_new_safety_words_bring_back_the_list_and_not_the_lesson() -> None:
    """Whoever has learned to roll answers the question, and lies down."""
    coached = Coached(Person(sessions=4, safety_due=True))
    assert {*phrases(coached.say("launch"))} >= SAFETY
    turn = coached.say("none_of_that")
    assert coached.session.place == Place.SETUP
    assert not {"kneel_get", "glide"} & {*phrases(turn)}
