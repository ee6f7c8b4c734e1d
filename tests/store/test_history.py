"""What the coach knows of weeks and months: told when asked, and in its last words."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile, Tally
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import AWAY, Calendar, kept_of, learn
from skill.memory.store import Kept, Recorded, Rolled, Who
from skill.voice.script import load
from tests.support.coached import Coached, names, phrases
from tests.support.envelopes import MAT, attributes, intent, launch, put, speech, whole_session

DAY = 24 * 3600
WORDS = load("en-US")
HERE = Calendar("monday", WORDS.safety_words)
LATER = Profile(sessions=2, seconds=60)


def at(text: str, zone: str = "UTC") -> int:
    """The moment at which a wall clock shows this."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def asked(skill: Skill, moment: int, period: str | None = None, name: str = "ProgressIntent") -> str:
    """What the coach says to somebody who opens it with this question."""
    slots = {"period": {"value": period, "id": period}} if period else {}
    return speech(skill.handle(intent(name, moment, None, slots)))


def test_this_week_is_counted_as_it_was_rolled() -> None:
    """Three sessions on three days, then a Monday."""
    skill = build_skill(Config(), MemoryStore())
    for count, day in enumerate((23, 24, 26), 1):
        whole_session(skill, at(f"2026-11-{day}T08:00"))
        assert WORDS.words("progress", 0, {"count": count}) in asked(skill, at(f"2026-11-{day}T20:00"))
    assert WORDS.words("progress_none", 0, {}) in asked(skill, at("2026-11-30T08:00"))


@pytest.mark.parametrize(
    ("period", "phrase", "facts"),
    [
        ("month", "progress_month", {"count": 2}),
        ("yesterday", "progress_yesterday", {}),
        ("week", "progress", {"count": 2}),
    ],
)
def test_other_stretches_are_counted_too(period: str, phrase: str, facts: dict[str, int]) -> None:
    skill = build_skill(Config(), MemoryStore())
    for day in (23, 24):
        whole_session(skill, at(f"2026-11-{day}T08:00"))
    assert WORDS.words(phrase, 0, facts) in asked(skill, at("2026-11-25T08:00"), period)


@pytest.mark.parametrize(("days", "phrase"), [(0, "last_today"), (1, "last_yesterday"), (5, "last_days")])
def test_the_last_roll_is_told_in_days(days: int, phrase: str) -> None:
    skill = build_skill(Config(), MemoryStore())
    whole_session(skill, at("2026-11-23T08:00"))
    told = asked(skill, at("2026-11-23T20:00") + days * DAY, name="LastTimeIntent")
    assert WORDS.words(phrase, 0, {"days": days}) in told


def test_somebody_who_never_rolled_is_told_kindly() -> None:
    skill = build_skill(Config(), MemoryStore())
    assert WORDS.words("progress_none", 0, {}) in asked(skill, at("2026-11-23T08:00"))
    assert WORDS.words("last_none", 0, {}) in asked(skill, at("2026-11-23T08:00"), name="LastTimeIntent")


def test_a_session_that_was_only_begun_is_no_roll_and_is_not_denied() -> None:
    skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
    carried = attributes(skill.handle(launch(at("2026-11-23T08:00"))))
    carried = attributes(skill.handle(intent("ReadyIntent", at("2026-11-23T08:01"), carried)))
    skill.handle(intent("AMAZON.StopIntent", at("2026-11-23T08:02"), carried))
    assert WORDS.words("progress_partly", 0, {}) in asked(skill, at("2026-11-24T08:00"))


def test_a_session_whose_end_nobody_reported_counts_at_the_next_launch() -> None:
    """It was left to play out: that is asked, and a yes counts on the day it was rolled."""
    skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
    carried = attributes(skill.handle(launch(at("2026-11-23T08:00"))))
    skill.handle(intent("ReadyIntent", at("2026-11-23T08:01"), carried))
    opened = skill.handle(launch(at("2026-11-24T08:00")))
    assert WORDS.words("ask_finished", 0, {}) in speech(opened)
    skill.handle(intent("AMAZON.YesIntent", at("2026-11-24T08:01"), attributes(opened)))
    assert WORDS.words("progress", 0, {"count": 1}) in asked(skill, at("2026-11-24T20:00"))
    assert WORDS.words("last_yesterday", 0, {}) in asked(skill, at("2026-11-24T20:00"), name="LastTimeIntent")


def test_a_session_that_was_lost_and_not_finished_does_not_count() -> None:
    skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
    carried = attributes(skill.handle(launch(at("2026-11-23T08:00"))))
    skill.handle(intent("ReadyIntent", at("2026-11-23T08:01"), carried))
    opened = skill.handle(launch(at("2026-11-24T08:00")))
    declined = skill.handle(intent("AMAZON.NoIntent", at("2026-11-24T08:01"), attributes(opened)))
    skill.handle(intent("AMAZON.StopIntent", at("2026-11-24T08:02"), attributes(declined)))
    assert WORDS.words("progress_none", 0, {}) in asked(skill, at("2026-11-24T20:00"))


def test_asking_within_the_session_that_is_done_counts_it() -> None:
    skill = build_skill(Config(), MemoryStore())
    done = whole_session(skill, at("2026-11-23T08:00"))
    told = skill.handle(intent("ProgressIntent", at("2026-11-23T08:10"), attributes(done)))
    assert WORDS.words("progress", 0, {"count": 1}) in speech(told)


@pytest.mark.parametrize(
    ("week", "sessions", "heard"),
    [
        (0, 2, {"often"}), (1, 2, {"week_two", "often"}), (2, 2, {"week_three", "often"}),
        (6, 2, {"week_more", "often"}),
        (0, 9, {"week_one"}), (1, 9, set()), (4, 9, set()),
    ],
)  # fmt: skip
def test_the_last_words_tell_how_the_week_stands(week: int, sessions: int, heard: set[str]) -> None:
    """From the fourth session on only where the week is behind."""
    coached = Coached(Profile(sessions=sessions, seconds=60, tally=Tally(week=week, days=1)))
    for label in ("launch", "ready", "both_same"):
        coached.say(label)
    turns = [coached.say("feel_looser")]
    if not turns[0].reply.closes:
        turns.append(coached.say("stop"))
    told = {phrase for turn in turns for phrase in phrases(turn)}
    assert told & {"often", "week_one", "week_two", "week_three", "week_more"} == heard


def test_the_side_that_had_extra_time_is_first_the_next_time() -> None:
    """Tighter last time, first next time; a wish that was spoken goes before."""
    skill = build_skill(Config(), MemoryStore(kept_of(LATER)))
    carried = attributes(skill.handle(launch(at("2026-11-23T08:00"))))
    carried = attributes(skill.handle(intent("ReadyIntent", at("2026-11-23T08:01"), carried)))
    slots = {"side": {"value": "right", "id": "right"}}
    carried = attributes(skill.handle(intent("TighterSideIntent", at("2026-11-23T08:03:46"), carried, slots)))
    skill.handle(intent("EasedIntent", at("2026-11-23T08:08"), carried))
    assert attributes(skill.handle(launch(at("2026-11-25T08:00"))))["sides"] == ["right", "left"]


@pytest.mark.parametrize(("days", "due"), [(89, False), (91, True)])
def test_after_ninety_days_away_the_safety_words_are_said_again(days: int, due: bool) -> None:
    kept = Kept(
        finished=9, recent=[Rolled(at("2026-08-01T08:00"), True)], fields={"safety_words": HERE.safety_words}
    )
    known = learn(kept, at("2026-08-01T08:00") + days * DAY, HERE, lambda: None)
    assert known.person.safety_due is due
    launched = Coached(known.person).say("launch")
    assert ({"safety", "ask_safety"} <= set(names(launched))) is due
    assert launched.session.taught, "the whole lesson is not said again"


def test_when_their_wording_changes_the_safety_words_are_said_again() -> None:
    """Once their question was answered in the new wording, they are known."""
    kept = Kept(finished=9, recent=[Rolled(at("2026-11-20T08:00"), True)], fields={"safety_words": "of old"})
    skill = build_skill(Config(), MemoryStore(kept))
    opened = attributes(skill.handle(launch(at("2026-11-23T08:00"))))
    assert opened["marks"][-1][0] == "ask_safety"
    skill.handle(intent("NoneOfThatIntent", at("2026-11-23T08:01"), opened))
    found = skill.store.load(Who(MAT.user, MAT.device))
    assert found is not None
    assert found.fields["safety_words"] == WORDS.safety_words


def test_ninety_days_are_ninety_days() -> None:
    assert AWAY == 90 * DAY


def test_a_recognised_voice_without_history_hears_the_first_session() -> None:
    """On a speaker whose account rolls every day."""
    skill = build_skill(Config(), MemoryStore())
    whole_session(skill, at("2026-11-23T08:00"))
    whole_session(skill, at("2026-11-24T08:00"))
    other = replace(MAT, device="amzn1.ask.device.BEDROOM")
    known = skill.handle(launch(at("2026-11-25T08:00"), other))
    new = skill.handle(
        put(launch(at("2026-11-25T08:00"), other), "context.System.person", {"personId": "BEN"})
    )
    assert attributes(known)["marks"][0][0] == "welcome_back"
    assert attributes(new)["marks"][0][0] == "welcome_new"


def test_words_grow_fewer_with_experience() -> None:
    """The answer that carries both sides: the twenty-first session's has fewer words than the second's."""
    spoken = []
    for sessions in (1, 20):
        coached = Coached(Profile(sessions=sessions, seconds=90))
        coached.say("launch")
        spoken.append(coached.say("ready").session.speech.words)
    assert spoken[1] < spoken[0]


def test_history_holds_seconds_and_whether_it_was_finished() -> None:
    store = MemoryStore()
    whole_session(build_skill(Config(), store), at("2026-11-23T08:00"))
    (done,) = store.history(Who(MAT.user, MAT.device))
    assert done == Recorded(at("2026-11-23T08:00"), done.left, done.right, True)
    assert done.left == done.right >= 55
