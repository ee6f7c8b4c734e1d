"""Labels that belong together where hearing is judged, such as those that take the pressure off."""

from skill.alexa.intents import TABLE
from skill.coach.events import Label

URGENT = frozenset(
    (Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.GET_OFF, Label.STOP)
)
"""The safety family: what takes the pressure off. It is heard when two intents are about as near."""

URGENT_INTENTS = frozenset(name for name, row in TABLE.items() if row.label in URGENT)

CLEARING_INTENTS = frozenset(
    name for name, row in TABLE.items() if row.label in {Label.NO, Label.NONE_OF_THAT, Label.DOCTOR_AGREES}
)
"""What clears the safety question. It is heard only in words that are all its own."""

ADMITTING_INTENTS = frozenset(name for name, row in TABLE.items() if row.label == Label.HEALTH_CONDITION)
"""What says that something of the safety list is so."""

STATING_INTENTS = frozenset(name for name in ADMITTING_INTENTS if TABLE[name].tells.topic is None)
"""What says that somebody has a condition, which ends the session."""

LIFTING_INTENTS = frozenset(name for name, row in TABLE.items() if row.label == Label.MISHEARD)
"""What lifts an alarm. It is heard to the letter only."""

MOVING = frozenset(
    (
        Label.RESUME, Label.READY, Label.SWITCH_SIDES, Label.SKIP_STEP, Label.NEXT_STEP, Label.GO_BACK,
        Label.START_OVER, Label.ONE_SIDE_ONLY, Label.SET_SIDE_DURATION, Label.SET_FIRST_SIDE,
        Label.SHORTER_SESSION, Label.MORE_TIME, Label.MORE_PRESSURE, Label.TENDER_SPOT, Label.SPOT_EASED,
        Label.CORRECT, Label.UNDO, Label.ONE_SIDE_TIGHTER, Label.DONE, Label.FEEL_LOOSER,
    )
)  # fmt: skip
"""What moves somebody or changes the plan. Where it is misheard, somebody has to take it back."""

MOVING_INTENTS = frozenset(name for name, row in TABLE.items() if row.label in MOVING)

NEVER = frozenset(
    (
        Label.TENDER_SPOT, Label.MORE_PRESSURE, Label.MORE_TIME, Label.RESUME, Label.NO, Label.NONE_OF_THAT,
        Label.UNSURE, Label.SOUND, Label.WAIT, Label.UNDO, Label.CORRECT, Label.MISHEARD, Label.MILD_ACHE,
        Label.NO_STRETCH, Label.DOCTOR_AGREES,
    )
)  # fmt: skip
"""Where a line of the safety family must never land: rolling would go on."""

DECLINED = frozenset((Label.NOT_UNDERSTOOD, Label.OUT_OF_SCOPE))
"""What a foreign line is answered with."""

SAME_ACTION = (
    {Label.SKIP_STEP, Label.NEXT_STEP},
    {Label.PAIN_TOO_MUCH, Label.EASE_PRESSURE},
    {Label.READY, Label.RESUME},
    {Label.PAUSE, Label.STOP},
)
"""Labels that do the same to the session: one heard for the other counts as right."""
