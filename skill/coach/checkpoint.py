"""What a checkpoint keeps of a session, and what becomes of it when the person is back.

It must tell where they were, and nothing of how they felt. So a choice after a report of pain is
kept as a pause, a side that was stopped looks like one that was finished or skipped, and the words
that were said are left out. Whoever takes up such a session stays light, whatever happened in it.
"""

from collections.abc import Mapping
from typing import Any

from skill.coach.events import SIDES, Side
from skill.coach.person import Person, Record
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.timeline import NAMED, catch_up

OFFERED = 24 * 3600
"""Seconds after which a dropped session is no longer offered."""
FRESH = 20 * 60
"""Seconds up to which it is offered as if nothing had happened."""

_BEGUN = frozenset(
    {State.SETUP, State.SETTLED, State.BREATHING, State.ROLLING, State.HOLD, State.CHANGE_OVER,
     State.SYMMETRY, State.EXTRA}
)  # fmt: skip


def neutral(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """A session's attributes as a checkpoint keeps them, with nothing in them that tells of pain."""
    kept = {**attributes, **_UNSAID}
    if kept["state"] == State.CHOICE or any(row[0] == "ask_choice" for row in kept["marks"]):
        return {**kept, **_PAUSED}
    return {**kept, **{name: [_plain(row) for row in kept[name]] for name in ("marks", "reprompt_marks")}}


_UNSAID: Mapping[str, Any] = {
    "over": [], "gentle": [], "reminder": [], "used": {}, "missed": 0, "answer": "", "asked": "",
}  # fmt: skip
_PAUSED: Mapping[str, Any] = {
    "state": State.PAUSED.value, "speech": [0.0, 0.0], "marks": [], "reprompt": [0.0, 0.0],
    "reprompt_marks": [],
}  # fmt: skip


def _plain(row: list[Any]) -> list[Any]:
    return row if row[0] in _TOLD else ["told", *row[1:]]


_TOLD = {*NAMED, "advice", "farewell"}


def over_today(session: Session) -> tuple[Side, ...]:
    """The sides that are not rolled again before midnight, whether finished, skipped or stopped.

    None are once a session has given every side its time: then another roll is the person's choice.
    """
    done = tuple(side for side in SIDES if side in session.over or not session.todo[side])
    whole = session.sides == tuple(s for s in session.sides if session.credit[s] >= session.seconds)
    ended = session.finished or session.state == State.CLOSED
    if not any(session.credit.values()) or (ended and whole and not session.over):
        return ()
    return done


def take_up(person: Person, at: int) -> tuple[Session | None, Session | None]:
    """The dropped session that can be offered again, or else the one that was left behind.

    Both are credited to the moment `at` (seconds since 1970); of the two at least one is None. A
    session that was opened at that very moment is the same request, come twice.
    """
    if person.left_off is None or person.left_off.opened_at == at:
        return None, None
    before = catch_up(person.left_off, at).session
    age = at - (person.left_off.ended_at or person.left_off.sent_at or 0)
    fresh = before.state != State.CLOSED and not before.finished and before.place in _BEGUN
    if not (fresh and 0 <= age <= OFFERED):
        return None, before
    short = {side for side in person.over_today if before.credit[side] < before.seconds}
    over = tuple(side for side in SIDES if side in before.over or side in short)
    offered = before.with_(
        state=State.RESUME_OFFER, sent_at=None, missed=0, answer="", asked="", taken_up=True, over=over
    )
    return offered, None


def left_behind(person: Person, at: int) -> Record | None:
    """What history should hold of a session that dropped and can no longer be offered."""
    before = take_up(person, at)[1]
    return record_of(before) if before is not None else None


def record_of(session: Session) -> Record | None:
    """What history should hold of a session that is over; None where that is known, or nothing was done."""
    if session.recorded or not any(session.credit.values()):
        return None
    extra = session.side if session.extra else None
    return Record(session.opened_at, session.credit["left"], session.credit["right"], session.finished, extra)
