"""Between what is kept and whom the coach knows: a stored document becomes a person, a turn a change.

A turn's attributes carry what was known when the session opened, so that only its first turn reads.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from skill import routines
from skill.coach.checkpoint import done_today, left_behind, neutral, record_of
from skill.coach.events import SIDES, Side
from skill.coach.profile import Profile, SessionRecord, Tally
from skill.coach.session import Session
from skill.coach.settings import SETTINGS
from skill.coach.turn import Turn
from skill.memory.calendar import UTC, day_of, midnight_after, tally, zone
from skill.memory.kept_fields import KEPT, LOCKED_UNTIL, STOPPED_UNTIL, is_zone
from skill.memory.store import Change, Kept, Recorded, Rolled

logger = logging.getLogger(__name__)

AWAY = 90 * 24 * 3600
"""Seconds away after which the safety words are said in full again (domain judgement)."""
ZONE_LASTS = 24 * 3600
"""Seconds for which a speaker's time zone is not asked for again."""
HOLDS = 12 * 3600
"""Seconds for which a stop or an alarm holds at least; it holds till midnight in any case (safety rules)."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a session knows since it opened: the person, the speaker's zone and when it was asked for.

    `unkept` are fields that could not be kept yet; `surplus` goes back to the store at once.
    """

    person: Profile = field(default_factory=Profile)
    zone: str = UTC
    zone_at: int = 0
    unkept: Mapping[str, Any] = field(default_factory=dict)
    surplus: Sequence[str] = ()

    def to_attributes(self) -> dict[str, Any]:
        """As JSON. The dropped session stays out: it has been taken up or left behind by then."""
        person = {name: value for name, value in vars(self.person).items() if name != "left_off"}
        person |= {name: list(person[name]) for name in _SIDES}
        person["tally"] = vars(self.person.tally) if self.person.tally else None
        return {"person": person, "zone": self.zone, "zone_at": self.zone_at, "unkept": dict(self.unkept)}

    @classmethod
    def from_attributes(cls, raw: Any) -> "Known | None":
        """What these attributes hold; None where they hold none, or junk."""
        try:
            person = dict(raw["person"])
            counts = person.pop("tally")
            person |= {name: _sides(person[name]) for name in _SIDES}
            person["tally"] = Tally(**counts) if counts else None
            found = cls(person=Profile(**person), zone=raw["zone"], zone_at=raw["zone_at"],
                        unkept=_unkept(raw["unkept"]))  # fmt: skip
        except (AttributeError, KeyError, TypeError, ValueError):
            return None
        return found if _sound(found.person) and is_zone(found.zone, found.zone_at) else None


_SIDES = ("stopped", "done")


def _unkept(raw: Any) -> dict[str, Any]:
    """Fields that wait to be kept: those that are known by name, with values that can be theirs."""
    return {name: raw[name] for name, fits in KEPT.items() if name in raw and fits(raw[name])}


def _sides(value: Any) -> tuple[Side, ...]:
    return tuple(SIDES[SIDES.index(side)] for side in value)


def _sound(person: Profile) -> bool:
    """Whether a turn could have written this; junk is read from the store instead."""
    counts = (person.sessions, *(vars(person.tally).values() if person.tally else ()))
    flags = (person.safety_due, person.safety_heard, person.locked)
    return (
        all(count is None or (type(count) is int and 0 <= count < 1_000_000) for count in counts)
        and type(person.sessions) is int
        and all(fits(getattr(person, name)) for name, fits in SETTINGS.items())
        and person.next_side in (None, *SIDES)
        and all(isinstance(flag, bool) for flag in flags)
    )


@dataclass(frozen=True)
class Calendar:
    """What the locale says: the day on which a week begins, and which safety words are in force."""

    week_begins: str
    safety_words: str


def learn(kept: Kept | None, at: int, calendar: Calendar, ask_zone: Callable[[], str | None]) -> Known:
    """What a session knows as it opens at a moment. Of somebody of whom nothing can be read: nothing.

    `ask_zone` asks for the speaker's time zone, and is called only where the one that is kept is old.
    """
    if kept is None:
        return Known()
    try:
        name, asked_at = _zone(kept, at, ask_zone)
        person = person_of(kept, at, name, calendar)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError) as junk:
        logger.warning("What is kept cannot be read (%s); going on without it.", type(junk).__name__)
        return Known()
    if not _sound(person):
        logger.warning("What is kept of a person makes no sense; going on without it.")
        return Known()
    return Known(person=person, zone=name, zone_at=asked_at, surplus=kept.surplus)


def _zone(kept: Kept, at: int, ask_zone: Callable[[], str | None]) -> tuple[str, int]:
    """The speaker's zone, and when it was asked for. An old one is better than none."""
    known = kept.checkpoint or {}
    name, asked_at = known.get("zone", UTC), known.get("zone_at", 0)
    if not is_zone(name, asked_at):
        name, asked_at = UTC, 0
    if asked_at and 0 <= at - asked_at < ZONE_LASTS:
        return name, asked_at
    asked = ask_zone()
    return (asked, at) if asked else (name, asked_at)


def dropped(kept: Kept) -> Session | None:
    """The session that the checkpoint holds, if one does."""
    return Session.from_attributes((kept.checkpoint or {}).get("session"))


def person_of(kept: Kept, at: int, zone_name: str, calendar: Calendar) -> Profile:
    """The person as known when a session opens, at a moment in seconds since 1970."""
    behind = left_behind(routines.load(), Profile(left_off=dropped(kept)), at)
    also = record_of(behind) if behind is not None else None
    rolls = list(kept.recent)
    if also is not None and also.opened_at not in {roll.opened_at for roll in rolls}:
        rolls.append(Rolled(also.opened_at, also.finished))
    where = zone(zone_name)
    last = max((roll.opened_at for roll in rolls), default=None)
    heard = kept.fields.get("safety_words")
    chosen: dict[str, Any] = dict(_QUIET) if kept.fields.get("quiet") is True else {}
    chosen |= {name: kept.fields[name] for name in SETTINGS if kept.fields.get(name) is not None}
    known = Profile(**chosen)
    return replace(
        known,
        sessions=kept.finished + (also is not None and also.finished),
        next_side=kept.fields.get("next_side"),
        safety_due=(last is not None and at - last > AWAY) or heard not in (None, calendar.safety_words),
        left_off=dropped(kept),
        stopped=_stopped(kept, at, where),
        done=_done(kept, at, where, behind),
        locked=at < _moment(kept.fields.get(LOCKED_UNTIL)),
        tally=tally(rolls, at, where, calendar.week_begins),
    )


_QUIET = {"verbosity": "brief"}
"""What `quiet` meant, which was kept before there were three steps."""


def _moment(value: Any) -> int:
    return value if type(value) is int else 0


def _stopped(kept: Kept, at: int, where: tzinfo) -> tuple[Side, ...]:
    """The sides that must rest still. Older checkpoints held dates of sides that were over."""
    over = _dated(kept, "over", at, where)
    return tuple(side for side in SIDES if at < _moment(kept.fields.get(STOPPED_UNTIL[side])) or side in over)


def _done(kept: Kept, at: int, where: tzinfo, behind: Session | None) -> tuple[Side, ...]:
    """The sides that had their time in a session that began today, one that was left behind among them."""
    done = set(_dated(kept, "done", at, where))
    if behind is not None and day_of(behind.opened_at, where) == day_of(at, where):
        done |= {*done_today(behind)}
    return tuple(side for side in SIDES if side in done)


def _dated(kept: Kept, name: str, at: int, where: tzinfo) -> set[Side]:
    dates = (kept.checkpoint or {}).get(name)
    today = day_of(at, where).isoformat()
    return {side for side in SIDES if isinstance(dates, Mapping) and dates.get(side) == today}


def change_of(known: Known, turn: Turn, attributes: Mapping[str, Any], at: int, calendar: Calendar) -> Change:
    """What a turn leaves to be kept: the checkpoint, the settings that changed, a session for the history."""
    changed = dict(known.unkept)
    changed |= {
        name: getattr(turn.person, name)
        for name in SETTINGS
        if getattr(turn.person, name) != getattr(known.person, name)
    }
    changed |= _safety(known, turn, at, calendar)
    record = turn.record
    if record is not None:
        changed["next_side"] = record.extra
    return Change(
        at=at,
        checkpoint=checkpoint_of(turn.session, attributes, known, at),
        fields=changed,
        surplus=known.surplus,
        record=None if record is None else _recorded(record),
    )


def _safety(known: Known, turn: Turn, at: int, calendar: Calendar) -> Mapping[str, Any]:
    """What must hold after this session: which safety words were answered, and until when to rest."""
    before, after = known.person, turn.person
    changed: dict[str, Any] = {}
    if after.safety_heard and not before.safety_heard:
        changed["safety_words"] = calendar.safety_words
    if after.safety_due and not before.safety_due:
        changed["safety_words"] = NOT_ANSWERED
    if after.locked != before.locked:
        changed[LOCKED_UNTIL] = _held_until(at, known) if after.locked else None
    new = (side for side in after.stopped if side not in before.stopped)
    return changed | {STOPPED_UNTIL[side]: _held_until(at, known) for side in new}


NOT_ANSWERED = "due"
"""Kept in place of the checksum of the safety words where their question is to be asked again."""


def _held_until(at: int, known: Known) -> int:
    return max(at + HOLDS, midnight_after(at, zone(known.zone)))


def _recorded(record: SessionRecord) -> Recorded:
    return Recorded(record.opened_at, record.left, record.right, record.finished)


def checkpoint_of(session: Session, attributes: Mapping[str, Any], known: Known, at: int) -> dict[str, Any]:
    """A session as it is kept: its `attributes`, the speaker's zone, and the day on which sides were done.

    That is the day on which the session began, however late it is by now.
    """
    began = day_of(session.opened_at or at, zone(known.zone)).isoformat()
    found: dict[str, Any] = {"session": neutral(attributes)}
    if done := done_today(session):
        found["done"] = dict.fromkeys(done, began)
    if known.zone_at:
        found |= {"zone": known.zone, "zone_at": known.zone_at}
    return found


def kept_of(person: Profile) -> Kept:
    """A person as a store would know them: whoever tries the skill as somebody begins with this."""
    settings = {name: value for name in SETTINGS if (value := getattr(person, name)) is not None}
    place = {"session": person.left_off.to_attributes()} if person.left_off else None
    return Kept(checkpoint=place, fields=settings, finished=person.sessions)
