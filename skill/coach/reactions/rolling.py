"""While a side is rolled: tender spots, pressure, time and pace. The clock goes on unless held."""

from skill.coach.acts import TEMPO
from skill.coach.answer import go, go_on, lay, say, wait
from skill.coach.layout import Cue, Segment
from skill.coach.lying import has_to_kneel
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place
from skill.coach.reactions import asking, pain, sides
from skill.coach.route import after_hold, route
from skill.coach.session import TOO_SHORT, Session
from skill.coach.timeline import hang, head_for
from skill.coach.turn import Context, Turn

KEEP_GOING = 10
"""With no more than so many seconds left on a side, "keep going" asks for more time."""
LEAST_MORE = 5
"""Fewer seconds more than this are not worth adding."""


def tender(context: Context) -> Turn:
    """Hold on a tender spot for half a minute; after two holds a side it has had enough."""
    session, side = rolled_on(context), context.side
    length = context.routine.seconds.hold
    left = session.todo[side] if side in session.light else session.room(side)
    if session.holds[side] >= context.routine.holds or length > left:
        return lay(context, session, (Cue(Phrase.HOLD_STUCK, 2),))
    holds = {**session.holds, side: session.holds[side] + 1}
    return lay(context, head_for(session.with_(holds=holds), Place.HOLD, remaining=length))


def rolled_on(context: Context) -> Session:
    """Out of a hold, with what is left of the side."""
    session = context.session
    return after_hold(context.routine, session.with_(remaining=0)) if session.place == Place.HOLD else session


def eased(context: Context) -> Turn:
    """The spot let go before the half minute was over: roll on, and hear what is left."""
    session = rolled_on(context)
    cues = [Cue(Phrase.HOLD_27, 1)]
    if context.session.place == Place.HOLD:
        cues.append(Cue(Phrase.SECONDS_LEFT, 1, facts={"seconds": session.todo[session.side]}))
    return lay(context, session, tuple(cues))


def roll_on(context: Context) -> Turn:
    """Nothing changes: a word, and the rolling goes on."""
    return go_on(context, Cue(Phrase.CARRY_ON, 1))


def start(context: Context) -> Turn:
    """Start, said on a side: with a side or a time it could mean two things, so what stands is said."""
    if context.event.seconds:
        return asking.seconds_stand(context)
    return sides.as_it_is(context) if context.event.side else roll_on(context)


def carry_on(context: Context) -> Turn:
    """Keep going while rolling: near the end of a side that asks for more."""
    session = context.session
    if session.place == Place.ROLLING and session.todo[context.side] <= KEEP_GOING:
        return more_time(context)
    return roll_on(context)


def ease(context: Context) -> Turn:
    """Less pressure: the cue, some quiet, and the clock goes on. It is never put off.

    Where the side is too short for the cue, the person comes off at once.
    """
    return lighter(context, Phrase.LIGHTEN)


def lighter(context: Context, phrase: Phrase) -> Turn:
    """Say how it gets lighter, with the clock running where it runs."""
    session, plan = context.session, context.routine.seconds
    if not session.lies or session.aside is not None:
        return _light_later(context)
    cue = Cue(phrase, plan.ease_quiet)
    if session.place.getting_set and has_to_kneel(context, (cue,)):
        return _light_later(context)
    if session.place == Place.HOLD and context.session.remaining:
        session = rolled_on(context)
    if session.place != Place.ROLLING:
        return lay(context, session, (cue,))
    spoken = context.tools.measure(phrase.value, None, {}) / _tempo(context) + plan.ease_quiet
    seconds, left = round(spoken + 0.5), session.todo[context.side]
    if seconds > left:
        return lay(context, session.with_(todo={**session.todo, context.side: 0}))
    # A rest of the side that is too short for a word of its own belongs to the ease.
    too_short = left - seconds < context.routine.ten / 2
    return _eased_off(context, session, cue, left if too_short else seconds)


def _light_later(context: Context) -> Turn:
    """Lighter, once there is something to roll; where nothing may be rolled it is not promised."""
    over = not any(context.session.todo.values())
    return go_on(context, *(() if over else (Cue(Phrase.LIGHTEN_LATER, 1),)))


def _tempo(context: Context) -> float:
    return TEMPO[context.session.tempo]


def _eased_off(context: Context, session: Session, cue: Cue, seconds: int) -> Turn:
    side = context.side
    eased_off = Segment("ease", side, (cue,), float(seconds), lead=1)
    later = session.with_(
        todo={**session.todo, side: session.todo[side] - seconds},
        credit={**session.credit, side: session.credit[side] + seconds},
    )
    return say(context, session, [eased_off, *route(context.routine, later)])


def a_bit(context: Context) -> Turn:
    """A bit sore: lighter, and the clock runs. Again on that side, or on a light side, it is pain."""
    session, side = context.session, context.side
    if not session.lies or session.aside is not None:
        return _light_later(context)
    if side in session.light:
        # Mild words take somebody off, and end no side.
        others = tuple(each for each in session.light if each != side)
        return pain.too_much(context.with_session(light=others))
    light = session.with_(light=(*session.light, side))
    return lighter(context.with_session(light), Phrase.MILD)


def more(context: Context) -> Turn:
    """More pressure, and where to stop; refused after any report of pain, and where one may be forgotten."""
    if context.session.light:
        return go_on(context, Cue(Phrase.MORE_REFUSED, 3))
    return go_on(context, Cue(Phrase.MORE_NOT_AGAIN if context.session.taken_up else Phrase.MORE, 3))


def no_stretch(context: Context) -> Turn:
    """No stretch is felt: it need not be, and nothing is pressed harder."""
    return go_on(context, Cue(Phrase.NO_STRETCH, 1))


def more_time(context: Context) -> Turn:
    """Thirty seconds more, or as many as were asked for, up to the cap of a side."""
    session, side, plan = context.session, context.side, context.routine.seconds
    asked = max(LEAST_MORE, min(context.event.seconds or plan.step, plan.most))
    if session.place == Place.HOLD:
        return _longer_hold(context, asked)
    longer = session.set_todo(side, session.todo[side] + asked)
    given = longer.todo[side] - session.todo[side]
    if given < LEAST_MORE:
        return go_on(context, Cue(Phrase.MORE_CAP, 1))
    return lay(context, longer, (Cue(Phrase.MORE_TIME, 1, facts={"seconds": given}),))


def more_in_a_pause(context: Context) -> Turn:
    """More time, asked for in a pause of a side: it is added, and the pause goes on."""
    if not context.session.place.on_a_side:
        return go_on(context)
    return more_time(context.with_session(hang(rolled_on(context), Aside.PAUSED)))


def more_at_the_change_over(context: Context) -> Turn:
    """More time on the way to a side: on that one where it is named or set up, else on the one before."""
    return more_time(context) if _is_there_already(context) else sides.more_of_last(context)


def _is_there_already(context: Context) -> bool:
    """Whether the side that is named, or else the one that has been set up, is still to be rolled."""
    session, named = context.session, context.event.side
    set_up = named == session.side or (named is None and session.step > 0)
    return set_up and session.todo[session.side] > 0 and session.side not in session.stopped


def _longer_hold(context: Context, asked: int) -> Turn:
    session = context.session
    most = min(session.remaining + asked, context.routine.seconds.hold, session.room(context.side))
    held = session.with_(remaining=max(most, session.remaining))
    return lay(context, held, (Cue(Phrase.MORE_HOLD, 1),))


def longer_rest(context: Context) -> Turn:
    """A longer rest; more of a side that is named has to wait for the next time."""
    plan = context.routine.seconds
    if context.event.side:
        return sides.no_more_extra(context)
    left = min(context.session.remaining + (context.event.seconds or plan.step), plan.rest_most)
    return go(context, Place.REST, Cue(Phrase.MORE_REST, 1), remaining=left)


def one_moment(context: Context) -> Turn:
    """Wait: the clock stops for a quarter of a minute, the person stays. A second one is a pause, off it."""
    session, side = context.session, context.side
    if session.waited:
        return wait(context, Aside.PAUSED, Cue(Phrase.COME_OFF, 2), Cue(Phrase.PAUSED, 1))
    if session.place != Place.ROLLING:
        return wait(context, Aside.PAUSED, Cue(Phrase.PAUSED, 1))
    seconds = context.routine.seconds.wait
    still = Segment("still", side, (Cue(Phrase.WAIT_HERE, at=0.0),), float(seconds))
    if session.todo[side] < TOO_SHORT:
        # Nothing worth saying a number for is left, so the side is over once the wait is.
        ended = session.with_(todo={**session.todo, side: 0})
        return say(context, ended.with_(waited=True), [still, *route(context.routine, ended)])
    told = Cue(Phrase.RESUME_SECONDS, 1, facts={"seconds": session.todo[side]})
    row = [still, Segment("still", side, (told,)), *route(context.routine, session)]
    return say(context, session.with_(waited=True), row)
