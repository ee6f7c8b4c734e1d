"""From side to side: the change-over, the symmetry question, extra time on one side, and corrections."""

from skill.coach.answer import go, go_on, lay, say, wait
from skill.coach.events import SIDES, Side
from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place
from skill.coach.reactions.going_back import redo
from skill.coach.reactions.setting_up import swap_first, swap_standing
from skill.coach.route import ask, left_early, next_side, other, route
from skill.coach.session import CAP, TOO_SHORT, Session
from skill.coach.timeline import hang, head_for
from skill.coach.turn import Context, Turn


def side_two(context: Context) -> Turn:
    """Down on the other side, or no more of the change-over wanted: that side's clock begins."""
    session = context.session
    following = next_side(session)
    if session.todo[session.side] > 0:
        return go(context, Place.BREATHING)
    if following is None:
        return wind_down(context)
    return go(context.with_session(side_index=session.sides.index(following)), Place.BREATHING)


def switch(context: Context) -> Turn:
    """The other side, at once; before anything was rolled the order is swapped, and nothing is lost."""
    session, wanted = context.session, context.event.side
    if session.place.before_rolling and session.order_open:
        return swap_first(context) if session.place.getting_set else swap_standing(context)
    if wanted == session.side and session.todo[session.side] > 0:
        return go_on(context, Cue(Phrase.THIS_SIDE, 1, facts={"side": session.side}))
    if wanted in session.stopped:
        return _as_it_was(context, Cue(Phrase.SIDE_OVER, 1))
    if _just_begun(session) and wanted in (None, other(session.side)):
        return _begin_with_the_other(context)
    done = context.with_session(_given_up(session))
    following = next_side(session)
    if following is not None and wanted in (None, following):
        return _change(done, following)
    back = wanted or other(session.side)
    if session.credit[back] and left_early(session, back):
        return redo(done, back)
    if wanted in session.sides and wanted != session.side:
        if not _may_have_extra(context, wanted):
            return _as_it_was(context, Cue(Phrase.NO_EXTRA, 1))
        return give_extra(done, wanted, *((Cue(Phrase.COME_OFF, 3),) if session.on_roller else ()))
    return wind_down(done)


def _as_it_was(context: Context, cue: Cue) -> Turn:
    """A side that may not be rolled was asked for: that is said, and the session stays as it was."""
    return go_on(context.with_session(context.before), cue)


def switch_at_the_change_over(context: Context) -> Turn:
    """Said on the way to the other side: that is where it goes; the one they come from is gone back to."""
    session, wanted = context.session, context.event.side
    if other(session.side) in session.stopped and wanted != session.side:
        return go_on(context, Cue(Phrase.SIDE_OVER, 1))
    if wanted in (None, session.side):
        return go_on(context)
    if session.todo[wanted] <= 0:
        return more_of_last(context)
    return go(context.with_session(side_index=session.sides.index(wanted)), Place.CHANGE_OVER)


def _just_begun(session: Session) -> bool:
    """Whether the rolling has hardly begun, so that a change of side is a change of order."""
    first = len(session.sides) == len(SIDES) and not session.extra
    first = first and not (session.side_index and session.begun)
    return (
        first
        and session.place == Place.ROLLING
        and session.clock < TOO_SHORT
        and next_side(session) is not None
    )


def _begin_with_the_other(context: Context) -> Turn:
    """The other side first, and this one after it: nothing of it is lost."""
    session = context.session
    swapped = session.with_(sides=session.sides[::-1], on_roller=False)
    heading = head_for(swapped, Place.CHANGE_OVER)
    off = Segment("off", session.side, (Cue(Phrase.SWITCH_OFF, 4),))
    row = [off, *route(context.routine, heading)]
    return say(context, heading.with_(on_roller=session.on_roller), row)


def _given_up(session: Session) -> Session:
    return session.with_(todo={**session.todo, session.side: 0})


def _change(context: Context, following: Side) -> Turn:
    session, side = context.session, context.side
    heading = head_for(session, Place.CHANGE_OVER).with_(side_index=session.sides.index(following))
    off = Segment("off", side, (Cue(Phrase.SWITCH_OFF, 4),))
    return say(context, heading, [off, *route(context.routine, heading.with_(on_roller=False))])


def end_extra(context: Context) -> Turn:
    """Enough extra: on to the rest."""
    return go(context.with_session(_given_up(context.session)), Place.REST)


def no_more_extra(context: Context) -> Turn:
    """More rolling, asked for when it is over: next time."""
    return go_on(context, Cue(Phrase.NEXT_TIME, 1))


def give_extra(context: Context, side: Side, *lead: Cue) -> Turn:
    """Extra time on one side, once, inside the cap; never on a side that hurt, or may have."""
    session = context.session
    if not _may_have_extra(context, side):
        return go(context, Place.REST, *lead, Cue(Phrase.NO_EXTRA, 1))
    sides = session.sides if side in session.sides else (*session.sides, side)
    given = session.with_(sides=sides, side_index=sides.index(side), extra=True)
    given = given.set_todo(side, context.routine.seconds.extra)
    given = given.with_(restarted={**given.restarted, side: given.credit[side]})
    return go(context.with_session(given), Place.EXTRA, *lead)


def _may_have_extra(context: Context, side: Side) -> bool:
    session = context.session
    hurt = session.taken_up or side in session.light
    return not (hurt or session.extra or session.room(side) < context.routine.ten)


def wind_down(context: Context, *lead: Cue) -> Turn:
    """All rolling is done: the symmetry question where both sides were rolled, else the rest."""
    session = context.session
    both = all(session.credit.values())
    if not both or session.extra or session.stopped:
        return go(context, Place.REST, *lead)
    end = Segment("ask_tighter", cues=(Cue(Phrase.END_LAST, 5),))
    return say(context, head_for(session, Place.SYMMETRY), [end, ask("ask_tighter", Phrase.ASK_TIGHTER)])


def even(context: Context) -> Turn:
    """Both the same: no extra, on to the rest."""
    return go(context, Place.REST, Cue(Phrase.SYM_SAME, 1))


def skip_side(context: Context) -> Turn:
    """Leave out what is left of this side, or the side that would come next."""
    session = context.session
    following = next_side(session)
    if session.place == Place.CHANGE_OVER:
        skipped = session.side if session.todo[session.side] else following
        todo = session.todo if skipped is None else {**session.todo, skipped: 0}
        return go(context.with_session(todo=todo), Place.REST, Cue(Phrase.ONE_SIDE_TODAY, 1))
    done = context.with_session(_given_up(session))
    if session.extra or following is None:
        return wind_down(done)
    return _change(done, following)


def tighter(context: Context) -> Turn:
    """One side is tighter: it gets the extra time, once, after both."""
    session, event = context.session, context.event
    refs = {"first": session.sides[0], "second": session.sides[-1], "current": context.side}
    side = event.side or refs.get(event.side_ref or "")
    if side is None:
        return say(context, session, [ask("ask_which", Phrase.ASK_WHICH)])
    return give_extra(context, side)


def tighter_later(context: Context) -> Turn:
    """Said before both sides are done: both come first."""
    return go_on(context, Cue(Phrase.TIGHTER_LATER, 1))


def more_of_last(context: Context) -> Turn:
    """Asked for once a side is over: back onto it, for a while."""
    session, plan = context.session, context.routine.seconds
    if session.place == Place.SYMMETRY:
        return give_extra(context, context.event.side or context.side)
    index = session.side_index
    if index and session.todo[session.side]:
        index -= 1
    if context.event.side in session.sides:
        index = session.sides.index(context.event.side)
    side = session.sides[index]
    asked = max(context.routine.ten, min(context.event.seconds or plan.step, plan.most))
    longer = session.with_(side_index=index, todo={**session.todo, side: min(asked, session.room(side))})
    heading = head_for(longer, Place.ROLLING)
    cue = Cue(Phrase.BACK_FOR_MORE, 8, facts={"side": side, "seconds": longer.todo[side]})
    return say(context, heading, [Segment("back_for_more", side, (cue,)), *route(context.routine, heading)])


def wrong_leg(context: Context) -> Turn:
    """On the wrong side: the clock stops, off, and which leg is long. Where it was told, that is mended."""
    session, told = context.session, context.event.side
    if not session.place.on_a_side and not session.place.getting_set:
        return go_on(context)
    if told is not None:
        return mended(context, told)
    return wait(context, Aside.CONFIRM, Cue(Phrase.WRONG_LEG, 2), pending=("leg",))


def leg_told(context: Context) -> Turn:
    """The answer to which leg is long; without a side it is asked again."""
    side = context.event.side
    return go_on(context) if side is None else mended(context.with_session(hang(context.session, None)), side)


def mended(context: Context, side: Side) -> Turn:
    """The side that was rolled gets its seconds; then it is set up again, and waits for "ready"."""
    session = context.session
    if side == session.side:
        return ready_again(context, Cue(Phrase.LEG_AS_TOLD, 2, facts={"side": side}))
    moved = _moved_over(session, side)
    left = (each for each in (side, other(side)) if moved.todo[each] > 0 and each not in moved.stopped)
    if (following := next(left, None)) is None:
        return go(context.with_session(moved), Place.REST, Cue(Phrase.LEG_MENDED, 2, facts={"side": side}))
    turned = moved.with_(side_index=moved.sides.index(following))
    return ready_again(context.with_session(turned), Cue(Phrase.LEG_MENDED, 2, facts={"side": following}))


def _moved_over(session: Session, side: Side) -> Session:
    """The session with the seconds of this clock credited to the side that was really rolled."""
    reckoned, seconds = session.side, session.clock
    seconds = min(seconds, CAP - session.credit[side])
    credit = {reckoned: session.credit[reckoned] - seconds, side: session.credit[side] + seconds}
    todo = {
        reckoned: min(session.todo[reckoned] + seconds, CAP - credit[reckoned]),
        side: max(0, session.todo[side] - seconds),
    }
    sides = session.sides if side in session.sides else (*session.sides, side)
    if not session.rolled and not session.side_index and len(sides) == len(SIDES):
        sides = sides[::-1]
    return session.with_(credit=credit, todo=todo, sides=sides)


def ready_again(context: Context, *lead: Cue) -> Turn:
    """Off the roller, told which leg is long, and asked to say ready: no clock starts by itself."""
    session = context.session
    side = session.side
    back = Cue(Phrase.RESUME_PLACE, 3, facts={"side": side, "other": other(side)})
    heading = head_for(session, Place.SETTLED)
    off = Segment("come_off", context.before.side, (Cue(Phrase.COME_OFF, 2),))
    told = [Segment("told", cues=(cue,)) for cue in lead]
    row = [*([off] if session.on_roller else []), *told, Segment("resume", side, (back,))]
    return say(context, heading, [*row, ask("ask_settled", Phrase.ASK_SETTLED)])


def as_it_is(context: Context) -> Turn:
    """A side said where it could mean two things: which side it is, and the words to change it."""
    session = context.session
    facts = {"side": session.side}
    if not session.place.on_a_side and not session.place.getting_set:
        return go_on(context)
    if context.event.side in session.stopped:
        return go_on(context, Cue(Phrase.SIDE_OVER, 1))
    stands = Cue(Phrase.THIS_SIDE, 0.5, facts=facts)
    # Where no other side is left, "other side" would end the rolling, so it is not offered.
    offered = () if next_side(session) is None else (Cue(Phrase.SAY_OTHER_SIDE, 1),)
    return lay(context, session, (stands, *offered))
