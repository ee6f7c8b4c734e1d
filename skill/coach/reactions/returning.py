"""Stopping the clock and coming back to it: pause, getting off, resume, start over."""

from collections.abc import Callable

from skill.coach.answer import close, go, go_on, say, wait
from skill.coach.checkpoint import all_rolled
from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place, Stage
from skill.coach.reactions import opening, setting_up, sides
from skill.coach.reactions.asking import told
from skill.coach.reactions.going_back import redo, true_seconds
from skill.coach.route import after_hold, left_early, next_side, other, route, sided
from skill.coach.session import Session
from skill.coach.timeline import hang, head_for
from skill.coach.turn import Context, Turn

Reaction = Callable[[Context], Turn]

MUCH = 15
"""More seconds of rolling than this are not thrown away without being asked (the script's rule)."""


def pause(context: Context) -> Turn:
    """The clock stands still until its own words end the pause."""
    told = Phrase.PAUSED if context.session.lies else Phrase.NO_HURRY
    return wait(context, Aside.PAUSED, Cue(told, 1))


def get_off(context: Context) -> Turn:
    """How to get off, or stuck: the way off at once, with the clock stopped."""
    session, topic = context.session, context.event.topic
    if topic == "stuck":
        return wait(context, session.aside or Aside.PAUSED, Cue(Phrase.STUCK, 2))
    if context.event.how == "off":
        return wait(context, session.aside or Aside.PAUSED, Cue(Phrase.GOOD, 0.5))
    return wait(context, session.aside or Aside.PAUSED, Cue(Phrase.WAY_OFF_NOW, 2))


def getting_off(context: Context) -> Turn:
    """The same, asked by somebody who does not lie on a roller."""
    if context.session.lies:
        return get_off(context)
    if context.event.how == "off":
        return go_on(context, Cue(Phrase.GOOD, 0.5))
    way = Phrase.GET_UP if context.session.place.stage >= Stage.RESTING else Phrase.WAY_OFF
    return told(context, Phrase.STUCK if context.event.topic == "stuck" else way)


def resume(context: Context) -> Turn:
    """Go on after a pause, a choice or a drop, with time to get set and the true seconds."""
    session, aside = context.session, context.session.aside
    if session.place == Place.HOLD:
        session = after_hold(context.routine, session.with_(remaining=0))
    place = session.place
    back = context.with_session(hang(session, None))
    if place.getting_set and session.todo[session.side] <= 0:
        return past_a_stopped_side(back)
    if not place.traits.clock:
        return _go_on_at(back, aside)
    if session.todo[session.side] <= 0:
        following = next_side(session)
        return go(back, Place.REST if following is None else Place.CHANGE_OVER)
    getting_back = Segment("resume", session.side, _getting_back(session, aside))
    heading = head_for(session, place)
    return say(back, heading, [getting_back, *route(context.routine, heading)])


def resume_on(context: Context) -> Turn:
    """Start, said in a pause or to the choice after pain: on the side that is named, where one is."""
    session, named = context.session, context.event.side
    if named in (None, session.side) or session.place.upright:
        return resume(context)
    if not session.todo[named]:
        return go_on(context, Cue(Phrase.THIS_SIDE, 1, facts={"side": session.side}))
    return at_place(sides.switch)(context)


def the_side_left_out(context: Context) -> Turn:
    """A side asked for in the rest: what was left of it is rolled, and more than that has to wait."""
    session, named = context.session, context.event.side
    asked = (named,) if named else (session.side, other(session.side))
    left = [side for side in asked if left_early(session, side)]
    if len(left) == 1 and any(session.credit.values()):
        return redo(context, left[0])
    return sides.no_more_extra(context)


def _go_on_at(context: Context, aside: Aside | None) -> Turn:
    """Go on where no clock ran: whoever comes back from a drop is placed first."""
    session = context.session
    if aside == Aside.OFFER and session.place.getting_set and session.place != Place.SETUP:
        cue = sided(Cue(Phrase.RESUME_PLACE, 10), session.side)
        heading = head_for(session, Place.SETTLED)
        row = [Segment("resume", session.side, (cue,)), *route(context.routine, heading)]
        return say(context, heading, row)
    light = aside == Aside.CHOICE and session.place.traits.lies
    return go_on(context, *((Cue(Phrase.LIGHTEN_LATER, 1),) if light else ()))


def past_a_stopped_side(context: Context) -> Turn:
    """The side that was being got set on was stopped: the other one is set up, or the rest follows.

    Where a choice is open that offers the other side, it is asked again.
    """
    following = next_side(context.session)
    if following is None:
        return go(context, Place.REST, Cue(Phrase.ENOUGH_TODAY, 2))
    if context.before.aside == Aside.CHOICE:
        return wait(context, Aside.CHOICE)
    index = context.session.sides.index(following)
    return go(context.with_session(side_index=index), Place.SETUP)


def _getting_back(session: Session, aside: Aside | None) -> tuple[Cue, ...]:
    """The cues that bring somebody back onto the roller: lightly, on a side that hurt."""
    placed: tuple[Cue, ...] = (Cue(Phrase.RESUME, 8),)
    if aside == Aside.CHOICE:
        placed = ()
    elif aside == Aside.OFFER:
        placed = (Cue(Phrase.RESUME_PLACE, 10),)
    light = (Cue(Phrase.GO_LIGHT, 4 if placed else 8),) if session.side in session.light else ()
    if not placed and not light:
        placed = (Cue(Phrase.RESUME, 8),)
    return (*(sided(cue, session.side) for cue in (*placed, *light)), true_seconds(session))


def other_side_from_the_offer(context: Context) -> Turn:
    """The other side, in answer to the offer: where there is none to roll, the offer stands."""
    if next_side(context.session) is None:
        return go_on(context)
    return at_place(sides.switch)(context)


def start_over(context: Context) -> Turn:
    """From the top. Where much was rolled, that is asked first, off the roller."""
    session = context.session
    rolled = max(session.credit[side] - session.restarted[side] for side in session.credit)
    if session.place.stage > Stage.STANDING and rolled > MUCH:
        off = (Cue(Phrase.COME_OFF, 3),) if session.on_roller else ()
        return wait(context, Aside.CONFIRM, *off, pending=("start_over",))
    return from_the_top(context)


def from_the_top(context: Context) -> Turn:
    """Begin again. What was rolled stays credited, and a side that was stopped stays so."""
    session, plan = context.session, context.routine.seconds
    if session.place.stage == Stage.STANDING:
        return opening.begin(context.with_session(hang(session, None)))
    todo = {s: min(session.seconds, session.room(s)) for s in session.credit}
    open_sides = tuple(s for s in session.sides if s not in session.stopped and todo[s] >= plan.least // 3)
    if not open_sides:
        return go(context, Place.REST, Cue(Phrase.ENOUGH_TODAY, 2))
    again = session.with_(
        todo={s: todo[s] if s in open_sides else 0 for s in todo}, sides=open_sides, side_index=0,
        extra=False, restarted=dict(session.credit), holds=dict.fromkeys(session.credit, 0), finished=False,
    )  # fmt: skip
    return go(context.with_session(again), Place.SETUP, Cue(Phrase.STARTING_OVER, 6))


def not_the_end(context: Context) -> Turn:
    """Not after all: what was to be confirmed is dropped, and the pause is what is left of it."""
    return wait(context, Aside.PAUSED)


def done_off_the_roller(context: Context) -> Turn:
    """Done, said in a pause, may mean this side or today: that is asked."""
    session = context.session
    if next_side(session) is None and not session.todo[session.side]:
        return at_place(skip_here)(context)
    return wait(context, Aside.CONFIRM, pending=("done",))


def skip_here(context: Context) -> Turn:
    """Skip, said in a pause: what was paused is left out."""
    place = context.session.place
    if place.upright:
        return go_on(context)
    if place.getting_set:
        return setting_up.skip_setup(context)
    if place.traits.clock or place == Place.CHANGE_OVER:
        return sides.skip_side(context)
    return go(context, Place.REST if place == Place.SYMMETRY else Place.CHECK)


def at_place(reaction: Reaction) -> Reaction:
    """A word that ends an aside, and is then taken where the person is."""
    return lambda context: reaction(context.with_session(hang(context.session, None)))


def after_numbness_was_none(context: Context) -> Turn:
    """Just no stretch, as they said when asked: placed again, with the same weight."""
    return resume(context.with_session(hang(context.session, Aside.PAUSED)))


def finished_after_all(context: Context) -> Turn:
    """The session that was lost had been finished: it counts, and that was it for today."""
    return close(context.with_session(all_rolled(context.session)), Cue(Phrase.WELL_DONE, 1))


def not_finished(context: Context) -> Turn:
    """It had not: the place where they were is offered."""
    return wait(context, Aside.OFFER)
