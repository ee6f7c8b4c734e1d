"""What a person chooses for the session: which side first, seconds a side, one side, how much is said.

Each of these changes the session and gives the cues that confirm it; saying them, and going on, is the
reaction's.
"""

from itertools import takewhile

from skill.coach.events import SIDES, Side
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.route import setup_cues
from skill.coach.routine import Routine
from skill.coach.session import Session
from skill.coach.settings import VERBOSITIES
from skill.coach.timeline import hang, head_for
from skill.coach.turn import Context

Change = tuple[Context, tuple[Cue, ...]]
"""The context with the choice in it, and the cues that confirm it."""


def side_first(session: Session, side: Side) -> Session:
    """The session with this side first, where nothing was rolled yet."""
    if len(session.sides) == 2 and session.order_open:
        return session.with_(sides=(side, SIDES[1 - SIDES.index(side)]))
    return session


def with_seconds(session: Session, seconds: int) -> Session:
    """The session with another time a side; a side that is under way keeps what it has done."""
    session = session.with_(seconds=seconds)
    for side in session.sides:
        if side not in session.stopped:
            done = session.credit[side] - session.restarted[side]
            session = session.set_todo(side, max(seconds - done, 0))
    return session


def both_open(session: Session) -> bool:
    """Whether both sides can still get the same time."""
    place = session.place
    first = place.before_rolling or (place.traits.clock and place.on_a_side)
    return first and not session.side_index and not session.extra


def with_choices(context: Context) -> Context:
    """The side and the time that were named with a start, for this session."""
    session, event = context.session, context.event
    if event.seconds:
        session = with_seconds(session, context.routine.seconds.within(event.seconds))
    if event.side:
        session = side_first(session, event.side)
    return context.with_session(session, chosen=session.chosen or bool(event.seconds or event.side))


def set_seconds(context: Context) -> Change:
    """The time a side, from now on; too much or too little is clamped and said so."""
    session, event, seconds = context.session, context.event, context.routine.seconds
    if event.how == "side" and event.seconds:
        return side_total(context, event.seconds)
    wanted = event.seconds
    if wanted is None and event.direction in ("longer", "shorter"):
        wanted = session.seconds + (seconds.step if event.direction == "longer" else -seconds.step)
    if wanted is None:
        return context, (Cue(Phrase.WHICH_SECONDS, 1),)
    given = seconds.within(wanted)
    phrase = Phrase.SET_SECONDS
    if wanted != given:
        phrase = Phrase.SET_SECONDS_MOST if wanted > given else Phrase.SET_SECONDS_LEAST
    facts = {"seconds": given} if phrase == Phrase.SET_SECONDS else {}
    return _apply_seconds(context.with_person(seconds=given), given, Cue(phrase, 1, facts=facts))


def _apply_seconds(context: Context, seconds: int, cue: Cue) -> Change:
    if not both_open(context.session):
        return context, (cue, Cue(Phrase.FROM_NEXT_TIME, 1))
    return context.with_session(with_seconds(context.session, seconds), chosen=True), (cue,)


def side_total(context: Context, wanted: int) -> Change:
    """A time for one side in all, today; what it has done counts. A side that had its turn stays as it is."""
    session, side = context.session, context.event.side or context.side
    done = session.credit[side] - session.restarted[side]
    given = context.routine.seconds.within(wanted)
    if side in session.stopped or not session.todo[side]:
        return context, (Cue(Phrase.NEXT_TIME, 1),)
    changed = session.set_todo(side, max(given - done, 0))
    return context.with_session(changed), (Cue(Phrase.SIDE_TOTAL, 1, facts={"seconds": given}),)


SHORTEST_REST, FIXED_SECONDS = 30, 120
"""About how long a short session lasts beside its two sides; rounded for "I've got three minutes". No session
is shorter than that, so a shorter time is one for each side."""


def shorter(context: Context) -> Change:
    """A shorter session today: less time a side, a short rest; not kept for the next one."""
    session, total, plan = context.session, context.event.seconds, context.routine.seconds
    seconds = min(session.seconds - plan.step, plan.short)
    if total:
        seconds = (total - FIXED_SECONDS) // 2 if total >= FIXED_SECONDS else total
    seconds = max(plan.least, min(5 * (seconds // 5), plan.short))
    short = context.with_session(short=True)
    if seconds >= session.seconds or not both_open(session):
        return short, (Cue(Phrase.SHORT_REST, 1),)
    return _apply_seconds(short, seconds, Cue(Phrase.SHORTER, 1, facts={"seconds": seconds}))


def first_side(context: Context) -> Change:
    """Which side comes first, from now on."""
    side = context.event.side
    if side is None:
        return context, (Cue(Phrase.WHICH_FIRST, 1),)
    kept = context.with_person(first_side=side)
    session = side_first(context.session, side)
    return kept.with_session(session, chosen=True), (Cue(Phrase.SET_FIRST_SIDE, 1, facts={"side": side}),)


def one_side(context: Context) -> Change:
    """One side only, before the rolling, with one mention of the other; or both after all."""
    if context.event.how == "both":
        return both_sides(context)
    side, seconds = context.event.side or context.side, context.event.seconds
    if seconds:
        context = context.with_session(with_seconds(context.session, context.routine.seconds.within(seconds)))
    alone = context.with_session(sides=(side,), side_index=0, chosen=True)
    return alone, (Cue(Phrase.ONE_SIDE_ONLY, 1, facts={"side": side}),)


def both_sides(context: Context) -> Change:
    """Both sides after all: the one that was left out comes after, where it was not stopped."""
    session = context.session
    planned = [side for side in session.sides if session.todo[side] or session.credit[side]]
    left_out = [side for side in SIDES if side not in planned]
    if not left_out:
        return context, ()
    side = left_out[0]
    if side in session.stopped:
        return context, (Cue(Phrase.SIDE_OVER, 1),)
    sides = session.sides if side in session.sides else (*session.sides, side)
    both = session.with_(sides=sides).set_todo(side, session.seconds)
    return context.with_session(both), (Cue(Phrase.BOTH_SIDES, 1, facts={"side": side}),)


def going_on(context: Context) -> Change:
    """Whether the coach goes on by itself, or asks before the other side."""
    asks = context.event.how != "by_itself"
    kept = context.with_session(asks_first=asks).with_person(going_on="asking" if asks else "by_itself")
    return kept, (Cue(Phrase.SET_ASKING if asks else Phrase.SET_BY_ITSELF, 1),)


def quieter(context: Context) -> Change:
    """Fewer words from now on: one step less, or the least."""
    least = context.event.how == "least"
    at = 0 if least else max(0, VERBOSITIES.index(context.session.verbosity) - 1)
    return _say_as_much(context, VERBOSITIES[at], Phrase.QUIETER_LEAST if least else Phrase.QUIETER)


def fuller(context: Context) -> Change:
    """More words from now on: one step more."""
    at = min(VERBOSITIES.index(context.session.verbosity) + 1, len(VERBOSITIES) - 1)
    return _say_as_much(context, VERBOSITIES[at], Phrase.FULLER)


def _say_as_much(context: Context, verbosity: str, told: Phrase) -> Change:
    session, kept = context.session, context.with_person(verbosity=verbosity)
    if verbosity == session.verbosity:
        stands = Phrase.MOST_WORDS if told == Phrase.FULLER else Phrase.FEWEST_WORDS
        return kept, (Cue(stands, 1),)
    changed = session.with_(verbosity=verbosity)
    if session.place == Place.SETUP:
        changed = _set_up_anew(context.routine, session, changed)
    return kept.with_session(changed), (Cue(told, 1),)


def _set_up_anew(routine: Routine, before: Session, after: Session) -> Session:
    """The session in another set-up: on from what was heard of the one before.

    A full one teaches the limit of pain while kneeling, so whoever has not heard it yet kneels.
    """
    heard = setup_cues(routine, before)[: before.step]
    known = {cue.phrase for cue in heard} | {cue.teaches for cue in heard if cue.teaches}
    known |= {"limit"} if before.lesson else set()
    if after.lesson and "limit" not in known:
        return hang(head_for(after, Place.KNEELING), before.aside, before.pending)
    cues = setup_cues(routine, after)
    return after.with_(step=sum(1 for _ in takewhile(lambda cue: known & {cue.phrase, cue.teaches}, cues)))


_TEMPI = ("slow", "normal", "fast")


def slower(context: Context) -> Change:
    """Slower speech, and permission for longer breaths."""
    return _tempo(context, -1, Phrase.SLOWER)


def faster(context: Context) -> Change:
    """Quicker speech, and permission for one's own breath."""
    return _tempo(context, 1, Phrase.FASTER)


def _tempo(context: Context, step: int, phrase: Phrase) -> Change:
    place = max(0, min(2, _TEMPI.index(context.session.tempo) + step))
    return context.with_session(tempo=_TEMPI[place]), (Cue(phrase, 1),)


def leg_step(session: Session, cues: tuple[Cue, ...]) -> int:
    """The set-up cue that names the leg, where a change of side goes on; its end where none does."""
    leg = next((number for number, cue in enumerate(cues) if cue.teaches == "leg"), len(cues))
    return min(session.step, leg) if session.place.getting_set else leg
