"""Segments with a clock: a side, a hold, the extra time and the rest, or what is left of them.

Each is built from the session alone, with the cues that are still ahead on its clock, so it can be
taken up again at any second.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.routine import Clocked, Routine
from skill.coach.session import Session

LEAST_REST = 15
"""A rest lasts at least so many seconds, also one that is taken up again."""
SETTLING = 5
"""Within so many seconds of the end of a rest nothing new is said."""


def hold(routine: Routine, session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """A hold on a tender spot, or what is left of one."""
    done = routine.seconds.hold - session.remaining
    rows = tuple(Cue(phrase, at=at - done) for at, phrase in routine.hold if at >= done)
    return Segment("hold", session.side, (*lead, *rows), float(session.remaining), lead=len(lead))


def extra_roll(routine: Routine, session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """The extra time on the tighter side, or what is left of it."""
    seconds = session.todo[session.side]
    done, total = session.clock, session.clock + seconds
    opening = (*lead, Cue(Phrase.ROLL_ON)) if done and seconds >= routine.ten / 2 else lead
    rows = [Cue(phrase, at=at - done) for at, phrase in routine.extra if at > done or not (done or lead)]
    if total != routine.seconds.extra:
        rows = [cue for cue in rows if cue.phrase != Phrase.EXTRA_15]
    return Segment("extra", session.side, (*opening, *rows), float(seconds), lead=len(opening))


def rest(routine: Routine, session: Session, most: int) -> Segment:
    """The rest on the back; told with the reasons where every word is wanted."""
    if session.remaining:
        seconds = max(session.remaining, LEAST_REST)
        cues = (Cue(Phrase.REST_8, at=0.0), Cue(Phrase.REST_MID, at=max(6.0, seconds / 2)))
        return Segment("rest", cues=cues, seconds=float(seconds))
    if session.verbosity == "full":
        return Segment("rest", cues=_full_rest(routine, session, most))
    seconds = min(rest_seconds(routine, session), most)
    rows = routine.rest.usual if seconds > routine.rest.seconds[routine.seconds.least] else routine.rest.short
    return Segment("rest", cues=tuple(Cue(phrase, at=at) for at, phrase in rows), seconds=float(seconds))


def _full_rest(routine: Routine, session: Session, most: int) -> tuple[Cue, ...]:
    """The rest with the reasons; spoken slowly, a short one has no room for what a side would have told."""
    first, second, *others = routine.rest.full
    room = session.tempo != "slow" or most == routine.seconds.rest_most
    why = (routine.rest.why,) if session.seconds < routine.seconds.short and room else ()
    return (first, second, *why, *others)


def short_rests(routine: Routine) -> Iterator[Segment]:
    """Shorter and shorter rests, for an answer that has no room for a longer one."""
    for seconds in (routine.rest.seconds[routine.seconds.least], LEAST_REST):
        cues = tuple(Cue(phrase, at=at) for at, phrase in routine.rest.short if at < seconds - SETTLING)
        yield Segment("rest", cues=cues, seconds=float(seconds))


def rest_seconds(routine: Routine, session: Session) -> int:
    """Seconds of rest: least after a short session, most after a long one."""
    seconds = routine.seconds.least if session.short else session.seconds
    return routine.rest.seconds[max(key for key in routine.rest.seconds if key <= seconds)]


def roll(routine: Routine, session: Session, lead: tuple[Cue, ...] = ()) -> Segment:
    """A side, or what is left of it, with the cues that are still ahead on its clock."""
    done, todo = session.clock, session.todo[session.side]
    opening = (*lead, Cue(Phrase.ROLL_ON)) if done and todo >= routine.ten / 2 else lead
    cues = _on_clock(routine, session, done + todo)
    ahead = [cue for cue in cues if (cue.at or 0) > done or not (done or lead)]
    rows = tuple(Cue(cue.phrase, at=(cue.at or 0) - done, call=cue.call) for cue in ahead)
    return Segment("roll", session.side, (*opening, *rows), float(todo), lead=len(opening))


def _on_clock(routine: Routine, session: Session, total: int) -> list[Cue]:
    rows = _table(routine, session)
    light = routine.light if session.light else {}
    cues = [Cue(light.get(phrase, phrase), at=float(at)) for at, phrase in rows]
    if total > routine.seconds.least + routine.ten:
        cues.append(Cue(Phrase.HALFWAY, at=float(round(total / 2)), call=True))
    cues.append(Cue(Phrase.TEN, at=float(total - routine.ten), call=True))
    cues.sort(key=lambda cue: cue.at or 0)
    if not any(phrase == Phrase.QUIET for _, phrase in rows):
        cues = _quiet(cues, routine.long_gap + QUIET_AFTER)
    return _broken(cues, routine.dead_gap)


QUIET_AFTER = 7
"""Seconds after a cue at which the coach says that it will be quiet."""


def _quiet(cues: list[Cue], longest: float) -> list[Cue]:
    """The cues, with a word before the first silence that is longer than so many seconds."""
    for number, (cue, following) in enumerate(pairwise(cues), 1):
        if _second(following) - _second(cue) > longest:
            word = Cue(Phrase.QUIET, at=_second(cue) + QUIET_AFTER)
            return [*cues[:number], word, *cues[number:]]
    return cues


def _broken(cues: list[Cue], longest: float) -> list[Cue]:
    """The cues, with a word in each silence longer than so many seconds, so that it does not seem dead."""
    told = cues[:1]
    for cue, following in pairwise(cues):
        gap = _second(following) - _second(cue)
        pieces = ceil(gap / longest)
        told += [Cue(Phrase.STILL_WITH_YOU, at=_second(cue) + gap * at / pieces) for at in range(1, pieces)]
        told.append(following)
    return told


def _second(cue: Cue) -> float:
    return cue.at or 0.0


def _table(routine: Routine, session: Session) -> Clocked:
    sides = routine.sides[session.verbosity]
    tables = sides.two if session.side_index else sides.one
    return tables[max(key for key in tables if key <= session.seconds)]
