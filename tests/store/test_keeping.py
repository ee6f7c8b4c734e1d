"""What a request leaves behind: the place, the seconds, the settings, and whose they are."""

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import dropped, kept_of
from skill.memory.store import Kept, Who
from tests.support.dynamo_server import tables
from tests.support.envelopes import (
    MAT,
    NOON,
    Json,
    attributes,
    ended,
    intent,
    launch,
    left_rolled,
    put,
    rolling,
)

ANA = MAT.user


def kept(skill: Skill, device: str = MAT.device, person: str = "") -> Kept:
    """What the skill's store knows."""
    found = skill.store.load(Who(ANA, device, person))
    assert found is not None
    return found


def left_off(skill: Skill) -> Session:
    """The session in the checkpoint."""
    found = dropped(kept(skill))
    assert found is not None
    return found


@pytest.fixture
def skill() -> Skill:
    """The skill, with a memory that takes a stranger for somebody who has rolled before."""
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def test_a_word_at_second_43_credits_what_was_rolled_until_then(skill: Skill) -> None:
    """The seconds of the first side, from its own start, are in the attributes and in the memory."""
    early, late = (
        skill.handle(intent("TenderSpotIntent", NOON + 60 + second, rolling(skill))) for second in (40, 60)
    )
    assert left_rolled(late) - left_rolled(early) == 20
    assert left_off(skill).credit["left"] == left_rolled(late)


def test_the_end_of_a_session_is_met_with_silence_and_credited(skill: Skill) -> None:
    """What was rolled until the reported end is kept, to the second, and the place with it."""
    carried = rolling(skill)
    told = skill.handle(intent("AMAZON.PauseIntent", NOON + 110, carried))
    assert skill.handle(ended(NOON + 110, carried))["response"] == {}
    assert left_off(skill).credit["left"] == left_rolled(told)


def test_the_end_of_nothing_changes_nothing(skill: Skill) -> None:
    """An end without a session's attributes does not wipe out the place that was kept."""
    rolling(skill)
    before = kept(skill)
    skill.handle(ended(NOON + 500, {"junk": True}))
    assert kept(skill) == before


def test_whoever_dropped_out_is_offered_to_go_on(skill: Skill) -> None:
    """The end was never reported, and a new launch finds the place all the same."""
    rolling(skill)
    assert attributes(skill.handle(launch(NOON + 120)))["state"] == "resume_offer"


def test_a_finished_session_counts_once_however_often_its_request_comes(skill: Skill) -> None:
    """Silence after the last question is the normal end."""
    end = ended(NOON + 900, rolling(skill))
    for _ in range(3):
        skill.handle(end)
    assert kept(skill).finished == 5


def test_a_stopped_session_is_kept_and_not_counted(skill: Skill) -> None:
    """Half a side is history, not a session done."""
    skill.handle(intent("AMAZON.StopIntent", NOON + 110, rolling(skill)))
    assert kept(skill).finished == 4


def test_what_a_person_likes_is_kept_for_the_next_session(skill: Skill) -> None:
    """Said once, it holds."""
    opened = attributes(skill.handle(launch()))
    slots = {"seconds": {"value": "90"}}
    skill.handle(intent("SetSideTimeIntent", NOON + 20, opened, slots))
    assert kept(skill, "another device").fields["seconds"] == 90


def test_who_asks_to_be_forgotten_is_forgotten() -> None:
    """Nothing is left, not even of the turn that said so."""
    skill = build_skill(Config(), MemoryStore())
    opened = attributes(skill.handle(launch()))
    opened = attributes(
        skill.handle(intent("SetSideTimeIntent", NOON + 10, opened, {"seconds": {"value": "90"}}))
    )
    asked = attributes(skill.handle(intent("ForgetMeIntent", NOON + 20, opened)))
    skill.handle(intent("AMAZON.YesIntent", NOON + 30, asked))
    assert kept(skill) == Kept(recent=[])


def test_a_recognised_voice_has_a_history_of_its_own(skill: Skill) -> None:
    """Two people share an account; a turn in which the voice is not recognised belongs to the opener."""
    person = {"personId": "amzn1.ask.person.BEN"}
    opened = skill.handle(put(launch(), "context.System.person", person))
    ready = skill.handle(intent("ReadyIntent", NOON + 60, attributes(opened)))
    skill.handle(ended(NOON + 900, attributes(ready)))
    assert kept(skill, person="amzn1.ask.person.BEN").finished == 5
    assert kept(skill).finished == 4


def test_a_voice_recognised_later_does_not_split_a_session(skill: Skill) -> None:
    """It began on the account, and ends there."""
    late = put(
        intent("AMAZON.PauseIntent", NOON + 90, rolling(skill)), "context.System.person", {"personId": "BEN"}
    )
    assert "person" not in attributes(skill.handle(late))
    assert not kept(skill, "another device", "BEN").recent


@pytest.mark.parametrize(
    ("said", "slots", "name", "value"),
    [
        ("SetSideTimeIntent", {"seconds": {"value": "75"}}, "seconds", 75),
        ("SetFirstSideIntent", {"side": {"value": "right", "id": "right"}}, "first_side", "right"),
        ("QuieterIntent", None, "verbosity", "brief"),
        ("AskMeFirstIntent", None, "going_on", "asking"),
    ],
)
def test_each_setting_holds_from_now_on(
    skill: Skill, said: str, slots: dict[str, dict[str, str]] | None, name: str, value: object
) -> None:
    """Said by voice, kept, and heeded at the next launch, whoever else is asked for."""
    opened = attributes(skill.handle(launch()))
    skill.handle(intent(said, NOON + 20, opened, slots))
    assert kept(skill).fields[name] == value
    person = attributes(skill.handle(launch(NOON + 3 * 86400)))["known"]["person"]
    assert person[name] == value


def test_a_whole_session_reads_once_and_writes_once_a_turn() -> None:
    """On DynamoDB, over the wire: one read as it opens, and one request for all that a turn leaves."""
    skill = build_skill(Config(), tables().new_store())
    answers: list[Json] = []

    def sent(request: Json) -> list[str]:
        return tables().counted(lambda: answers.append(skill.handle(request)))

    read, *written = sent(launch(NOON))
    assert (read, len(written)) == ("BatchGetItem", 1)
    words = ("NoneOfThatIntent", "ReadyIntent", "ReadyIntent", "SameIntent", "EasedIntent", "ProgressIntent")
    for second, name in zip((60, 140, 200, 400, 480, 500), words, strict=True):
        assert len(sent(intent(name, NOON + second, attributes(answers[-1])))) == 1
    assert kept(skill).finished == 1
