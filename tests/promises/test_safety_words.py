"""The safety words cannot be hurried past, and only "none of that" or "no" clears their question."""

from collections.abc import Iterator
from itertools import product

from skill.coach.acts import Say
from skill.coach.events import Label
from skill.coach.places import MARKS, Place
from skill.coach.profile import Profile
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
    coached = Coached(Profile())
    coached.say("launch")
    return coached


def test_nobody_can_hurry_past_the_limit_and_the_way_off() -> None:
    """However often and soon one asks to go on, no side is rolled until they were told to their end."""
    began, untold = set(), []
    for word, sessions, seconds in product(WAYS_ON, (FIRST, SECOND, TENTH), (30, 90)):
        for after in range(1, 30, 2):
            coached = Coached(Profile(sessions=sessions, seconds=seconds))
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
        coached = Coached(Profile())
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


def test_skipping_never_leads_past_the_safety_words_of_a_first_session() -> None:
    """Whatever part is named."""
    for at, part in product((2, 20, 43, None), (None, "setup", "breathing", "rolling", "rest", "close")):
        coached = Coached(Profile())
        coached.say("launch")
        turn = coached.say("skip_step", after=at, part=part, how="to" if part else None)
        assert turn.session.place in (Place.WELCOME, Place.SAFETY), (at, part)
        assert names(turn)[-1] == "ask_safety", (at, part)
