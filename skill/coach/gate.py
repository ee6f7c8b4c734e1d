"""The gate: nothing that brings a body onto the roller is laid out without passing it.

It stands where answers are laid out, so no reaction can go round it. It asks three things: whether the
safety question was answered, whether the side was not stopped, and whether the side has room under its
cap.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from skill.coach.events import SIDES, Side
from skill.coach.layout import Segment
from skill.coach.phrases import Phrase
from skill.coach.places import MARKS, NO_TRAITS
from skill.coach.session import Session


@dataclass(frozen=True)
class Refusal:
    """Why a row of segments may not be laid out: `side` is None where the safety question is open."""

    side: Side | None
    says: Phrase


def refusal(session: Session, row: Iterable[Segment]) -> Refusal | None:
    """Why this row may not be laid out for this session; None where it may."""
    side, room = session.side, {each: session.room(each) for each in SIDES}
    for segment in row:
        side = segment.side or side
        traits = MARKS.get(segment.name, NO_TRAITS)
        if not traits.puts_on:
            continue
        if not session.cleared:
            return Refusal(None, Phrase.HEAR_FIRST)
        if side in session.stopped:
            return Refusal(side, Phrase.SIDE_OVER)
        if traits.clock:
            room[side] -= round(segment.seconds or 0)
        if room[side] < 0 or not session.room(side):
            return Refusal(side, Phrase.MORE_CAP)
    return None
