"""Segments with a clock: a side, a hold, the extra time and the rest, or what is left of them.

Each is built from the session alone, with the cues that are still ahead on its clock, so it can be
taken up again at any second.
"""

from itertools import pairwise

from skill.coach import routine
from skill.coach.layout import Cue, Segment
from skill.coach.session import Session
from skill.coach.states import State


def hold(session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """A hold on a tender spot, or what is left of one."""
    done = routine.HOLD_SECONDS - session.left
    rows = tuple(Cue(phrase, at=at - done) for at, phrase in routine.HOLD if at >= done)
    return Segment("hold", session.side, (*lead, *rows), float(session.left), lead=len(lead))


def extra_roll(session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """The extra time on the tighter side, or what is left of it."""
    seconds = session.todo[session.side]
    done, total = session.clock, session.clock + seconds
    opening = (*lead, Cue("roll_on")) if done else lead
    rows = [Cue(phrase, at=at - done) for at, phrase in routine.EXTRA if at > done or not opening]
    if total != routine.EXTRA_SECONDS:
        rows = [cue for cue in rows if cue.phrase != "extra_15"]
    return Segment("extra", session.side, (*opening, *rows), float(seconds), lead=len(opening))


def rest(session: Session, most: int = routine.REST_MOST) -> Segment:
    """The rest on the back; told with the reasons the first time."""
    if session.left and session.state == State.REST:
        cues = (Cue("rest_8", at=0.0), Cue("rest_mid", at=max(6.0, session.left / 2)))
        return Segment("rest", cues=cues, seconds=float(max(session.left, 15)))
    if session.first:
        return Segment("rest", cues=routine.REST_FIRST)
    seconds = min(rest_seconds(session), most)
    rows = routine.REST if seconds > 30 else routine.REST_SHORT
    return Segment("rest", cues=tuple(Cue(phrase, at=at) for at, phrase in rows), seconds=float(seconds))


def rest_seconds(session: Session) -> int:
    """Seconds of rest: 30 after a short session, 45 normally, 60 after a long one."""
    if session.short:
        return 30
    return routine.REST_SECONDS[max(key for key in routine.REST_SECONDS if key <= session.seconds)]


def roll(session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """A side, or what is left of it, with the cues that are still ahead on its clock."""
    done, todo = session.clock, session.todo[session.side]
    opening = (*lead, Cue("roll_on")) if done and todo >= routine.TEN / 2 else lead
    ahead = [cue for cue in _on_clock(session, done + todo) if (cue.at or 0) > done or not (done or lead)]
    rows = tuple(Cue(cue.phrase, at=(cue.at or 0) - done, call=cue.call) for cue in ahead)
    return Segment("roll", session.side, (*opening, *rows), float(todo), lead=len(opening))


def _on_clock(session: Session, total: int) -> list[Cue]:
    rows = _table(session)
    cues = [Cue(phrase, at=float(at)) for at, phrase in rows]
    if total > min(routine.SIDE_ONE) + routine.TEN:
        cues.append(Cue("halfway", at=float(round(total / 2)), call=True))
    cues.append(Cue("ten", at=float(total - routine.TEN), call=True))
    cues.sort(key=lambda cue: cue.at or 0)
    if not any(phrase == "quiet" for _, phrase in rows):
        _fill_long_gap(cues, routine.LONG_GAP + 7)
    while _fill_long_gap(cues, routine.DEAD_GAP):
        continue
    return cues


def _fill_long_gap(cues: list[Cue], longest: float) -> bool:
    """Say, in the first gap longer than so many seconds, that the coach is still there."""
    for place, (cue, following) in enumerate(pairwise(cues)):
        gap = (following.at or 0) - (cue.at or 0)
        if gap > longest:
            cues.insert(place + 1, Cue("quiet", at=(cue.at or 0) + (7 if gap < 2 * longest else longest - 7)))
            return True
    return False


def _table(session: Session) -> tuple[tuple[int, str], ...]:
    learned = session.quiet or session.sessions >= routine.EXPERIENCED
    one, two = routine.SIDES["first" if session.first else "learned" if learned else "usual"]
    tables = two if session.turn else one
    return tables[max(key for key in tables if key <= session.seconds)]
