"""What each intent means: the one table that the skill and the simulator's recogniser share.

Alexa does not know where in the routine a person is, so an intent is the same everywhere and only
its label changes with the phase. A row gives the label, the phases in which it is another, and the
facts that the intent alone tells. No slot collects anything about health: a warning sign has an
intent of its own, and a condition is answered without being asked which one.

Alexa takes a built-in intent only for words that match a sample exactly, while a custom intent also
takes words that are like its samples (checked 2026-11-22 in Amazon's "Tips for using built-in
intents"). So the fixed words of stop, pause, resume, repeat, next, previous, start over and help
stand with the built-in intent, and whole sentences with a custom one of the same label.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from skill.alexa.slots import Said, Slot, said
from skill.coach.events import SIDES, Event, Label, Phase

NOTHING = Said()
START, SETUP, ROLLING, HOLD, PAUSED, SYMMETRY, CHECK, DONE = Phase


@dataclass(frozen=True)
class Row:
    """One intent: its label, the phases where it has another, and what it tells by itself.

    `levels` gives labels to levels of pain. `other_side` turns the side that was named into the
    other one.
    """

    label: Label
    by_phase: Mapping[Phase, Label] = field(default_factory=dict)
    tells: Said = NOTHING
    levels: Mapping[int, Label] = field(default_factory=dict)
    other_side: bool = False


@dataclass(frozen=True)
class Meaning:
    """What was meant: a label, and what was said beside it."""

    label: Label
    said: Said = NOTHING

    def event(self, at: int, opens: bool = False) -> Event:
        """The coach's event, at a request's timestamp (seconds since 1970)."""
        return Event(label=self.label, at=at, opens=opens, **{n: getattr(self.said, n) for n in _IN_EVENT})


_IN_EVENT = tuple({spec.name for spec in fields(Event)} & {spec.name for spec in fields(Said)})


def meaning(intent: str, slots: Mapping[str, Slot], phase: Phase) -> Meaning:
    """What an intent with its filled slots means in a phase; not_understood where the table lacks it."""
    row = TABLE.get(intent)
    if row is None:
        return Meaning(Label.NOT_UNDERSTOOD)
    facts = said(slots)
    if row.other_side and facts.side:
        facts = replace(facts, side=SIDES[1 - SIDES.index(facts.side)])
    told = {name: value for name, value in vars(row.tells).items() if value is not None}
    label = row.by_phase.get(phase, row.label)
    return Meaning(row.levels.get(-1 if facts.level is None else facts.level, label), replace(facts, **told))


REQUESTS: Mapping[str, Label] = {
    "LaunchRequest": Label.LAUNCH,
    "SessionEndedRequest": Label.ENDED,
    "SessionResumedRequest": Label.PERMISSION_ANSWERED,
}
"""The labels of requests that carry no intent."""


def _sign(sign: str) -> Row:
    return Row(Label.RED_FLAG, tells=Said(sign=sign))


def _about(label: Label, topic: str) -> Row:
    return Row(label, tells=Said(topic=topic))


TABLE: Mapping[str, Row] = {
    "AMAZON.StopIntent": Row(Label.STOP),
    "AMAZON.CancelIntent": Row(Label.STOP, tells=Said(how="cancel")),
    "AMAZON.NavigateHomeIntent": Row(Label.STOP),
    "EndSessionIntent": Row(Label.STOP),
    # "Settled?" is answered by "done" as well.
    "DoneIntent": Row(Label.DONE, {SETUP: Label.READY}),
    "AMAZON.PauseIntent": Row(Label.PAUSE),
    "TakeABreakIntent": Row(Label.PAUSE),
    "WaitIntent": Row(Label.WAIT),
    # "Keep going" means more time only near the end of a side, and only the coach knows the seconds.
    "AMAZON.ResumeIntent": Row(Label.RESUME),
    "CarryOnIntent": Row(Label.RESUME),
    # Whoever is back from the door is not on the roller yet, so "Settled?" is asked again.
    "BackAgainIntent": Row(Label.RESUME, {SETUP: Label.SOUND}),
    "AMAZON.RepeatIntent": Row(Label.REPEAT),
    "SayAgainIntent": Row(Label.REPEAT),
    "AMAZON.NextIntent": Row(Label.NEXT_STEP),
    "NextPartIntent": Row(Label.NEXT_STEP),
    "WhatsNextIntent": _about(Label.WHERE_AM_I, "next"),
    "AMAZON.PreviousIntent": Row(Label.GO_BACK),
    "GoBackToIntent": Row(Label.GO_BACK),
    "AMAZON.StartOverIntent": Row(Label.START_OVER),
    "RestartIntent": Row(Label.START_OVER),
    # A "don't" never does the thing, and no sound moves anybody.
    "DontIntent": Row(Label.SOUND),
    "SoundIntent": Row(Label.SOUND),
    "UndoIntent": Row(Label.UNDO),
    "CorrectIntent": Row(Label.CORRECT),
    "MisheardIntent": Row(Label.MISHEARD),
    # The safety question is answered by yes and no, so neither holds anything else.
    "AMAZON.YesIntent": Row(Label.YES),
    "AMAZON.NoIntent": Row(Label.NO),
    "NoneOfThatIntent": Row(Label.NONE_OF_THAT),
    "UnsureIntent": Row(Label.UNSURE),
    # On the roller a bare "don't" is a bare "no".
    "BareDontIntent": Row(Label.UNSURE, dict.fromkeys((ROLLING, HOLD), Label.NO)),
    # Nobody who can't tell has felt a difference: an answer to the questions that compare, and to no other.
    "DontKnowIntent": Row(
        Label.UNSURE, {SYMMETRY: Label.BOTH_SAME} | dict.fromkeys((CHECK, DONE), Label.NO_CHANGE)
    ),
    "NotYetIntent": Row(Label.UNSURE, dict.fromkeys((SETUP, PAUSED), Label.PAUSE)),
    "AMAZON.HelpIntent": Row(Label.HELP),
    "WhatCanISayIntent": Row(Label.HELP),
    "AMAZON.FallbackIntent": Row(Label.NOT_UNDERSTOOD),
    # Pain. At the body check a wince answers "sore"; sore before it, with no spot named, is too much.
    "PainIntent": Row(Label.PAIN_TOO_MUCH, {CHECK: Label.FEEL_SORE}),
    # "No, no, no" answers the safety question; on the roller it is a wince. "No, stop" never clears anybody.
    "NoNoNoIntent": Row(Label.PAIN_TOO_MUCH, {START: Label.NO}),
    "NoStopIntent": Row(Label.PAIN_TOO_MUCH, {START: Label.STOP}),
    "MildAcheIntent": Row(Label.MILD_ACHE, dict.fromkeys((SYMMETRY, CHECK, DONE), Label.FEEL_SORE)),
    "GetOffIntent": Row(Label.GET_OFF),
    "OffTheRollerIntent": Row(Label.GET_OFF, tells=Said(how="off")),
    "StuckIntent": _about(Label.GET_OFF, "stuck"),
    "PainLevelIntent": Row(
        Label.PAIN_TOO_MUCH,
        levels=dict.fromkeys(range(5), Label.NORMAL_TO_HURT) | dict.fromkeys((5, 6), Label.EASE_PRESSURE),
    ),
    "SoreIntent": Row(Label.FEEL_SORE, dict.fromkeys((SETUP, ROLLING, HOLD, PAUSED), Label.PAIN_TOO_MUCH)),
    "SharpPainIntent": Row(Label.PAIN_SHARP),
    "GaveWayIntent": _about(Label.PAIN_SHARP, "gave"),
    "NumbIntent": Row(Label.NUMB_TINGLING),
    "NothingFeltIntent": _about(Label.NUMB_TINGLING, "unclear"),
    "NoStretchIntent": Row(Label.NO_STRETCH),
    "PulseIntent": _sign("pulse"),
    "BellyPainIntent": _sign("abdominal"),
    "CollapseIntent": _sign("collapse"),
    "FaintIntent": _sign("faint"),
    "NauseaIntent": _sign("nausea"),
    "ChestPainIntent": _sign("chest"),
    "BreathlessIntent": _sign("breathless"),
    "SwellingIntent": _sign("swelling"),
    "SaddleIntent": _sign("saddle"),
    "WeaknessIntent": _sign("weakness"),
    "FeverIntent": _sign("fever"),
    "SevereBackPainIntent": _sign("back_severe"),
    "HeartIntent": _sign("heart"),
    "InjuryIntent": _sign("injury"),
    "EmergencyIntent": _sign("emergency"),
    "SomethingWrongIntent": _sign("unspecified"),
    "HealthConditionIntent": Row(Label.HEALTH_CONDITION),
    "HealthQuestionIntent": _about(Label.HEALTH_CONDITION, "question"),
    "ConditionMeaningIntent": _about(Label.HEALTH_CONDITION, "what"),
    "BackPainIntent": _about(Label.HEALTH_CONDITION, "back"),
    # A back that hurts is a reason to come, and on the roller a reason to come off.
    "BackHurtsIntent": Row(
        Label.HEALTH_CONDITION,
        dict.fromkeys((SETUP, ROLLING, HOLD, PAUSED), Label.PAIN_TOO_MUCH),
        tells=Said(topic="back"),
    ),
    "DoctorAgreesIntent": Row(Label.DOCTOR_AGREES),
    "StartIntent": Row(Label.START_SESSION),
    "ReadyIntent": Row(Label.READY),
    "SwitchSidesIntent": Row(Label.SWITCH_SIDES),
    # A side alone: where to start; once under way, where to go; after both sides, which was tighter.
    "SideIntent": Row(
        Label.SWITCH_SIDES,
        {START: Label.START_SESSION} | dict.fromkeys((SYMMETRY, CHECK, DONE), Label.ONE_SIDE_TIGHTER),
    ),
    "WrongSideIntent": Row(Label.WRONG_SIDE),
    "WhichSideFirstIntent": Row(Label.WHICH_SIDE_FIRST),
    # Off the roller a tight spot tells of tightness, and a tender one of soreness: doubt is soreness.
    "TenderSpotIntent": Row(
        Label.TENDER_SPOT,
        {SYMMETRY: Label.ONE_SIDE_TIGHTER, CHECK: Label.FEEL_SORE, DONE: Label.FEEL_SORE},
    ),
    "EasedIntent": Row(Label.FEEL_LOOSER, dict.fromkeys((ROLLING, HOLD, PAUSED), Label.SPOT_EASED)),
    # Praise answers only the questions after the rolling; before them it is a sound.
    "GoodIntent": Row(Label.SOUND, dict.fromkeys((CHECK, DONE), Label.FEEL_LOOSER)),
    "LighterIntent": Row(Label.EASE_PRESSURE, {CHECK: Label.FEEL_LOOSER}),
    "TooFirmIntent": Row(Label.EASE_PRESSURE, dict.fromkeys((CHECK, DONE), Label.FEEL_SORE)),
    # "Not feeling much", once the rolling is over, is no wish to be pressed harder.
    "MorePressureIntent": Row(Label.MORE_PRESSURE, dict.fromkeys((CHECK, DONE), Label.NO_CHANGE)),
    "TimeLeftIntent": Row(Label.TIME_LEFT),
    # "Nearly there" asks on the roller how long is left, and before it for a little patience.
    "NearlyThereIntent": Row(Label.TIME_LEFT, {SETUP: Label.PAUSE}),
    "SlowerIntent": Row(Label.SLOWER),
    "FasterIntent": Row(Label.FASTER),
    "SkipIntent": Row(Label.SKIP_STEP),
    "SkipToIntent": Row(Label.SKIP_STEP, tells=Said(how="to")),
    "MoreTimeIntent": Row(Label.MORE_TIME),
    "SideTotalIntent": Row(Label.SET_SIDE_DURATION, tells=Said(how="side")),
    "WhereAmIIntent": Row(Label.WHERE_AM_I),
    "TighterSideIntent": Row(Label.ONE_SIDE_TIGHTER),
    # Sameness compares the sides until they have been compared, and then before with after.
    "NotEasedIntent": Row(Label.NO_CHANGE),
    "SameIntent": Row(Label.BOTH_SAME, dict.fromkeys((CHECK, DONE), Label.NO_CHANGE)),
    "WhatIsPsoasIntent": Row(Label.WHAT_IS_PSOAS),
    "WhyRollIntent": Row(Label.WHY_IT_MATTERS),
    "WhyBackPainIntent": _about(Label.WHY_IT_MATTERS, "back_pain"),
    "WhyInjuryIntent": _about(Label.WHY_IT_MATTERS, "injury"),
    "WhyKnotsIntent": _about(Label.WHY_IT_MATTERS, "knots"),
    "WhyPerformanceIntent": _about(Label.WHY_IT_MATTERS, "performance"),
    "HowLongItLastsIntent": _about(Label.WHY_IT_MATTERS, "lasts"),
    "SignsOfTightnessIntent": Row(Label.SIGNS_OF_TIGHTNESS),
    "HowOftenIntent": Row(Label.HOW_OFTEN),
    "HowOftenDailyIntent": _about(Label.HOW_OFTEN, "daily"),
    "HowOftenSportIntent": _about(Label.HOW_OFTEN, "sport"),
    "SoreYesterdayIntent": _about(Label.HOW_OFTEN, "sore_yesterday"),
    "SkippedIntent": _about(Label.HOW_OFTEN, "skipped"),
    "WhatDoINeedIntent": Row(Label.WHAT_DO_I_NEED),
    # Knees that hurt want a cushion, and on the roller they are pain like any other.
    "CushionIntent": Row(
        Label.WHAT_DO_I_NEED,
        dict.fromkeys((ROLLING, HOLD), Label.PAIN_TOO_MUCH),
        tells=Said(topic="cushion"),
    ),
    "BallIntent": _about(Label.WHAT_DO_I_NEED, "ball"),
    "BedIntent": _about(Label.WHAT_DO_I_NEED, "bed"),
    "HowToSetUpIntent": Row(Label.HOW_TO_SET_UP),
    "HowFarIntent": _about(Label.HOW_TO_SET_UP, "how_far"),
    "WhichLegIntent": _about(Label.HOW_TO_SET_UP, "which_leg"),
    "WhichWayIntent": _about(Label.HOW_TO_SET_UP, "which_way"),
    "FrogKneeIntent": _about(Label.HOW_TO_SET_UP, "frog_knee"),
    "RockIntent": _about(Label.HOW_TO_SET_UP, "rock"),
    "RollerPlacementIntent": Row(Label.ROLLER_PLACEMENT),
    "BonyPointsIntent": _about(Label.ROLLER_PLACEMENT, "bony_points"),
    "BellyOnRollerIntent": _about(Label.ROLLER_PLACEMENT, "belly"),
    "PlacementCheckIntent": _about(Label.ROLLER_PLACEMENT, "check"),
    "ClickIntent": _about(Label.NORMAL_TO_HURT, "click"),
    "NormalToHurtIntent": Row(Label.NORMAL_TO_HURT),
    "FeelInThighIntent": _about(Label.NORMAL_TO_HURT, "thigh"),
    "SoreTomorrowIntent": _about(Label.NORMAL_TO_HURT, "tomorrow"),
    "BruiseIntent": _about(Label.NORMAL_TO_HURT, "bruise"),
    "BreathingHelpIntent": Row(Label.BREATHING_HELP),
    "WaterIntent": _about(Label.BREATHING_HELP, "water"),
    "OnBoneIntent": Row(Label.ON_BONE),
    "BeginnerHelpIntent": Row(Label.BEGINNER_HELP),
    "ImNewIntent": Row(Label.IM_NEW),
    # Thanks at the end is praise; while the coach works it asks for nothing.
    "ThanksIntent": Row(Label.FEEDBACK_MORE, dict.fromkeys((SETUP, ROLLING, HOLD, PAUSED), Label.SOUND)),
    "FeedbackMoreIntent": Row(Label.FEEDBACK_MORE),
    "OutOfScopeIntent": Row(Label.OUT_OF_SCOPE),
    "VolumeIntent": _about(Label.OUT_OF_SCOPE, "volume"),
    "MedicalIntent": _about(Label.OUT_OF_SCOPE, "medical"),
    # A time and no more could mean two things to somebody who is rolling.
    "BareTimeIntent": Row(Label.SET_SIDE_DURATION, tells=Said(how="bare")),
    "SetSideTimeIntent": Row(Label.SET_SIDE_DURATION),
    "ShorterSessionIntent": Row(Label.SHORTER_SESSION),
    "OneSideOnlyIntent": Row(Label.ONE_SIDE_ONLY),
    "BothSidesIntent": Row(
        Label.ONE_SIDE_ONLY, {START: Label.START_SESSION, SYMMETRY: Label.BOTH_SAME}, tells=Said(how="both")
    ),
    "LeaveOutSideIntent": Row(Label.ONE_SIDE_ONLY, other_side=True),
    "SetFirstSideIntent": Row(Label.SET_FIRST_SIDE),
    "AskMeFirstIntent": Row(Label.SET_GOING_ON, tells=Said(how="asking")),
    "GoOnByItselfIntent": Row(Label.SET_GOING_ON, tells=Said(how="by_itself")),
    "QuieterIntent": Row(Label.QUIETER),
    "JustTheTimesIntent": Row(Label.QUIETER, tells=Said(how="least")),
    "FullerIntent": Row(Label.FULLER),
    "ProgressIntent": Row(Label.PROGRESS),
    "LastTimeIntent": Row(Label.PROGRESS, tells=Said(period="last")),
    "ForgetMeIntent": Row(Label.FORGET_ME),
    "SetReminderIntent": Row(Label.SET_REMINDER),
    # "On Monday", "at seven": only an answer; the coach takes it for nothing else.
    "ReminderTimeIntent": Row(Label.SET_REMINDER, tells=Said(how="answer")),
    "ListRemindersIntent": Row(Label.LIST_REMINDERS),
    "ChangeReminderIntent": Row(Label.CHANGE_REMINDER),
    "CancelReminderIntent": Row(Label.CANCEL_REMINDER),
}
"""Every intent of the interaction models, and nothing else."""
