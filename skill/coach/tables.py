"""The tables: which label leads to which reaction, and where.

`TABLE` has a row for each state: what is heard there in its own way. `ANYWHERE` holds what is heard
in every state, and it has an entry for every label, so no word is ever without an answer.
"""

from collections.abc import Callable, Mapping

from skill.coach.anywhere import ANYWHERE as ANYWHERE
from skill.coach.events import Label
from skill.coach.reactions import (
    asking,
    moving,
    opening,
    pain,
    parts,
    returning,
    rolling,
    settings,
    sides,
)
from skill.coach.states import State
from skill.coach.talks import ASKED
from skill.coach.turn import Talk, Turn

Reaction = Callable[[Talk], Turn]


def react(talk: Talk, label: Label) -> Turn:
    """Let the reaction for a label answer: the open talk's own, or else that of the session's state.

    What a talk has no answer for ends it.
    """
    answer = ASKED.get(talk.session.asked, {}).get(label)
    if answer is not None:
        return answer(talk)
    if talk.session.asked and label != Label.PERMISSION_ANSWERED:
        talk = talk.on(asked="", reminder=())
    if label not in _GOES_ON and talk.session.state == State.PAUSED and talk.session.place in _BEFORE_SETUP:
        # Nobody has heard the safety words yet, so no word said in a pause leads past them.
        talk = talk.on(state=talk.session.place)
    reaction = TABLE[talk.session.state].get(label) or ANYWHERE[label]
    return reaction(talk)


_BEFORE_SETUP = frozenset({State.LAUNCH, State.WELCOME, State.SAFETY})
_GOES_ON = frozenset({Label.READY, Label.RESUME, Label.YES, Label.START_SESSION, Label.PAUSE})
"""What is the pause's own answer: it only brings back the question that was open."""


def at_place(talk: Talk) -> Turn:
    """Said in a pause, but about the part of the routine that was paused."""
    return react(talk.on(state=talk.session.place), talk.event.label)


_ON_A_SIDE: Mapping[Label, Reaction] = {
    Label.START_SESSION: rolling.roll_on,
    Label.READY: rolling.roll_on,
    Label.YES: rolling.roll_on,
    Label.NO: rolling.roll_on,
    Label.RESUME: rolling.carry_on,
    Label.SWITCH_SIDES: sides.switch,
    Label.TENDER_SPOT: rolling.tender,
    Label.SPOT_EASED: rolling.eased,
    Label.MORE_PRESSURE: rolling.more,
    Label.MORE_TIME: rolling.more_time,
    Label.SKIP_STEP: parts.skipping(sides.skip_side),
    Label.NEXT_STEP: sides.skip_side,
    Label.BOTH_SAME: rolling.roll_on,
    Label.FEEL_LOOSER: rolling.eased,
    Label.NO_CHANGE: rolling.roll_on,
}


def _getting_set(ready: Reaction) -> Mapping[Label, Reaction]:
    """What is heard on the roller before a clock runs, where `ready` goes on."""
    return {
        Label.START_SESSION: settings.start_or(ready),
        Label.READY: ready,
        Label.RESUME: ready,
        Label.YES: ready,
        Label.NEXT_STEP: ready,
        Label.SKIP_STEP: parts.skipping(ready),
        Label.SWITCH_SIDES: sides.swap_first,
        Label.TENDER_SPOT: asking.stay_light,
        Label.MORE_PRESSURE: asking.not_yet,
    }


TABLE: Mapping[State, Mapping[Label, Reaction]] = {
    State.LAUNCH: {
        Label.START_SESSION: opening.start,
        Label.READY: opening.start,
        Label.YES: opening.start,
        Label.RESUME: opening.start,
        Label.START_OVER: opening.start,
        Label.NEXT_STEP: opening.start,
        Label.NO: pain.stop,
        Label.BEGINNER_HELP: opening.im_new,
    },
    State.WELCOME: {
        Label.READY: moving.hear_first,
        Label.RESUME: moving.hear_first,
        Label.SKIP_STEP: parts.skipping(moving.hear_first),
        Label.NEXT_STEP: moving.hear_first,
        Label.START_SESSION: moving.hear_first,
        Label.YES: moving.hear_first,
        Label.NO: moving.hear_first,
    },
    State.SAFETY: {
        Label.READY: moving.safe,
        Label.YES: moving.unclear_safety,
        Label.NO: moving.unclear_safety,
        Label.START_SESSION: moving.unclear_safety,
        Label.RESUME: moving.unclear_safety,
        Label.NEXT_STEP: moving.unclear_safety,
        Label.SKIP_STEP: parts.skipping(moving.unclear_safety),
    },
    State.RESUME_OFFER: {
        Label.LAUNCH: opening.offer,
        Label.RESUME: returning.resume,
        Label.READY: returning.resume,
        Label.YES: returning.resume,
        Label.START_OVER: opening.afresh,
        Label.START_SESSION: opening.start_anew,
        Label.NO: opening.afresh,
        Label.SWITCH_SIDES: sides.switch,
    },
    State.SETUP: {
        **_getting_set(moving.step_on),
        Label.SKIP_STEP: parts.skipping(moving.skip_setup),
        Label.BEGINNER_HELP: opening.im_new,
    },
    State.SETTLED: {**_getting_set(moving.settled), Label.NO: moving.take_your_time},
    State.BREATHING: {**_getting_set(moving.roll_now), Label.SWITCH_SIDES: sides.switch_or_swap},
    State.ROLLING: _ON_A_SIDE,
    State.EASE: _ON_A_SIDE,
    State.HOLD: {
        **_ON_A_SIDE,
        Label.SKIP_STEP: parts.skipping(rolling.eased),
        Label.NEXT_STEP: rolling.eased,
    },
    State.EXTRA: {
        **_ON_A_SIDE,
        Label.SWITCH_SIDES: sides.end_extra,
        Label.SKIP_STEP: parts.skipping(sides.end_extra),
        Label.NEXT_STEP: sides.end_extra,
    },
    State.CHANGE_OVER: {
        Label.START_SESSION: sides.side_two,
        Label.READY: sides.side_two,
        Label.RESUME: sides.side_two,
        Label.YES: sides.side_two,
        Label.NEXT_STEP: sides.side_two,
        Label.NO: moving.take_your_time,
        Label.SKIP_STEP: parts.skipping(sides.skip_side),
        Label.SWITCH_SIDES: asking.ask_again,
        Label.MORE_TIME: rolling.more_of_last,
        Label.TENDER_SPOT: asking.stay_light,
        Label.MORE_PRESSURE: asking.not_yet,
    },
    State.SYMMETRY: {
        Label.ONE_SIDE_TIGHTER: rolling.tighter,
        Label.SWITCH_SIDES: rolling.tighter,
        Label.BOTH_SAME: sides.even,
        Label.NO: sides.even,
        Label.NO_CHANGE: sides.even,
        Label.READY: sides.even,
        Label.RESUME: sides.even,
        Label.SKIP_STEP: parts.skipping(sides.even),
        Label.NEXT_STEP: sides.even,
        Label.YES: rolling.tighter,
        Label.MORE_TIME: rolling.more_of_last,
    },
    State.REST: {
        Label.SKIP_STEP: parts.skipping(moving.to_check),
        Label.NEXT_STEP: moving.to_check,
        Label.MORE_TIME: rolling.longer_rest,
        Label.FEEL_LOOSER: asking.looser,
        Label.NO_CHANGE: asking.no_change,
        Label.FEEL_SORE: pain.sore,
        Label.ONE_SIDE_TIGHTER: sides.no_more_extra,
    },
    State.CHECK: {
        Label.FEEL_LOOSER: asking.looser,
        Label.NO_CHANGE: asking.no_change,
        Label.BOTH_SAME: asking.no_change,
        Label.NO: asking.no_change,
        Label.FEEL_SORE: pain.sore,
        Label.PAIN_TOO_MUCH: pain.sore,
        Label.SKIP_STEP: parts.skipping(moving.finish),
        Label.NEXT_STEP: moving.finish,
        Label.RESUME: moving.finish,
        Label.READY: moving.finish,
        Label.MORE_TIME: sides.no_more_extra,
        Label.ONE_SIDE_TIGHTER: sides.no_more_extra,
    },
    State.CLOSE: {
        Label.FEEL_SORE: pain.sore,
        Label.PAIN_TOO_MUCH: pain.sore,
        Label.NO: pain.stop,
        Label.YES: asking.go_ahead,
        Label.READY: pain.stop,
        Label.RESUME: pain.stop,
        Label.SKIP_STEP: parts.skipping(pain.stop),
        Label.NEXT_STEP: pain.stop,
        Label.MORE_TIME: sides.no_more_extra,
        Label.ONE_SIDE_TIGHTER: sides.no_more_extra,
    },
    State.PAUSED: {
        Label.START_SESSION: returning.resume,
        Label.READY: returning.resume,
        Label.RESUME: returning.resume,
        Label.YES: returning.resume,
        Label.SWITCH_SIDES: sides.switch,
        Label.SKIP_STEP: parts.skipping(at_place),
        Label.NEXT_STEP: at_place,
    },
    State.CHOICE: {
        Label.START_SESSION: returning.resume,
        Label.READY: returning.resume,
        Label.RESUME: returning.resume,
        Label.SWITCH_SIDES: sides.switch,
        Label.SKIP_STEP: parts.skipping(sides.switch),
        Label.NEXT_STEP: sides.switch,
    },
    State.CLOSED: {},
}
