"""What an intent means, phase by phase: the table that the skill and the recogniser share."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.intents import REQUESTS, TABLE, meaning
from skill.alexa.slots import Said, Slot
from skill.coach.events import Event, Label, Phase

LEFT = {"side": Slot("left hip", "left")}

PRESSURE_OFF = {
    Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.GET_OFF, Label.STOP,
}  # fmt: skip
ON_ROLLER = (Phase.SETUP, Phase.ROLLING, Phase.HOLD, Phase.PAUSED)


def labels(intent: str, *phases: Phase) -> set[Label]:
    return {meaning(intent, {}, phase).label for phase in phases}


def test_every_label_is_meant_by_something_in_some_phase() -> None:
    meant = {meaning(intent, {}, phase).label for intent in TABLE for phase in Phase}
    by_level = {label for row in TABLE.values() for label in row.levels.values()}
    assert meant | by_level | set(REQUESTS.values()) == set(Label)


def test_requests_without_an_intent_have_labels() -> None:
    assert REQUESTS == {
        "LaunchRequest": Label.LAUNCH,
        "SessionEndedRequest": Label.ENDED,
        "SessionResumedRequest": Label.PERMISSION_ANSWERED,
    }


@given(intent=st.text(), phase=st.sampled_from(Phase))
def test_an_unknown_intent_is_not_understood(intent: str, phase: Phase) -> None:
    assert intent in TABLE or meaning(intent, LEFT, phase).label == Label.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("intent", "said_in"),
    {
        "SameIntent": {
            Phase.SYMMETRY: Label.BOTH_SAME,
            Phase.CHECK: Label.NO_CHANGE,
            Phase.DONE: Label.NO_CHANGE,
        },
        "SideIntent": {
            Phase.START: Label.START_SESSION,
            Phase.SETUP: Label.SWITCH_SIDES,
            Phase.ROLLING: Label.SWITCH_SIDES,
            Phase.HOLD: Label.SWITCH_SIDES,
            Phase.PAUSED: Label.SWITCH_SIDES,
            Phase.SYMMETRY: Label.ONE_SIDE_TIGHTER,
        },
        "EasedIntent": {
            Phase.HOLD: Label.SPOT_EASED,
            Phase.ROLLING: Label.SPOT_EASED,
            Phase.CHECK: Label.FEEL_LOOSER,
            Phase.DONE: Label.FEEL_LOOSER,
        },
        "PainIntent": dict.fromkeys(Phase, Label.PAIN_TOO_MUCH) | {Phase.CHECK: Label.FEEL_SORE},
        "SoreIntent": dict.fromkeys(ON_ROLLER, Label.PAIN_TOO_MUCH)
        | dict.fromkeys((Phase.SYMMETRY, Phase.CHECK, Phase.DONE), Label.FEEL_SORE),
        "TenderSpotIntent": {Phase.ROLLING: Label.TENDER_SPOT, Phase.CHECK: Label.FEEL_SORE},
        "GoodIntent": {Phase.HOLD: Label.SOUND, Phase.PAUSED: Label.SOUND, Phase.CHECK: Label.FEEL_LOOSER},
        "MildAcheIntent": dict.fromkeys(ON_ROLLER, Label.MILD_ACHE)
        | dict.fromkeys((Phase.SYMMETRY, Phase.CHECK, Phase.DONE), Label.FEEL_SORE),
        "DoneIntent": dict.fromkeys(Phase, Label.DONE) | {Phase.SETUP: Label.READY},
        "NoNoNoIntent": dict.fromkeys(Phase, Label.PAIN_TOO_MUCH) | {Phase.START: Label.NO},
        "NoStopIntent": dict.fromkeys(Phase, Label.PAIN_TOO_MUCH) | {Phase.START: Label.STOP},
        "BackHurtsIntent": dict.fromkeys(Phase, Label.HEALTH_CONDITION)
        | dict.fromkeys(ON_ROLLER, Label.PAIN_TOO_MUCH),
        "DontKnowIntent": {Phase.START: Label.UNSURE, Phase.SYMMETRY: Label.BOTH_SAME},
        "NotYetIntent": {Phase.START: Label.UNSURE, Phase.SETUP: Label.PAUSE},
        "NearlyThereIntent": {Phase.SETUP: Label.PAUSE, Phase.ROLLING: Label.TIME_LEFT},
        "MorePressureIntent": {Phase.ROLLING: Label.MORE_PRESSURE, Phase.CHECK: Label.NO_CHANGE},
    }.items(),
)
def test_words_that_lean_on_the_moment(intent: str, said_in: dict[Phase, Label]) -> None:
    assert {phase: meaning(intent, {}, phase).label for phase in said_in} == said_in


@pytest.mark.parametrize("intent", [name for name, row in TABLE.items() if row.label in PRESSURE_OFF])
def test_pain_and_stop_take_pressure_off_wherever_the_roller_may_be(intent: str) -> None:
    assert labels(intent, *ON_ROLLER) <= PRESSURE_OFF


def test_nothing_but_a_wish_for_it_ever_means_more_pressure() -> None:
    wishes = {name for name in TABLE if Label.MORE_PRESSURE in labels(name, *Phase)}
    assert wishes == {"MorePressureIntent"}


@pytest.mark.parametrize(
    ("said", "level", "label"),
    [
        ("0", 0, Label.NORMAL_TO_HURT),
        ("4", 4, Label.NORMAL_TO_HURT),
        ("5", 5, Label.EASE_PRESSURE),
        ("6", 6, Label.EASE_PRESSURE),
        ("7", 7, Label.PAIN_TOO_MUCH),
        ("10", 10, Label.PAIN_TOO_MUCH),
        ("11", None, Label.PAIN_TOO_MUCH),
        ("?", None, Label.PAIN_TOO_MUCH),
    ],
)
def test_a_level_of_pain_decides_and_an_unreadable_one_is_too_much(
    said: str, level: int | None, label: Label
) -> None:
    heard = meaning("PainLevelIntent", {"level": Slot(said)}, Phase.ROLLING)
    assert (heard.label, heard.said.level) == (label, level)


def test_a_level_of_pain_without_its_number_is_too_much() -> None:
    assert meaning("PainLevelIntent", {}, Phase.ROLLING).label == Label.PAIN_TOO_MUCH


def test_a_side_left_out_names_the_other_one() -> None:
    """ "No need to do the left" means: only the right."""
    heard = meaning("LeaveOutSideIntent", LEFT, Phase.START)
    assert (heard.label, heard.said.side) == (Label.ONE_SIDE_ONLY, "right")
    assert meaning("LeaveOutSideIntent", {}, Phase.START).said.side is None


@pytest.mark.parametrize(
    ("intent", "label", "told"),
    [
        ("GaveWayIntent", Label.PAIN_SHARP, Said(topic="gave")),
        ("SharpPainIntent", Label.PAIN_SHARP, Said()),
        ("HealthQuestionIntent", Label.HEALTH_CONDITION, Said(topic="question")),
        ("HealthConditionIntent", Label.HEALTH_CONDITION, Said()),
        ("ChestPainIntent", Label.RED_FLAG, Said(sign="chest")),
        ("BallIntent", Label.WHAT_DO_I_NEED, Said(topic="ball")),
        ("MedicalIntent", Label.OUT_OF_SCOPE, Said(topic="medical")),
        ("AskMeFirstIntent", Label.SET_GOING_ON, Said(how="asking")),
        ("GoOnByItselfIntent", Label.SET_GOING_ON, Said(how="by_itself")),
        ("SkipToIntent", Label.SKIP_STEP, Said(how="to")),
        ("AMAZON.CancelIntent", Label.STOP, Said(how="cancel")),
        ("OffTheRollerIntent", Label.GET_OFF, Said(how="off")),
        ("StuckIntent", Label.GET_OFF, Said(topic="stuck")),
        ("NothingFeltIntent", Label.NUMB_TINGLING, Said(topic="unclear")),
        ("BackPainIntent", Label.HEALTH_CONDITION, Said(topic="back")),
        ("ConditionMeaningIntent", Label.HEALTH_CONDITION, Said(topic="what")),
        ("BellyOnRollerIntent", Label.ROLLER_PLACEMENT, Said(topic="belly")),
        ("PlacementCheckIntent", Label.ROLLER_PLACEMENT, Said(topic="check")),
    ],
)
def test_an_intent_tells_its_own_facts(intent: str, label: Label, told: Said) -> None:
    heard = meaning(intent, {}, Phase.ROLLING)
    assert (heard.label, heard.said) == (label, told)


def test_what_an_intent_tells_stands_beside_what_was_said() -> None:
    assert meaning("GaveWayIntent", LEFT, Phase.HOLD).said == Said(side="left", topic="gave")


def test_every_warning_sign_has_an_intent() -> None:
    signs = {row.tells.sign for row in TABLE.values() if row.label == Label.RED_FLAG}
    assert signs == {
        "abdominal", "back_severe", "breathless", "chest", "collapse", "emergency", "faint", "fever", "heart",
        "injury", "nausea", "pulse", "saddle", "swelling", "unspecified", "weakness",
    }  # fmt: skip


def test_a_meaning_becomes_the_coachs_event() -> None:
    slots = LEFT | {"duration": Slot("PT1M"), "day": Slot("mondays", "monday")}
    heard = meaning("MoreTimeIntent", slots, Phase.ROLLING)
    assert heard.said == replace(Said(), side="left", seconds=60, day="monday")
    assert heard.event(7) == Event(label=Label.MORE_TIME, at=7, side="left", seconds=60, day="monday")
    assert heard.event(7, opens=True).opens
