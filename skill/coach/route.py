"""The rest of the routine, from wherever a person stands to the next question.

`route` gives the segments for a session's place; each row ends with one question. It only reads
the session, so a block can be rebuilt from any second of any side.
"""

from collections.abc import Iterator

from skill.coach import routine
from skill.coach.clocks import extra_roll, hold, rest, roll
from skill.coach.events import SIDES, Side
from skill.coach.layout import Cue, Segment, asides
from skill.coach.session import Session
from skill.coach.states import State


def other(side: Side) -> Side:
    """The other side."""
    return SIDES[1 - SIDES.index(side)]


def sided(cue: Cue, side: Side) -> Cue:
    """A cue that names the side worked on and the other one."""
    return Cue(cue.phrase, cue.after, cue.at, cue.call, {"side": side, "other": other(side)})


def next_side(session: Session) -> Side | None:
    """The side that still has rolling to do once this one ends; None when there is none."""
    for side in session.sides:
        if side != session.side and session.todo[side] > 0 and side not in session.over:
            return side
    return None


def ask(name: str, phrase: str = "", **facts: str | int) -> Segment:
    """A question; it is the last segment of a response that stays open."""
    return Segment(name, cues=(Cue(phrase or name, 0, facts=facts),))


def route(session: Session, lead: tuple[Cue, ...] = ()) -> list[Segment]:
    """The segments from this session's place to the next question.

    `lead` is said first: inside the clock where one runs, else before everything.
    """
    if session.place == State.ROLLING or (session.place == State.EXTRA and session.clock):
        return _rolling(session, lead)
    if session.place == State.HOLD:
        return [hold(session, lead), *_rolling(after_hold(session), ())]
    told = asides(lead)
    return [*told, *_PLACES[session.place](session)]


def _launch(session: Session) -> Iterator[Segment]:
    minutes = round((2 * session.seconds + 300) / 60)
    hello = (Cue("welcome_new", 1, facts={"minutes": minutes}), Cue("need", 1.5))
    yield Segment("welcome_new", cues=hello)
    yield from _safety(session)


def _safety(session: Session) -> Iterator[Segment]:
    yield Segment("safety", cues=(Cue("safety_no", 1), Cue("safety_same", 1), Cue("safety_ask", 1),
                                  Cue("safety_more", 1)))  # fmt: skip
    yield ask("ask_safety")


def _safety_again(session: Session) -> Iterator[Segment]:
    yield ask("ask_safety")


def _resume_offer(session: Session) -> Iterator[Segment]:
    yield ask("ask_resume")


def steps(session: Session) -> tuple[tuple[Cue, ...], ...]:
    """The steps of this session's set-up."""
    if session.first:
        rows = routine.SETUP_FIRST
    else:
        rows = routine.SETUP_SHORT if session.short else routine.SETUP_LATER
    if session.seconds < routine.SHORT_SECONDS:
        rows = (*rows[:-1], (*rows[-1], routine.SETUP_TENDER))
    return rows


def _setup(session: Session) -> Iterator[Segment]:
    for row in steps(session)[session.step :]:
        yield Segment("setup", cues=tuple(sided(cue, session.side) for cue in row))
    if not session.first:
        yield breaths(session)
    yield ask("ask_settled")


def breaths(session: Session) -> Segment:
    """The breaths in place that a later session takes before it is asked whether all is settled."""
    seconds = routine.BREATHS_LATER_SECONDS[session.short]
    rows = [(at, phrase) for at, phrase in routine.BREATHS_LATER if at < seconds]
    return Segment("setup", cues=tuple(Cue(phrase, at=at) for at, phrase in rows), seconds=seconds)


def _settled(session: Session) -> Iterator[Segment]:
    yield ask("ask_settled")


def _breathing(session: Session) -> Iterator[Segment]:
    if not session.todo[session.side]:
        yield from _after(session)
        return
    if session.turn or session.credit[other(session.side)]:
        yield _begin(session)
    else:
        yield Segment("breathe", cues=routine.BREATHE_FIRST if session.first else routine.BREATHE_READY)
    yield from _rolling(session, ())


def _begin(session: Session) -> Segment:
    side = session.side
    same = session.todo[side] == session.seconds == session.credit[other(side)] + session.todo[other(side)]
    phrase = "begin_same" if same else "begin_seconds"
    return Segment("change_over", side, (Cue(phrase, 2, facts={"seconds": session.todo[side]}),))


def _change_over(session: Session) -> Iterator[Segment]:
    following = next_side(session)
    if not session.todo[session.side] and following is not None:
        session = session.with_(turn=session.sides.index(following))
    elif not session.todo[session.side]:
        yield from _after(session)
        return
    yield change_over(session)
    yield from _breathing(session)


def change_over(session: Session) -> Segment:
    """Getting from one side to the other; a response may end here when the rest does not fit."""
    rows = (
        (Cue("switch_1", 2), Cue("switch_2", 8))
        if session.first
        else (Cue("switch_1", 1), Cue("switch_2", 6))
    )
    cues = tuple(sided(cue, session.side) for cue in rows)
    return Segment("change_over", session.side, cues, ends="ask_side_two")


def _rolling(session: Session, lead: tuple[Cue, ...]) -> list[Segment]:
    extra = session.extra and session.place == State.EXTRA
    row = [extra_roll(session, lead) if extra else roll(session, lead)]
    return [*row, *_after(session)]


def _after(session: Session) -> list[Segment]:
    """What follows the side that is under way: extra leads to the rest, a side to the other one."""
    side = session.side
    if session.extra:
        return [Segment("off_extra", cues=(Cue("end_extra", 3),)), *_rest(session)]
    following = next_side(session)
    if following is not None:
        moved = session.with_(turn=session.sides.index(following), place=State.CHANGE_OVER)
        off = Segment("off", side, (Cue("end_side", 4 if session.first else 3),))
        return [off, *_change_over(_done(moved, side))]
    if len(session.sides) == 1:
        return [Segment("off_extra", cues=(Cue("end_only", 3, facts={"side": side}),)), *_rest(session)]
    if session.over or not session.credit[other(side)]:
        return [Segment("off_extra", cues=(Cue("end_extra", 3),)), *_rest(session)]
    return list(_symmetry(session))


def _done(session: Session, side: Side) -> Session:
    """The session as it will be once a side's time is over."""
    credit = {**session.credit, side: session.credit[side] + session.todo[side]}
    return session.with_(credit=credit, todo={**session.todo, side: 0})


def _symmetry(session: Session) -> Iterator[Segment]:
    yield Segment("ask_tighter", cues=(Cue("end_last", 6 if session.first else 5),))
    yield ask("ask_tighter")


def _symmetry_again(session: Session) -> Iterator[Segment]:
    yield ask("ask_tighter")


def back_on(session: Session) -> Segment:
    """Twelve seconds or so to get back onto a side for its extra time."""
    facts = {"side": session.side, "other": other(session.side), "seconds": session.todo[session.side]}
    return Segment(
        "back_on", session.side, (Cue("sym_extra", 2, facts=facts), Cue("sym_place", 9, facts=facts))
    )


def _extra(session: Session) -> Iterator[Segment]:
    yield back_on(session)
    yield from _rolling(session, ())


def _rest(session: Session) -> Iterator[Segment]:
    yield rest(session)
    yield ask("ask_check")


def _check(session: Session) -> Iterator[Segment]:
    yield ask("ask_check")


def _close(session: Session) -> Iterator[Segment]:
    yield ask("ask_more")


def _start(session: Session) -> Iterator[Segment]:
    yield ask("ask_start")


_PLACES = {
    State.LAUNCH: _start,
    State.WELCOME: _safety,
    State.SAFETY: _safety_again,
    State.RESUME_OFFER: _resume_offer,
    State.SETUP: _setup,
    State.SETTLED: _settled,
    State.BREATHING: _breathing,
    State.CHANGE_OVER: _change_over,
    State.SYMMETRY: _symmetry_again,
    State.EXTRA: _extra,
    State.REST: _rest,
    State.CHECK: _check,
    State.CLOSE: _close,
}


def welcome(session: Session) -> list[Segment]:
    """The launch of a new session: in full and with the safety words, or short."""
    if session.first:
        return list(_launch(session))
    facts = {"side": session.side, "seconds": session.seconds}
    hello = Cue("welcome_back" if len(session.sides) == 2 else "welcome_one", 1, facts=facts)
    return [Segment("welcome_back", cues=(hello, Cue("safety_back", 2))), *_setup(session)]


def after_hold(session: Session) -> Session:
    """The session as it rolls on once a hold is over: at least the top-up is left, but not where it hurt."""
    side = session.side
    held = session.with_(credit={**session.credit, side: session.credit[side] + session.left})
    least = 0 if side in session.gentle else routine.TOP_UP
    todo = max(session.todo[side] - session.left, least)
    return held.set_todo(side, todo).with_(place=State.ROLLING, state=State.ROLLING, left=0)
