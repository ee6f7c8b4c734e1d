"""What happens when somebody says something somewhere: the tables, and the one order in which they are asked.

A turn runs like this. `catch_up` has said where the person is when the word came. `step` opens a session
if there is none, looks the label up, and lets the reaction answer. A **reaction** is a pure function from
a `Context` (the session as the clock left it, the event, the person, the tools) to a `Turn`: it says
something, and names where the routine goes on. Where that would bring somebody onto the roller, the gate
is asked (`skill.coach.gate`). Time comes in with the event: nothing here has a clock.

**The order.** A label is looked up in four tables, and the first that has it answers:

1. `SIDE_QUESTIONS`, where a question hangs beside the routine (forget me, a reminder). What it has no
   answer for ends it, and is looked up further.
2. `ASIDES`, where a question hangs over the place (a pause, the choice after pain, an alarm, the offer to
   take up a session, something to confirm). An aside answers its own words alone: what a place would do
   with a word is not done in it. What it has no answer for goes to `ANYWHERE`, whose reactions leave an
   aside as it is.
3. `AT`, what is heard at a place in its own way.
4. `ANYWHERE`, which has an entry for every label, so no word is ever without an answer.

**A bare "no"** answers only a question that has been asked. Anywhere else it goes to `ANYWHERE`, where it
takes back what was just changed, or is a wince. In the same way an answer to the safety question counts
only once that question was said (`_UNASKED`).

**On the roller a doubtful word changes nothing**: what stands is said, and the words for the change. Off
it, the coach asks. **Pain, signs and stop** are looked up like any other word. They stand in
`ANYWHERE`, and in another table only where they mean something more there.

**The second before the answer.** Where a side's clock runs when the word comes, and runs on under the
answer, the second between them was rolled. So the reaction is asked with that second credited; if its
answer stops the clock, it is asked again without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from skill.coach.answer import nothing
from skill.coach.checkpoint import record_of
from skill.coach.effects import Effect, EffectResult
from skill.coach.events import Event, Label
from skill.coach.lying import lying_since
from skill.coach.places import CLOCKS, Aside, Place
from skill.coach.profile import Profile
from skill.coach.reactions import (
    asking,
    choices,
    opening,
    pain,
    reminder_list,
    reminder_setup,
    returning,
    rolling,
    safety,
    setting_up,
    settings,
    sides,
    telling,
    undoing,
    whereabouts,
)  # fmt: skip
from skill.coach.reactions.parts import go_back_to, skipping
from skill.coach.reactions.returning import at_place
from skill.coach.session import TOO_SHORT, Session
from skill.coach.timeline import Moment, times_cut
from skill.coach.turn import Context, Tools, Turn

Reaction = Callable[[Context], Turn]
Row = Mapping[Label, Reaction]


def _each(reaction: Reaction, *labels: Label) -> Row:
    """A row in which each of these labels has the same reaction."""
    return dict.fromkeys(labels, reaction)


PAIN_AND_STOP = frozenset(
    {Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.HEALTH_CONDITION,
     Label.STOP}
)  # fmt: skip
"""Heard in every state, whatever question is open."""
_ALWAYS = PAIN_AND_STOP | {Label.ENDED, Label.FEEL_SORE}

# 1. Questions beside the routine, by what was asked.

_AGREEING: Row = {
    Label.SET_REMINDER: reminder_setup.more,
    Label.CHANGE_REMINDER: reminder_setup.more,
    Label.CANCEL_REMINDER: reminder_setup.nothing_set,
    Label.NO: reminder_setup.nothing_set,
    Label.YES: reminder_setup.again,
    Label.READY: reminder_setup.again,
    Label.SOUND: reminder_setup.again,
    Label.REPEAT: reminder_setup.again,
    Label.NOT_UNDERSTOOD: reminder_setup.missed,
}


def _yes_or_no(yes: Reaction, no: Reaction) -> Row:
    return {
        Label.YES: yes,
        Label.NO: no,
        Label.SOUND: reminder_setup.again,
        Label.REPEAT: reminder_setup.again,
        Label.NOT_UNDERSTOOD: reminder_setup.missed,
    }


SIDE_QUESTIONS: Mapping[str, Row] = {
    "forget": {
        Label.YES: settings.forget_now,
        Label.FORGET_ME: settings.forget_now,
        Label.NO: settings.not_forgotten,
    },
    "remind_day": _AGREEING,
    "remind_time": _AGREEING,
    "remind_what": _AGREEING,
    "remind_yes": {
        **_AGREEING,
        Label.RESUME: reminder_setup.again,
        Label.YES: reminder_setup.agreed,
        Label.NO: reminder_setup.refused,
    },
    "cancel_all": _yes_or_no(reminder_list.cancel_all, reminder_list.one_by_one),
    "cancel_one": _yes_or_no(reminder_list.cancel_this, reminder_list.keep_this),
    "change_one": _yes_or_no(reminder_list.change_this, reminder_list.not_this),
}

RESULTS: Mapping[str, Callable[[Context, Effect, EffectResult], Turn]] = {
    "forget": settings.forgotten,
    "set_reminder": reminder_setup.done,
    "list_reminders": reminder_list.listed,
    "change_reminder": reminder_setup.done,
    "cancel_reminders": reminder_list.cancelled,
}
"""What is said once an effect is done, by what the effect was."""

# A row of a table is a line or two here, where the formatter would make ten of it.
# fmt: off

# 2. Asides. `_any_other` says what every word does that has no other answer there.


def _any_other(reaction: Reaction) -> Row:
    return dict.fromkeys((label for label in Label if label not in _ALWAYS), reaction)


_MOVES: Row = {
    Label.SWITCH_SIDES: at_place(sides.switch),
    Label.SKIP_STEP: at_place(skipping(returning.skip_here)),
    Label.NEXT_STEP: at_place(returning.skip_here),
    Label.GO_BACK: at_place(go_back_to),
    Label.START_OVER: returning.start_over,
}
"""Said in a pause: the pause ends, and the routine moves."""

_RESUMES: Row = {
    Label.START_SESSION: returning.resume_on,
    **_each(returning.resume, Label.READY, Label.RESUME),
}

CONFIRMS: Mapping[str, Row] = {
    "start_over": {
        Label.YES: at_place(returning.from_the_top),
        Label.START_OVER: at_place(returning.from_the_top),
        Label.START_SESSION: at_place(returning.from_the_top),
        Label.NO: returning.not_the_end,
        Label.READY: returning.resume,
        Label.RESUME: returning.resume,
        Label.GO_BACK: returning.not_the_end,
        Label.UNDO: returning.not_the_end,
    },
    "leg": {
        **_each(sides.leg_told, Label.SWITCH_SIDES, Label.WRONG_SIDE, Label.CORRECT, Label.ONE_SIDE_TIGHTER),
        Label.RESUME: returning.resume,
        Label.READY: returning.resume,
    },
    "done": {
        **_RESUMES,
        Label.SWITCH_SIDES: at_place(sides.switch),
        Label.NEXT_STEP: at_place(returning.skip_here),
        Label.SKIP_STEP: at_place(returning.skip_here),
        Label.DONE: pain.stop,
        Label.NO: returning.not_the_end,
    },
    "again": {
        **_each(
            opening.roll_again, Label.REPEAT, Label.YES, Label.START_OVER, Label.START_SESSION, Label.GO_BACK
        ),
        Label.NO: pain.stop,
        Label.DONE: pain.stop,
        Label.LAUNCH: opening.begin,
    },
    "finished": {
        Label.LAUNCH: opening.offer,
        Label.YES: returning.finished_after_all,
        Label.DONE: returning.finished_after_all,
        Label.NO: returning.not_finished,
        Label.RESUME: returning.not_finished,
        Label.START_OVER: opening.afresh,
        Label.START_SESSION: opening.start_anew,
    },
    "numb": {
        **_any_other(pain.numb_for_sure),
        Label.NO_STRETCH: returning.after_numbness_was_none,
        Label.NUMB_TINGLING: pain.numb_for_sure,
        Label.PAIN_TOO_MUCH: pain.sharp,
        Label.FEEL_SORE: pain.sharp,
        Label.GET_OFF: returning.get_off,
        Label.NOT_UNDERSTOOD: asking.missed,
    },
    "well": {**_any_other(pain.alarm_stands), Label.RESUME: returning.resume},
}
"""What answers a question that is to be confirmed, by what it is about."""

ASIDES: Mapping[Aside, Row] = {
    Aside.PAUSED: {
        **_RESUMES,
        **_MOVES,
        Label.YES: returning.resume,
        Label.DONE: returning.done_off_the_roller,
        Label.GET_OFF: returning.get_off,
        Label.WRONG_SIDE: sides.wrong_leg,
        Label.MORE_TIME: rolling.more_in_a_pause,
    },
    Aside.CHOICE: {
        **_RESUMES,
        Label.SWITCH_SIDES: at_place(sides.switch),
        Label.NEXT_STEP: at_place(sides.switch),
        Label.SKIP_STEP: at_place(sides.switch),
        Label.START_OVER: returning.start_over,
        Label.DONE: returning.done_off_the_roller,
        Label.GET_OFF: returning.get_off,
        Label.PAUSE: asking.no_hurry,
        Label.WAIT: asking.no_hurry,
        Label.REPEAT: asking.ask_again,
        Label.WRONG_SIDE: asking.ask_again,
    },
    Aside.ALARM: {
        **_any_other(pain.alarm_stands),
        **dict.fromkeys(pain.IN_ALARM, pain.in_alarm),
        Label.HEALTH_CONDITION: pain.condition_in_alarm,
        Label.MISHEARD: pain.misheard,
        Label.GET_OFF: returning.get_off,
        Label.FORGET_ME: settings.forget,
        Label.LAUNCH: opening.barred,
    },
    Aside.OFFER: {
        Label.LAUNCH: opening.offer,
        **_each(returning.resume, Label.RESUME, Label.READY, Label.YES),
        Label.START_OVER: opening.afresh,
        Label.START_SESSION: opening.start_anew,
        Label.NO: opening.afresh,
        Label.SWITCH_SIDES: returning.other_side_from_the_offer,
        Label.DONE: pain.stop,
        Label.PAUSE: asking.no_hurry,
        Label.WAIT: asking.no_hurry,
    },
    Aside.CONFIRM: {Label.PAUSE: asking.no_hurry, Label.WAIT: asking.no_hurry},
}
"""What answers an aside. Of CONFIRM it is what holds for all of them; `CONFIRMS` goes before."""

# 3. Places.

_WELCOMED: Row = _each(
    safety.hear_first,
    Label.READY,
    Label.RESUME,
    Label.SKIP_STEP,
    Label.NEXT_STEP,
    Label.START_SESSION,
    Label.YES,
    Label.NONE_OF_THAT,
    Label.DONE,
    Label.SOUND,
    Label.SWITCH_SIDES,
    Label.START_OVER,
    Label.GO_BACK,
    Label.DOCTOR_AGREES,
    Label.WAIT,
)

_NO_ANSWER: Row = _each(
    safety.ask_again, Label.READY, Label.SOUND, Label.RESUME, Label.NEXT_STEP, Label.SKIP_STEP,
    Label.UNSURE, Label.DONE, Label.NOT_UNDERSTOOD, Label.GO_BACK, Label.START_OVER)


def _getting_set(ready: Reaction) -> Row:
    """What is heard on the roller before a clock runs, where `ready` goes on."""
    return {
        Label.START_SESSION: setting_up.start_or(ready, settings.set_seconds),
        **_each(ready, Label.READY, Label.RESUME, Label.YES, Label.DONE, Label.NEXT_STEP),
        Label.SKIP_STEP: skipping(ready),
        Label.SWITCH_SIDES: sides.switch,
        Label.TENDER_SPOT: asking.stay_light,
        Label.MORE_PRESSURE: asking.not_yet,
        Label.WRONG_SIDE: sides.wrong_leg,
    }


_ON_A_SIDE: Row = {
    Label.START_SESSION: rolling.start,
    Label.READY: rolling.roll_on,
    Label.YES: rolling.roll_on,
    Label.RESUME: rolling.carry_on,
    Label.SWITCH_SIDES: sides.switch,
    Label.TENDER_SPOT: rolling.tender,
    Label.SPOT_EASED: rolling.eased,
    Label.MORE_PRESSURE: rolling.more,
    Label.MORE_TIME: rolling.more_time,
    Label.SKIP_STEP: skipping(sides.skip_side),
    Label.NEXT_STEP: sides.skip_side,
    Label.BOTH_SAME: rolling.roll_on,
    Label.FEEL_LOOSER: rolling.eased,
    Label.NO_CHANGE: rolling.roll_on,
    Label.WAIT: rolling.one_moment,
    Label.DONE: asking.what_stands,
    Label.SET_SIDE_DURATION: settings.set_seconds_rolling,
    Label.WRONG_SIDE: sides.wrong_leg,
    Label.NO_STRETCH: rolling.no_stretch,
}

AT: Mapping[Place, Row] = {
    Place.LAUNCH: {
        **_each(opening.start, Label.START_SESSION, Label.READY, Label.YES, Label.RESUME,
                Label.START_OVER, Label.NEXT_STEP, Label.SWITCH_SIDES),
        Label.NO: pain.stop,
        Label.DONE: pain.stop,
        Label.BEGINNER_HELP: opening.im_new,
    },
    Place.WELCOME: _WELCOMED,
    Place.SAFETY: {
        **_NO_ANSWER,
        Label.NONE_OF_THAT: safety.none_of_that,
        Label.NO: safety.none_of_that,
        Label.YES: safety.yes,
        Label.DOCTOR_AGREES: safety.doctor_agrees,
        Label.HEALTH_CONDITION: safety.condition,
        Label.REPEAT: safety.say_again,
        Label.START_SESSION: safety.start,
        Label.SWITCH_SIDES: safety.start,
        Label.SET_SIDE_DURATION: safety.keeping(choices.set_seconds),
        Label.SHORTER_SESSION: safety.keeping(choices.shorter),
        Label.SET_FIRST_SIDE: safety.keeping(choices.first_side),
        Label.ONE_SIDE_ONLY: safety.only_the_side_named,
    },
    Place.KNEELING: {
        **_each(setting_up.found_the_fold, Label.READY, Label.RESUME, Label.DONE, Label.NEXT_STEP,
                Label.SKIP_STEP, Label.TENDER_SPOT),
        Label.START_SESSION: setting_up.start_kneeling(settings.set_seconds),
        Label.YES: safety.yes_while_kneeling,
        **_each(setting_up.take_your_time, Label.NO, Label.UNSURE, Label.WAIT),
        Label.SWITCH_SIDES: setting_up.swap_kneeling,
        Label.GO_BACK: safety.hear_first,
        Label.ON_BONE: asking.bony_points,
    },
    Place.SETUP: {
        **_getting_set(safety.hear_first),
        Label.SKIP_STEP: skipping(setting_up.skip_setup),
        Label.BEGINNER_HELP: opening.im_new,
        Label.WAIT: returning.pause,
    },
    Place.SETTLED: {
        **_getting_set(setting_up.settled),
        **_each(setting_up.take_your_time, Label.NO, Label.UNSURE, Label.WAIT),
    },
    Place.BREATHING: {**_getting_set(setting_up.roll_now), Label.WAIT: returning.pause},
    Place.ROLLING: _ON_A_SIDE,
    Place.HOLD: {
        **_ON_A_SIDE,
        Label.SKIP_STEP: skipping(rolling.eased),
        **_each(rolling.eased, Label.NEXT_STEP, Label.RESUME),
    },
    Place.EXTRA: {
        **_ON_A_SIDE,
        Label.SWITCH_SIDES: sides.end_extra,
        Label.SKIP_STEP: skipping(sides.end_extra),
        Label.NEXT_STEP: sides.end_extra,
    },
    Place.CHANGE_OVER: {
        **_each(sides.side_two, Label.START_SESSION, Label.READY, Label.RESUME, Label.YES, Label.DONE,
                Label.NEXT_STEP),
        Label.NO: setting_up.take_your_time,
        Label.UNSURE: setting_up.take_your_time,
        Label.WAIT: returning.pause,
        Label.SKIP_STEP: skipping(sides.skip_side),
        Label.SWITCH_SIDES: sides.switch_at_the_change_over,
        Label.MORE_TIME: rolling.more_at_the_change_over,
        Label.TENDER_SPOT: asking.stay_light,
        Label.MORE_PRESSURE: asking.not_yet,
        Label.WRONG_SIDE: sides.wrong_leg,
    },
    Place.SYMMETRY: {
        **_each(sides.even, Label.BOTH_SAME, Label.NO, Label.NO_CHANGE, Label.READY, Label.RESUME,
                Label.NEXT_STEP, Label.DONE, Label.NONE_OF_THAT, Label.START_SESSION),
        **_each(sides.tighter, Label.ONE_SIDE_TIGHTER, Label.SWITCH_SIDES, Label.CORRECT, Label.YES),
        Label.SKIP_STEP: skipping(sides.even),
        Label.MORE_TIME: sides.more_of_last,
    },
    Place.REST: {
        Label.SKIP_STEP: skipping(setting_up.to_check),
        Label.NEXT_STEP: setting_up.to_check,
        Label.DONE: setting_up.to_check,
        Label.MORE_TIME: rolling.longer_rest,
        Label.FEEL_LOOSER: asking.looser,
        Label.NO_CHANGE: asking.no_change,
        Label.FEEL_SORE: pain.sore,
        **_each(returning.the_side_left_out, Label.SWITCH_SIDES, Label.START_SESSION,
                Label.ONE_SIDE_TIGHTER),
    },
    Place.CHECK: {
        **_each(returning.the_side_left_out, Label.SWITCH_SIDES, Label.START_SESSION,
                Label.ONE_SIDE_TIGHTER, Label.MORE_TIME),
        Label.FEEL_LOOSER: asking.looser,
        **_each(asking.no_change, Label.NO_CHANGE, Label.BOTH_SAME, Label.NO),
        **_each(pain.sore, Label.FEEL_SORE, Label.MILD_ACHE, Label.PAIN_TOO_MUCH),
        **_each(setting_up.finish, Label.NEXT_STEP, Label.RESUME, Label.READY, Label.DONE),
        Label.SKIP_STEP: skipping(setting_up.finish),
    },
    Place.CLOSE: {
        Label.START_SESSION: asking.ask_again,
        **_each(pain.sore, Label.FEEL_SORE, Label.MILD_ACHE, Label.PAIN_TOO_MUCH),
        **_each(pain.stop, Label.NO, Label.READY, Label.RESUME, Label.DONE, Label.NEXT_STEP),
        Label.NONE_OF_THAT: pain.stop,
        Label.YES: asking.go_ahead,
        Label.SKIP_STEP: skipping(pain.stop),
        Label.MORE_TIME: sides.no_more_extra,
        Label.ONE_SIDE_TIGHTER: sides.no_more_extra,
    },
    Place.CLOSED: {},
}
"""What is heard at a place in its own way."""

# 4. Anywhere. In an aside these leave the aside as it is.

ANYWHERE: Row = {
    **dict.fromkeys(asking.ANSWERS, asking.answer),
    # Words that move nobody where no table above has them: the question again, or the routine goes on.
    **_each(asking.ask_again, Label.READY, Label.SWITCH_SIDES, Label.TENDER_SPOT, Label.SPOT_EASED,
            Label.MORE_PRESSURE, Label.RESUME, Label.NEXT_STEP, Label.MORE_TIME, Label.BOTH_SAME,
            Label.FEEL_LOOSER, Label.NO_CHANGE, Label.YES, Label.NONE_OF_THAT, Label.UNSURE, Label.SOUND,
            Label.DOCTOR_AGREES, Label.DONE, Label.NO_STRETCH, Label.WRONG_SIDE, Label.SKIP_STEP,
            Label.GO_BACK, Label.START_SESSION, Label.START_OVER, Label.WAIT),
    Label.GO_BACK: go_back_to,
    Label.START_OVER: returning.start_over,
    Label.START_SESSION: returning.start_over,
    Label.SKIP_STEP: skipping(asking.ask_again),
    Label.WAIT: returning.pause,
    Label.ROLLER_PLACEMENT: asking.placement,
    Label.LAUNCH: opening.start,
    Label.ENDED: nothing,
    Label.NOT_UNDERSTOOD: asking.missed,
    Label.PAIN_TOO_MUCH: pain.too_much,
    Label.PAIN_SHARP: pain.sharp,
    Label.NUMB_TINGLING: pain.numb,
    Label.RED_FLAG: pain.red_flag,
    Label.HEALTH_CONDITION: pain.condition,
    Label.FEEL_SORE: pain.too_much,
    Label.MILD_ACHE: rolling.a_bit,
    Label.STOP: undoing.cancel_or_stop,
    Label.MISHEARD: undoing.undo,
    Label.UNDO: undoing.undo,
    Label.CORRECT: undoing.correct,
    Label.NO: undoing.bare_no,
    Label.EASE_PRESSURE: rolling.ease,
    Label.GET_OFF: returning.getting_off,
    Label.PAUSE: returning.pause,
    Label.TIME_LEFT: asking.time_left,
    Label.WHERE_AM_I: whereabouts.where,
    Label.REPEAT: asking.repeat,
    Label.HELP: asking.help_,
    Label.SLOWER: settings.slower,
    Label.FASTER: settings.faster,
    Label.ONE_SIDE_TIGHTER: sides.tighter_later,
    Label.SET_SIDE_DURATION: settings.set_seconds,
    Label.SHORTER_SESSION: settings.shorter,
    Label.ONE_SIDE_ONLY: settings.one_side,
    Label.SET_FIRST_SIDE: settings.first_side,
    Label.SET_GOING_ON: settings.going_on,
    Label.QUIETER: settings.quieter,
    Label.FULLER: settings.fuller,
    Label.IM_NEW: opening.im_new,
    Label.PROGRESS: telling.progress,
    Label.FORGET_ME: settings.forget,
    Label.SET_REMINDER: reminder_setup.remind,
    Label.LIST_REMINDERS: reminder_list.tell,
    Label.CHANGE_REMINDER: reminder_list.change,
    Label.CANCEL_REMINDER: reminder_list.cancel,
    Label.PERMISSION_ANSWERED: reminder_setup.permission_answered,
}

# fmt: on


def react(context: Context) -> Turn:
    """Let the first table that has the label answer."""
    session, label = context.session, context.event.label
    if session.side_question:
        # "None" and "no no no" are one label, and here they answer the question that hangs.
        heard = Label.NO if label == Label.NONE_OF_THAT else label
        answer = SIDE_QUESTIONS.get(session.side_question, {}).get(heard)
        if answer is not None:
            return answer(context)
        if label != Label.PERMISSION_ANSWERED:
            context = context.with_session(side_question="", reminder=())
    unasked = None if context.asked else _unasked(session, label)
    return (unasked or _reaction(session, label))(context)


def _unasked(session: Session, label: Label) -> Reaction | None:
    """What hears a word that answers a question, where none has been asked."""
    here = _UNASKED.get(session.place, {}) if session.aside is None else {}
    return here.get(label) or (undoing.bare_no if label == Label.NO else None)


_UNASKED: Mapping[Place, Row] = {
    Place.WELCOME: {Label.NO: undoing.no_or(safety.hear_first)},
    Place.SAFETY: {
        **_each(safety.hear_first, Label.NONE_OF_THAT, Label.YES, Label.DOCTOR_AGREES),
        Label.NO: undoing.no_or(safety.hear_first),
    },
}
"""Answers to the safety question that come before an answer to it counts."""


def _reaction(session: Session, label: Label) -> Reaction:
    if session.aside is None:
        return AT[session.place].get(label) or ANYWHERE[label]
    pending = CONFIRMS.get(session.pending[0], {}) if session.pending else {}
    return (
        pending.get(label)
        or ASIDES[session.aside].get(label)
        or _ANYWHERE_ASIDE.get(label)
        or ANYWHERE[label]
    )


_ANYWHERE_ASIDE: Row = _each(
    asking.ask_again,
    Label.GO_BACK,
    Label.START_OVER,
    Label.START_SESSION,
    Label.IM_NEW,
    Label.SKIP_STEP,
)
"""Words that move somebody from a place, and nobody out of an aside that does not answer them."""


def step(moment: Moment, event: Event, person: Profile, tools: Tools) -> Turn:
    """Answer one event: the turn holds the session after it, the reply, and what is to be kept."""
    moment = moment.heard(event.label)
    if event.opens or moment.session.place == Place.CLOSED:
        session, before = opening.open_session(tools.routine, person, event)
        if moment.session.place == Place.LAUNCH and moment.session.on_roller:
            session = session.with_(on_roller=True)
            event = event if event.label in _HEARD_WHEN_LOST else replace(event, label=Label.LAUNCH)
        return _recorded(_answered(Moment(session), session, event, person, tools), before)
    if moment.later is not None:
        turn = _answered(moment, moment.later, event, person, tools)
        if _runs_on(turn, moment.later):
            return _recorded(turn, None)
    return _recorded(_answered(moment, moment.session, event, person, tools), None)


_HEARD_WHEN_LOST = _ALWAYS | {Label.GET_OFF}
"""Answered as ever where the session cannot be read. Any other word is one to a session that is not there."""


def _runs_on(turn: Turn, session: Session) -> bool:
    """Whether the clock that ran runs on from the first second of the answer."""
    marks = turn.session.speech.marks
    return bool(marks) and marks[0].name in CLOCKS and marks[0].side == session.side


def _answered(moment: Moment, session: Session, event: Event, person: Profile, tools: Tools) -> Turn:
    since = lying_since(tools.routine, session, event.at, moment.passed)
    heard = _heard(session, event.label, moment.passed).with_(lying_since=since)
    context = Context(heard, event, person, tools, session, moment.passed, moment.asked)
    turn = react(context)
    if turn.session.place == Place.CLOSED or turn.effect is not None:
        return turn
    saved = undoing.saved(context, turn)
    waited = event.label == Label.WAIT and turn.session.waited
    told = replace(turn, session=turn.session.with_(undo=saved, waited=waited))
    if told.session.stopped == told.person.stopped:
        return told
    return replace(told, person=replace(told.person, stopped=told.session.stopped))


def _heard(session: Session, label: Label, passed: float) -> Session:
    """The session as a word finds it: what one turn keeps for the next is dropped where it is used up."""
    session = _without_short_rests(session.with_(cut=times_cut(session, passed)))
    missed = session.missed if label == Label.NOT_UNDERSTOOD or session.aside == Aside.ALARM else 0
    answer = session.answer if label in _ANSWERS_KEPT else ""
    return session.with_(missed=missed, answer=answer)


_ANSWERS_KEPT = frozenset({Label.REPEAT, Label.NOT_UNDERSTOOD})


def _without_short_rests(session: Session) -> Session:
    """Nobody is sent back onto the roller for a second or two: what is under way may finish, no more."""
    under_way = session.side if session.place.traits.clock and session.aside is None else None
    short = {side: 0 for side, left in session.todo.items() if side != under_way and 0 < left < TOO_SHORT}
    return session.with_(todo={**session.todo, **short}) if short else session


def finish(turn: Turn, event: Event, result: EffectResult, tools: Tools) -> Turn:
    """Answer the event of a turn that sent an effect, now that its result is known."""
    if turn.effect is None:
        raise ValueError("The turn has sent no effect, so there is no result to answer.")
    context = Context(turn.session, event, turn.person, tools, turn.session)
    answered = _recorded(RESULTS[turn.effect.what](context, turn.effect, result), None)
    return replace(answered, record=turn.record or answered.record)


def _recorded(turn: Turn, before: Session | None) -> Turn:
    """Say once what history should hold: of a session left behind, or of this one as it ends."""
    if before is not None and (record := record_of(before)):
        return replace(turn, record=record)
    session = turn.session
    if session.finished or session.place == Place.CLOSED:
        record = record_of(session)
        told = session.recorded or record is not None
        return replace(turn, session=session.with_(recorded=told), record=record)
    return turn
