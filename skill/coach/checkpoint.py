"""What a checkpoint keeps of a session, and what becomes of it when the person is back.

It must tell where they were, and nothing of how they felt. So a choice after a report of pain is
kept as a pause, a side that was stopped looks like one that was finished or skipped, and the words
that were said are left out. Whoever takes up such a session stays light, whatever happened in it.
"""

from collections.abc import Mapping
from typing import Any

from skill.coach.events import SIDES, Side
from skill.coach.places import MARKS, Aside, Place, Stage
from skill.coach.profile import Profile, SessionRecord
from skill.coach.routine import Routine
from skill.coach.session import Session
from skill.coach.timeline import catch_up, hang

OFFERED = 24 * 3600
"""Seconds after which a dropped session is no longer offered."""
FRESH = 20 * 60
"""Seconds up to which it is offered as if nothing had happened, and up to which a rest is taken up."""


def neutral(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """A session's attributes as a checkpoint keeps them, with nothing in them that tells of pain."""
    kept = {**attributes, **_UNSAID, "cleared": attributes["cleared"] or not _standing(attributes["place"])}
    if kept["aside"] in _TOLD_OF or any(row[0] in _ASKED_OF for row in kept["marks"]):
        return {**kept, **_PAUSED}
    return {**kept, **{name: [_plain(row) for row in kept[name]] for name in ("marks", "reprompt_marks")}}


_TOLD_OF = frozenset({Aside.CHOICE.value, Aside.ALARM.value, Aside.CONFIRM.value})
_ASKED_OF = frozenset({"ask_choice", "ask_alarm", "ask_confirm"})
_UNSAID: Mapping[str, Any] = {
    "stopped": [], "light": [], "doubt": False, "pending": [], "undo": {}, "tries": 0, "waited": False,
    "reminder": [], "used": {}, "missed": 0, "answer": "", "side_question": "",
}  # fmt: skip
_PAUSED: Mapping[str, Any] = {
    "state": Aside.PAUSED.value, "aside": Aside.PAUSED.value, "on_roller": False, "speech": [0.0, 0.0],
    "marks": [], "reprompt": [0.0, 0.0], "reprompt_marks": [],
}  # fmt: skip


def _standing(place: str) -> bool:
    return Place(place).stage == Stage.STANDING


def _plain(row: list[Any]) -> list[Any]:
    return row if row[0] in _KEPT else ["told", *row[1:]]


_KEPT = {*MARKS, "advice"}


def done_today(session: Session) -> tuple[Side, ...]:
    """The sides that had their time, in this session or in one before it today."""
    rolled = (side for side in SIDES if session.credit[side] and not session.todo[side])
    had = {side for side in rolled if side not in session.stopped}
    return tuple(side for side in SIDES if side in had or side in session.done)


def take_up(routine: Routine, person: Profile, at: int) -> tuple[Session | None, Session | None]:
    """The dropped session that can be offered again, or else the one that was left behind.

    Both are credited to the moment `at` (seconds since 1970); of the two at least one is None. A
    session that was opened at that very moment is the same request, come twice; one that was heard of
    later than this request is not left behind.
    """
    left = person.left_off
    if left is None or left.opened_at == at:
        return None, None
    age = at - (left.ended_at or left.sent_at or 0)
    before = left if age < 0 else _caught_up(left, at, age)
    if left.place == Place.CLOSED or abs(age) > OFFERED:
        return None, before
    rolled_unheard = before.finished and not left.finished and any(left.todo.values())
    if rolled_unheard and left.ended_at is None:
        return _offered(person, left, Aside.CONFIRM, ("finished",)), None
    if not _resumable(before, age):
        return None, before
    return _offered(person, _all_but_done(routine, before), Aside.OFFER), None


def _caught_up(left: Session, at: int, age: int) -> Session:
    """A lost session at this moment. How much of a rest was heard is not known, so it is kept whole."""
    if left.place == Place.REST and left.ended_at is None and age <= FRESH:
        return left.with_(finished=True, remaining=0)
    return catch_up(left, at).session


def _resumable(session: Session, age: int) -> bool:
    if session.place == Place.REST:
        return age <= FRESH
    begun = Stage.LYING <= session.place.stage <= Stage.BETWEEN
    return begun and session.cleared and not session.finished


def _all_but_done(routine: Routine, session: Session) -> Session:
    """With so little left of the side under way, it counts as done: nobody lies down for that."""
    side = session.side
    if session.place.traits.clock and session.todo[side] < routine.seconds.all_but_done:
        return session.with_(todo={**session.todo, side: 0})
    return session


def _offered(person: Profile, session: Session, aside: Aside, pending: tuple[str, ...] = ()) -> Session:
    stopped = {*session.stopped, *person.stopped}
    return hang(session, aside, pending).with_(
        sent_at=None, missed=0, answer="", side_question="", undo={}, taken_up=True, on_roller=False,
        cleared=not person.safety_due, listed=session.listed and not person.safety_due,
        stopped=tuple(side for side in SIDES if side in stopped),
        todo={side: 0 if side in stopped else left for side, left in session.todo.items()},
    )  # fmt: skip


def left_behind(routine: Routine, person: Profile, at: int) -> Session | None:
    """The session that dropped and can no longer be offered, credited to this moment."""
    return take_up(routine, person, at)[1]


def all_rolled(session: Session) -> Session:
    """The session as it was planned to end: what was still to roll was rolled."""
    credit = {side: session.credit[side] + session.todo[side] for side in SIDES}
    return session.with_(credit=credit, todo=dict.fromkeys(SIDES, 0), finished=True)


def record_of(session: Session) -> SessionRecord | None:
    """What history should hold of a session that is over; None where that is known, or nothing was done."""
    if session.recorded or not session.rolled:
        return None
    extra = session.side if session.extra else None
    return SessionRecord(
        session.opened_at, session.credit["left"], session.credit["right"], session.finished, extra
    )
