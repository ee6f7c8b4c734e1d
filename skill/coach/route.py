"""The rest of the routine, from wherever a person stands to the next question.

`route` gives the segments for a session's place; each row ends with one question. It only reads
the session, so a block can be rebuilt from any second of any side.
"""

from collections.abc import Callable, Iterator, Mapping

from skill.coach.events import SIDES, Side
from skill.coach.layout import Cue, Segment, as_segments
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.routine import Routine
from skill.coach.session import TOO_SHORT, Session
from skill.coach.timed_segments import extra_roll, hold, rest, roll
from skill.coach.timeline import head_for


def other(side: Side) -> Side:
    """The other side."""
    return SIDES[1 - SIDES.index(side)]


def sided(cue: Cue, side: Side) -> Cue:
    """A cue that names the side worked on and the other one."""
    return Cue(cue.phrase, cue.after, cue.at, cue.call, {"side": side, "other": other(side)}, cue.recorded)


def next_side(session: Session) -> Side | None:
    """The side that still has rolling to do once this one ends; None when there is none."""
    for side in session.sides:
        if side != session.side and session.todo[side] > 0 and side not in session.stopped:
            return side
    return None


def lacking(session: Session, side: Side) -> int:
    """The seconds of its plan that a side still lacks, inside the cap; 0 where that is too short to roll."""
    seconds = session.seconds - (session.credit[side] - session.restarted[side])
    seconds = min(seconds, session.room(side))
    return 0 if seconds < TOO_SHORT else seconds


def left_early(session: Session, side: Side) -> bool:
    """Whether a side lacks some of its plan, and neither was stopped nor hurt while it was rolled."""
    hurt = side in session.stopped or (side in session.light and session.credit[side] > 0)
    return lacking(session, side) > 0 and not hurt


def ask(name: str, phrase: Phrase, **facts: str | int) -> Segment:
    """A question; it is the last segment of a response that stays open."""
    return Segment(name, cues=(Cue(phrase, 0, facts=facts),))


def route(routine: Routine, session: Session, lead: tuple[Cue, ...] = ()) -> list[Segment]:
    """The segments from this session's place to the next question.

    `lead` is said first: inside the clock where one runs, else before everything but the words that take
    somebody off the roller.
    """
    if session.place == Place.ROLLING or (session.place == Place.EXTRA and session.clock):
        return _rolling(routine, session, lead)
    if session.place == Place.HOLD:
        return [hold(routine, session, lead), *_rolling(routine, after_hold(routine, session), ())]
    off = list(coming_off(session))
    return [*off, *as_segments(lead), *_PLACES[session.place](routine, session)]


def coming_off(session: Session) -> Iterator[Segment]:
    """What takes somebody off the roller where the place is one off it, or on the way to another side."""
    away = not session.place.traits.lies or session.place == Place.CHANGE_OVER
    if session.on_roller and away:
        yield Segment("come_off", cues=(Cue(Phrase.COME_OFF, 3),))


def _with_side(cue: Cue, side: Side) -> Cue:
    return sided(cue, side) if cue.phrase and cue.phrase.facts and not cue.facts else cue


def _launch(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_start", Phrase.ASK_START)


def _welcome(routine: Routine, session: Session) -> Iterator[Segment]:
    """The welcome. The safety list follows where its question was not answered, else the set-up."""
    hello = _hello(routine, session)
    cues = (*hello, *routine.safety) if not session.cleared else hello
    for number, cue in list(enumerate(cues))[session.step :]:
        name = "welcome_new" if session.first else "welcome_back"
        yield Segment("safety" if number >= len(hello) else name, cues=(cue,))
    if not session.cleared:
        yield ask("ask_safety", Phrase.ASK_SAFETY)
    elif session.lesson:
        yield from _kneeling(routine, head_for(session, Place.KNEELING))
    else:
        yield from _setup(routine, head_for(session, Place.SETUP))


def _hello(routine: Routine, session: Session) -> tuple[Cue, ...]:
    if session.first:
        minutes = round((2 * session.seconds + 340) / 60)
        first, *others = routine.welcome
        return (first._replace(facts={"minutes": minutes}), *others)
    plan, health = routine.hello[session.verbosity]
    if len(session.sides) == 1:
        plan = plan._replace(phrase=Phrase.WELCOME_RESTS if session.stopped else Phrase.WELCOME_ONE)
    hello = plan._replace(facts={"side": session.side, "seconds": session.seconds})
    return (hello, health) if session.cleared else (hello,)


def _safety_question(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_safety", Phrase.ASK_SAFETY)


def kneeling_cues(routine: Routine, session: Session) -> tuple[Cue, ...]:
    """What is taught to somebody who kneels: with the side and the time where those were chosen."""
    if not session.chosen:
        return routine.kneeling
    facts = {"side": session.side, "seconds": session.seconds}
    return (Cue(Phrase.KNEEL_PLAN, 0.5, facts=facts), *routine.kneeling)


def _kneeling(routine: Routine, session: Session) -> Iterator[Segment]:
    for cue in kneeling_cues(routine, session)[session.step :]:
        yield Segment("kneeling", cues=(cue,))
    yield ask("ask_kneeling", Phrase.ASK_KNEELING)


def setup_cues(routine: Routine, session: Session) -> tuple[Cue, ...]:
    """The cues of this session's set-up."""
    cues = routine.setup.cues["full" if session.lesson else session.verbosity]
    return (*cues, routine.setup.tender) if session.seconds < routine.seconds.short else cues


def _setup(routine: Routine, session: Session) -> Iterator[Segment]:
    for cue in setup_cues(routine, session)[session.step :]:
        yield Segment("setup", cues=(_with_side(cue, session.side),))
    yield from _settled(routine, session)


def _settled(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_settled", routine.setup.asks["full" if session.lesson else session.verbosity])


def _breathing(routine: Routine, session: Session) -> Iterator[Segment]:
    if not session.todo[session.side]:
        yield from _after(routine, session)
        return
    if session.side_index or session.credit[other(session.side)]:
        yield _begin(session)
    else:
        yield Segment("breathe", cues=routine.setup.ready)
    yield from _rolling(routine, session, ())


def _begin(session: Session) -> Segment:
    side = session.side
    same = session.todo[side] == session.seconds == session.credit[other(side)] + session.todo[other(side)]
    phrase = Phrase.BEGIN_SAME if same else Phrase.BEGIN_SECONDS
    return Segment("change_over", side, (Cue(phrase, 2, facts={"seconds": session.todo[side]}),))


def _change_over(routine: Routine, session: Session) -> Iterator[Segment]:
    following = next_side(session)
    if not session.todo[session.side] and following is not None:
        session = session.with_(side_index=session.sides.index(following))
    elif not session.todo[session.side]:
        yield from _after(routine, session)
        return
    yield from change_over(session)
    yield from _breathing(routine, session)


def change_over(session: Session) -> Iterator[Segment]:
    """Getting from one side to the other; a response may end here when the rest does not fit."""
    long = session.verbosity == "full"
    rows = (Cue(Phrase.SWITCH_1, 2 if long else 1), Cue(Phrase.SWITCH_2, 8 if long else 6))
    for place, cue in enumerate(rows[min(session.step, 1) :], min(session.step, 1)):
        ends = "ask_side_two" if place == 1 else ""
        yield Segment("change_over", session.side, (sided(cue, session.side),), ends=ends)


def _rolling(routine: Routine, session: Session, lead: tuple[Cue, ...]) -> list[Segment]:
    after = _after(routine, session)
    if session.todo[session.side] <= 0:
        return [after[0], *as_segments(lead), *after[1:]]
    extra = session.extra and session.place == Place.EXTRA
    return [(extra_roll if extra else roll)(routine, session, lead), *after]


def _after(routine: Routine, session: Session) -> list[Segment]:
    """What follows the side that is under way: extra leads to the rest, a side to the other one."""
    side = session.side
    if session.extra:
        return [Segment("off_extra", cues=(Cue(Phrase.END_EXTRA, 3),)), *_rest(routine, session)]
    following = next_side(session)
    if following is not None:
        moved = head_for(session, Place.CHANGE_OVER).with_(side_index=session.sides.index(following))
        off = Segment("off", side, (Cue(Phrase.END_SIDE, 4 if session.verbosity == "full" else 3),))
        return [off, *_change_over(routine, _done(moved, side))]
    if len(session.sides) == 1:
        cue = Cue(Phrase.END_ONLY, 3, facts={"side": side})
        return [Segment("off_extra", cues=(cue,)), *_rest(routine, session)]
    if session.stopped or not session.credit[other(side)]:
        return [Segment("off_extra", cues=(Cue(Phrase.END_EXTRA, 3),)), *_rest(routine, session)]
    return list(_end_both(session))


def _done(session: Session, side: Side) -> Session:
    """The session as it will be once a side's time is over."""
    credit = {**session.credit, side: session.credit[side] + session.todo[side]}
    return session.with_(credit=credit, todo={**session.todo, side: 0})


def _end_both(session: Session) -> Iterator[Segment]:
    yield Segment("ask_tighter", cues=(Cue(Phrase.END_LAST, 6 if session.verbosity == "full" else 5),))
    yield ask("ask_tighter", Phrase.ASK_TIGHTER)


def _symmetry(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_tighter", Phrase.ASK_TIGHTER)


def back_on(session: Session) -> Segment:
    """Twelve seconds or so to get back onto a side for its extra time."""
    facts = {"side": session.side, "other": other(session.side), "seconds": session.todo[session.side]}
    return Segment(
        "back_on",
        session.side,
        (Cue(Phrase.SYM_EXTRA, 2, facts=facts), Cue(Phrase.SYM_PLACE, 9, facts=facts)),
    )


def _extra(routine: Routine, session: Session) -> Iterator[Segment]:
    yield back_on(session)
    yield from _rolling(routine, session, ())


def _rest(routine: Routine, session: Session) -> Iterator[Segment]:
    yield rest(routine, session, routine.seconds.rest_most)
    yield ask("ask_check", Phrase.ASK_CHECK)


def _check(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_check", Phrase.ASK_CHECK)


def _close(routine: Routine, session: Session) -> Iterator[Segment]:
    yield ask("ask_more", Phrase.ASK_MORE)


_PLACES: Mapping[Place, Callable[[Routine, Session], Iterator[Segment]]] = {
    Place.LAUNCH: _launch,
    Place.WELCOME: _welcome,
    Place.SAFETY: _safety_question,
    Place.KNEELING: _kneeling,
    Place.SETUP: _setup,
    Place.SETTLED: _settled,
    Place.BREATHING: _breathing,
    Place.CHANGE_OVER: _change_over,
    Place.SYMMETRY: _symmetry,
    Place.EXTRA: _extra,
    Place.REST: _rest,
    Place.CHECK: _check,
    Place.CLOSE: _close,
}


def after_hold(routine: Routine, session: Session) -> Session:
    """The session as it rolls on once a hold is over: at least the top-up is left, but not where it hurt."""
    side = session.side
    held = session.with_(credit={**session.credit, side: session.credit[side] + session.remaining})
    least = 0 if side in session.light else routine.seconds.top_up
    todo = max(session.todo[side] - session.remaining, least)
    return head_for(held.set_todo(side, todo), Place.ROLLING)
