"""A reminder of the coach's as Alexa's Reminders API takes it, and back."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ask_sdk_model.services.reminder_management.alert_info import AlertInfo
from ask_sdk_model.services.reminder_management.push_notification import PushNotification
from ask_sdk_model.services.reminder_management.push_notification_status import PushNotificationStatus
from ask_sdk_model.services.reminder_management.recurrence import Recurrence
from ask_sdk_model.services.reminder_management.reminder_request import ReminderRequest
from ask_sdk_model.services.reminder_management.spoken_info import SpokenInfo
from ask_sdk_model.services.reminder_management.spoken_text import SpokenText
from ask_sdk_model.services.reminder_management.status import Status
from ask_sdk_model.services.reminder_management.trigger import Trigger
from ask_sdk_model.services.reminder_management.trigger_type import TriggerType

from skill.coach.effects import AHEAD, WEEK, Reminder

BY_DAY = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEK, strict=True))
"""The two letters of a day in a recurrence rule (RFC 5545), and the coach's name for it."""

SOON = timedelta(minutes=1)
"""A time that is nearer than this has passed by the time it is agreed on."""


def request_for(reminder: Reminder, at: int, zone: str, locale: str, words: str) -> ReminderRequest | None:
    """The body that sets a reminder; None where its time, for once and today, is over.

    `at` is the request's timestamp (seconds since 1970), `zone` an IANA name.
    """
    now = _local(at, zone)
    first = _first(reminder, now)
    if first is None:
        return None
    trigger = Trigger(object_type=TriggerType.SCHEDULED_ABSOLUTE, scheduled_time=first, time_zone_id=zone)
    if reminder.weekly:
        trigger.recurrence = Recurrence(start_date_time=first, recurrence_rules=[_rule(reminder)])
    spoken = SpokenInfo(content=[SpokenText(locale=locale, text=words)])
    return ReminderRequest(
        request_time=now,
        trigger=trigger,
        alert_info=AlertInfo(spoken_info=spoken),
        push_notification=PushNotification(status=PushNotificationStatus.ENABLED),
    )


def same(one: Reminder, other: Reminder, at: int, zone: str) -> bool:
    """Whether two reminders ring at the same times: "on Wednesday" may be "in three days"."""
    if one.weekly or other.weekly:
        return one == other
    now = _local(at, zone)
    return _first(one, now) == _first(other, now)


def _local(at: int, zone: str) -> datetime:
    """The clock on the wall at a moment. It has no zone: Alexa refuses a time that has one."""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).replace(tzinfo=None)


def _first(reminder: Reminder, now: datetime) -> datetime | None:
    """The first time that a reminder is due, on the clock on the wall; None where that is over."""
    clock = time.fromisoformat(reminder.time)
    ahead = [AHEAD[day] for day in reminder.days if day in AHEAD]
    for days in ahead or range(len(WEEK) + 1):
        due = datetime.combine(now.date() + timedelta(days=days), clock)
        if due > now + SOON and (ahead or WEEK[due.weekday()] in reminder.days):
            return due
    return None


def _rule(reminder: Reminder) -> str:
    hour, minute = (int(part) for part in reminder.time.split(":"))
    days = ",".join(letters for letters, day in BY_DAY.items() if day in reminder.days)
    return f"FREQ=WEEKLY;BYDAY={days};BYHOUR={hour};BYMINUTE={minute};BYSECOND=0;INTERVAL=1;"


def reminder_from(alert: Any, at: int) -> Reminder | None:
    """A reminder as Alexa lists it; None where it is over, or of a kind that this skill does not set."""
    trigger = alert.trigger
    if alert.status == Status.COMPLETED or trigger is None:
        return None
    due = trigger.scheduled_time if isinstance(trigger.scheduled_time, datetime) else None
    recurrence = trigger.recurrence
    rules = [rule for rule in (recurrence.recurrence_rules or ()) if rule] if recurrence else []
    if rules:
        return _of_rules(rules, due)
    if recurrence is not None and recurrence.freq:
        return _weekly(_of_older(recurrence), due)
    return _once(due, _local(at, trigger.time_zone_id or "UTC")) if due else None


def _of_rules(rules: list[str], due: datetime | None) -> Reminder | None:
    """Several rules are one reminder where they have the same time, as a rule for each day."""
    parts = [dict(re.findall(r"([A-Z]+)=([^;]*)", rule)) for rule in rules]
    days = tuple(
        day for part in parts for day in _days_of(part.get("FREQ"), part.get("BYDAY", "").split(","))
    )
    times = {(part["BYHOUR"], part["BYMINUTE"]) for part in parts if {"BYHOUR", "BYMINUTE"} <= part.keys()}
    if len(times) != 1:
        return _weekly(days, due) if not times else None
    hour, minute = times.pop()
    return _weekly(days, datetime.combine(datetime.min, time(int(hour), int(minute))))


def _of_older(recurrence: Any) -> tuple[str, ...]:
    named = [getattr(day, "value", day) for day in recurrence.by_day or ()]
    return _days_of(getattr(recurrence.freq, "value", recurrence.freq), named)


def _days_of(freq: str | None, letters: list[str]) -> tuple[str, ...]:
    if freq == "DAILY":
        return WEEK
    return tuple(BY_DAY[each] for each in letters if each in BY_DAY) if freq == "WEEKLY" else ()


def _weekly(days: tuple[str, ...], due: datetime | None) -> Reminder | None:
    known = tuple(day for day in WEEK if day in days)
    return Reminder(days=known, time=f"{due:%H:%M}") if known and due else None


def _once(due: datetime, now: datetime) -> Reminder | None:
    """For once: today and tomorrow by their names, other days by the weekday, as they are not far off."""
    due = due.replace(tzinfo=None)
    if due < now:
        return None
    days = (due.date() - now.date()).days
    name = next((name for name, ahead in AHEAD.items() if ahead == days), WEEK[due.weekday()])
    return Reminder(days=(name,), time=f"{due:%H:%M}", weekly=False)
