"""Pain, warning signs, conditions and stop: pressure comes off in the first sentence.

The first report is taken at its word, nothing is asked until the person has had time to move, and
a side that was stopped is not started again.
"""

from collections.abc import Mapping

from skill.coach.answer import choice, close, go_on, say, wait
from skill.coach.events import Label, Side
from skill.coach.layout import Cue, Segment, as_segments, unrecorded
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place
from skill.coach.questions import GOODBYE
from skill.coach.reactions import safety
from skill.coach.reactions.opening import barred, begin
from skill.coach.route import ask
from skill.coach.session import Session
from skill.coach.timeline import hang, head_for, side_under
from skill.coach.turn import Context, Turn

EMERGENCIES = frozenset(
    {"chest", "breathless", "heart", "saddle", "weakness", "injury", "collapse", "emergency"}
)
"""Signs after which nothing stands between a person and a call: the session closes. Any other is unwell."""

UNWELL: Mapping[str, Phrase] = {"swelling": Phrase.STOP_SWELLING}
"""Signs of the second class that have words of their own."""


def too_much(context: Context) -> Turn:
    """It hurts: off, and a choice. A second report on a side ends that side."""
    session = context.session
    if session.place.upright:
        return close(context, unrecorded(Phrase.HURT_BEFORE))
    if session.place.over:
        return sore(context)
    side = _side_that_hurts(context)
    again = side in session.light and session.aside != Aside.CHOICE
    lighter = session.with_(light=_with(session.light, side, *_named(context)))
    stopped = _end_sides(lighter, side) if again else lighter
    told = [unrecorded(Phrase.HURT, context.routine.seconds.hurt_quiet)]
    return _choose(context, stopped, *told, *([Cue(Phrase.SIDE_OVER, 1)] if again else []))


def sharp(context: Context) -> Turn:
    """Sharp pain ends the side, and once the rolling is over the session; what gave way locks it as well."""
    place, gave = context.session.place, context.event.topic == "gave"
    if place.upright or (place.over and not gave):
        return _leave_it(context)
    if gave:
        return close(_stopped_for_good(_locked(context)), unrecorded(Phrase.STOP_GAVE))
    quiet = context.routine.seconds.hurt_quiet
    return _end_side(context, unrecorded(Phrase.STOP_SHARP, quiet), Cue(Phrase.SIDE_OVER, 1))


def _leave_it(context: Context) -> Turn:
    """Leave it for today; whoever may still lie on the roller has that side stopped."""
    return close(_stopped_for_good(context), unrecorded(Phrase.HURT_BEFORE))


def _stopped_for_good(context: Context) -> Context:
    """The side that hurts is over, for a session opened later today too."""
    if not context.session.lies:
        return context
    ended = _end_sides(context.session, _side_that_hurts(context), *_named(context))
    return context.with_session(ended).with_person(stopped=ended.stopped)


def numb(context: Context) -> Turn:
    """Numb or tingling ends the side, after ten seconds for the feeling to come back.

    Where nothing is felt it may be numb, or just no stretch: off first, and then that is asked.
    """
    place = context.session.place
    if place.upright:
        return _leave_it(context)
    if place.over:
        return close(context, unrecorded(Phrase.STOP_NUMB_AFTER))
    if context.event.topic == "unclear" and context.session.aside is None and context.session.lies:
        return wait(context, Aside.CONFIRM, unrecorded(Phrase.NUMB_UNCLEAR, 2), pending=("numb",))
    return numb_for_sure(context)


def numb_for_sure(context: Context) -> Turn:
    """Numb, or anything but "no stretch" when that was asked: the side is over."""
    quiet = context.routine.seconds.numb_quiet
    context = context.with_session(hang(context.session, None))
    return _end_side(context, unrecorded(Phrase.STOP_NUMB, quiet), unrecorded(Phrase.NUMB_DOCTOR, 1))


def red_flag(context: Context) -> Turn:
    """A warning sign: an emergency closes, a pulse ends the side, and anything else is an alarm."""
    sign, session = context.event.sign or "unspecified", context.session
    if sign == "pulse" and session.aside == Aside.ALARM:
        return in_alarm(context)
    if sign == "pulse" and not session.place.upright and not session.place.over:
        quiet = context.routine.seconds.hurt_quiet
        return _end_side(context, unrecorded(Phrase.STOP_PULSE, quiet), unrecorded(Phrase.PULSE_BELLY, 1))
    if sign in EMERGENCIES:
        return close(_locked(context), unrecorded(Phrase.STOP_EMERGENCY))
    return _alarm(context, UNWELL.get(sign, Phrase.STOP_UNWELL))


def condition(context: Context) -> Turn:
    """A condition is answered, never judged and never kept: leave it until a doctor agrees."""
    session, topic = context.session, context.event.topic
    if topic == "back":
        return back(context)
    if topic == "what":
        return go_on(context, Cue(Phrase.ANSWER_CONDITION_WHAT, 1))
    if session.place.upright:
        return safety.condition(context)
    if topic == "question":
        off = (unrecorded(Phrase.CONDITION_OFF, context.routine.seconds.hurt_quiet),) if session.lies else ()
        return _hang_on(context, *off, *context.routine.safety)
    if session.place.over:
        told = context.with_session(cleared=False, doubt=True).with_person(safety_due=True)
        return go_on(told, unrecorded(Phrase.CONDITION_AFTER, 1))
    return _alarm(context, Phrase.CONDITION_ROLLING)


def back(context: Context) -> Turn:
    """A dull, stiff back: common. Whoever lies on the roller comes off it first."""
    told = unrecorded(Phrase.BACK_STANDING, 1)
    if not context.session.lies:
        return go_on(context, told)
    return wait(context, context.session.aside or Aside.PAUSED, unrecorded(Phrase.BACK_LYING, 3), told)


def _hang_on(context: Context, *told: Cue) -> Turn:
    """Say it off the roller: somebody who lay on it is asked how to go on."""
    if not context.session.lies:
        return go_on(context, *told)
    return _choose(context, context.session, *told)


def _alarm(context: Context, phrase: Phrase) -> Turn:
    """Off, the words for it, and a short reprompt: those words again, and then it closes."""
    heading = hang(_locked(context).session, Aside.ALARM)
    question = ask("ask_alarm", Phrase.ASK_ALARM)
    words = Segment("told", cues=(unrecorded(phrase, 2),))
    return say(_locked(context), heading, [words, question], reprompt=[words, question])


def _locked(context: Context) -> Context:
    """Nothing is rolled until the lock is over; the list is due at the next session. Why is not kept."""
    return context.with_person(locked=True, safety_due=True, safety_heard=False)


def alarm_stands(context: Context) -> Turn:
    """Any other word in an alarm, or after "misheard": no way back. The words again, once, then closed."""
    context = _locked(context)
    if context.event.opens:
        return barred(context)
    if context.session.missed:
        return close(context, unrecorded(Phrase.ALARM_STANDS))
    session = context.session.with_(missed=1)
    return wait(context.with_session(session), Aside.ALARM, unrecorded(Phrase.ALARM_STANDS, 1))


def in_alarm(context: Context) -> Turn:
    """Pain in an alarm: its words, and that side is over. The alarm stands, as the worse of the two."""
    session, event = context.session, context.event
    if event.topic == "gave":
        return sharp(context)
    hurt = (
        session
        if session.place.upright or session.place.over
        else _end_sides(session, _side_that_hurts(context))
    )
    phrase, plan = IN_ALARM.get(event.label, Phrase.STOP_PULSE), context.routine.seconds
    quiet = plan.numb_quiet if phrase == Phrase.STOP_NUMB else plan.hurt_quiet
    return wait(_locked(context.with_session(hurt)), Aside.ALARM, unrecorded(phrase, quiet))


IN_ALARM: Mapping[Label, Phrase] = {
    Label.PAIN_TOO_MUCH: Phrase.HURT,
    Label.FEEL_SORE: Phrase.HURT,
    Label.PAIN_SHARP: Phrase.STOP_SHARP,
    Label.NUMB_TINGLING: Phrase.STOP_NUMB,
}
"""Reports of pain, and the words that each has in an alarm."""


def condition_in_alarm(context: Context) -> Turn:
    """A condition in an alarm has its words; what one of them means is a question like any other."""
    asks = context.event.topic == "what"
    return alarm_stands(context) if asks else _alarm(context, Phrase.CONDITION_ROLLING)


def misheard(context: Context) -> Turn:
    """Misheard: the lock is taken away, and they say how they are. At a launch the whole list comes first."""
    context = context.with_person(locked=False)
    if context.session.place == Place.LAUNCH:
        return begin(context.with_session(hang(context.session, None), cleared=False, listed=False))
    return wait(context, Aside.CONFIRM, pending=("well",))


def stop(context: Context) -> Turn:
    """Stop closes at once, without a choice; where the rolling is over it is a goodbye."""
    session, place = context.session, context.session.place
    if place.upright and not session.cleared and not session.on_roller:
        return close(context, Cue(Phrase.STOPPED_SAFETY))
    if place.over:
        return close(context, *GOODBYE)
    return close(context, Cue(Phrase.STOPPED))


def sore(context: Context) -> Turn:
    """Sore after the roll: what to do about it, and the goodbye."""
    off = (Cue(Phrase.COME_OFF, 1),) if context.session.on_roller else ()
    cues = (*off, unrecorded(Phrase.CHECK_SORE, 1), unrecorded(Phrase.SORE_ADVICE, 1))
    return close(context, *cues, *GOODBYE)


def _side_that_hurts(context: Context) -> Side:
    return side_under(context.session, context.passed)


def _named(context: Context) -> tuple[Side, ...]:
    return (context.event.side,) if context.event.side else ()


def _end_side(context: Context, *told: Cue) -> Turn:
    ended = _end_sides(context.session, _side_that_hurts(context), *_named(context))
    return _choose(context, ended, *told)


def _end_sides(session: Session, *sides: Side) -> Session:
    ended = session.with_(stopped=_with(session.stopped, *sides), light=_with(session.light, *sides))
    return ended.with_(todo={side: 0 if side in sides else left for side, left in session.todo.items()})


def _choose(context: Context, session: Session, *told: Cue) -> Turn:
    """What was said, and the choice: a hold is not taken up again."""
    place = Place.ROLLING if session.place == Place.HOLD else session.place
    heading = hang(head_for(session, place, step=session.step), Aside.CHOICE)
    return say(context, heading, [*as_segments(told), choice(heading)])


def _with(sides: tuple[Side, ...], *more: Side) -> tuple[Side, ...]:
    return tuple(dict.fromkeys((*sides, *more)))
