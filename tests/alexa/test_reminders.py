"""Reminders are set, told, changed and cancelled through Amazon's API, as its own traps demand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.reminders import SCOPE, ask_permission
from skill.alexa.schedule import reminder_from, request_for
from skill.alexa.serializer import TolerantSerializer
from skill.coach.effects import AHEAD, WEEK, Effect, EffectResult, Reminder, reminder_of
from skill.turns import AskPermission
from tests.support.amazon_services import Amazon, amazon
from tests.support.reminded import ONCE, SUNDAY, WEEKLY, ZONE, found, put, reminders

DAYS = st.lists(st.sampled_from(WEEK), min_size=1, unique=True).map(
    lambda days: tuple(day for day in WEEK if day in days)
)
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
REMINDERS = st.one_of(
    st.builds(Reminder, days=DAYS, time=TIMES),
    st.builds(Reminder, days=st.sampled_from([(day,) for day in (*AHEAD, *WEEK)]), time=TIMES,
              weekly=st.just(False)),
)  # fmt: skip


@pytest.fixture
def played() -> Iterator[Amazon]:
    """Amazon's services, played over a real connection."""
    with amazon(SUNDAY) as server:
        yield server


def test_a_weekly_reminder_is_set_by_rules_and_a_time_without_zone(played: Amazon) -> None:
    """The body is what the API takes: absolute, the zone by name, no "Z", rules, the words as text."""
    assert put(played) == EffectResult(how="done")
    (body,) = played.alerts.values()
    assert body["trigger"] == {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": "2026-11-23T18:00:00",
        "timeZoneId": ZONE,
        "recurrence": {
            "startDateTime": "2026-11-23T18:00:00",
            "recurrenceRules": ["FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=18;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"],
        },
    }
    assert body["alertInfo"]["spokenInfo"]["content"] == [{"locale": "en-US", "text": "Time for your roll."}]


def test_one_for_once_has_no_recurrence(played: Amazon) -> None:
    """Tomorrow is the speaker's own tomorrow."""
    assert put(played, ONCE).how == "done"
    (body,) = played.alerts.values()
    assert body["trigger"]["scheduledTime"] == "2026-11-23T08:30:00"
    assert "recurrence" not in body["trigger"]


@pytest.mark.parametrize(
    ("zone", "days", "time", "first"),
    [
        (ZONE, ("sunday",), "07:30", "2026-11-22T07:30:00"),
        (ZONE, ("sunday",), "06:30", "2026-11-29T06:30:00"),
        ("Asia/Tokyo", ("sunday",), "22:00", "2026-11-22T22:00:00"),
        ("Pacific/Kiritimati", ("sunday",), "22:00", "2026-11-29T22:00:00"),
        ("Pacific/Pago_Pago", ("saturday", "sunday"), "05:00", "2026-11-22T05:00:00"),
    ],
)
def test_the_first_time_is_the_next_one_on_the_wall(zone: str, days: Any, time: str, first: str) -> None:
    """Today if it is still to come where the speaker stands, else the next such day."""
    body = request_for(Reminder(days=days, time=time), SUNDAY, zone, "en-US", "Roll.")
    assert TolerantSerializer().serialize(body)["trigger"]["scheduledTime"] == first


@pytest.mark.parametrize("again", [ONCE, replace(ONCE, days=("monday",))])
def test_the_same_reminder_is_set_once(played: Amazon, again: Reminder) -> None:
    """A request may come twice, and tomorrow may be called Monday; a second one would ring twice."""
    put(played, ONCE)
    assert put(played, again) == EffectResult(how="done")
    assert len(played.alerts) == 1
    put(played, WEEKLY)
    put(played, WEEKLY)
    assert set(found(played)) == {ONCE, WEEKLY}


def test_a_time_that_is_over_today_is_not_set(played: Amazon) -> None:
    """At seven in the morning nobody can be reminded at six today."""
    assert put(played, Reminder(days=("today",), time="06:00", weekly=False)) == EffectResult(how="past")
    assert not played.alerts


@given(reminder=REMINDERS)
def test_every_reminder_survives_the_way_there_and_back(reminder: Reminder) -> None:
    """As text, and through the API: what is listed is what was agreed on."""
    assert reminder_of(reminder.as_text()) == reminder
    with_zone = request_for(reminder, SUNDAY, ZONE, "en-US", "Roll.")
    if with_zone is None:
        assert reminder.days == ("today",)
        return
    server = Amazon(SUNDAY, alerts={"one": TolerantSerializer().serialize(with_zone)})
    server._check(server.alerts["one"])
    listed = server._reminders("GET", "", None)[1]["alerts"][0]
    kind = "ask_sdk_model.services.reminder_management.reminder.Reminder"
    back = reminder_from(TolerantSerializer().deserialize(json.dumps(listed), kind), SUNDAY)
    assert back is not None
    assert (back.time, back.weekly) == (reminder.time, reminder.weekly)
    assert back.weekly is False or back.days == reminder.days


def test_all_that_are_set_are_listed(played: Amazon) -> None:
    """Though Amazon's list has an empty date, on which ask-sdk's own reader fails."""
    for each in (WEEKLY, ONCE):
        put(played, each)
    assert found(played) == (WEEKLY, ONCE)


def test_what_is_over_or_foreign_is_not_listed(played: Amazon) -> None:
    """Amazon keeps a reminder for days after it rang; one of a kind unknown here cannot be told."""
    put(played)
    (body,) = played.alerts.values()
    trigger = body["trigger"]
    monthly = {"recurrenceRules": ["FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0;"]}
    played.alerts |= {
        "over": {**body, "status": "COMPLETED"},
        "passed": {
            **body,
            "trigger": {**trigger, "scheduledTime": "2026-11-20T18:00:00", "recurrence": None},
        },
        "monthly": {**body, "trigger": {**trigger, "recurrence": monthly}},
        "bare": {"status": "SOMETHING_NEW"},
    }
    assert found(played) == (WEEKLY,)


def test_the_older_kind_of_recurrence_is_listed(played: Amazon) -> None:
    """A reminder set by `freq` and `byDay` is one all the same; so are several rules for one time."""
    put(played)
    (body,) = played.alerts.values()
    older = {"freq": "WEEKLY", "byDay": ["TU"]}
    rules = [f"FREQ=WEEKLY;BYDAY={day};BYHOUR=6;BYMINUTE=5;BYSECOND=0;INTERVAL=1;" for day in ("FR", "MO")]
    played.alerts = {
        "older": {**body, "trigger": {**body["trigger"], "recurrence": older}},
        "daily": {**body, "trigger": {**body["trigger"], "recurrence": {"freq": "DAILY"}}},
        "rules": {**body, "trigger": {**body["trigger"], "recurrence": {"recurrenceRules": rules}}},
    }
    assert set(found(played)) == {
        Reminder(days=("tuesday",), time="18:00"),
        Reminder(days=WEEK, time="18:00"),
        Reminder(days=("monday", "friday"), time="06:05"),
    }


def test_one_is_changed_and_the_others_stay(played: Amazon) -> None:
    """A change keeps the reminder and its token."""
    put(played)
    put(played, ONCE)
    tokens = set(played.alerts)
    later = replace(WEEKLY, time="20:15")
    assert reminders(played).run(Effect(what="change_reminder", reminder=later, old=(WEEKLY,))).how == "done"
    assert set(found(played)) == {later, ONCE}
    assert set(played.alerts) == tokens


def test_a_change_that_came_twice_is_one_change(played: Amazon) -> None:
    """The second time it is as it should be already."""
    put(played)
    effect = Effect(what="change_reminder", reminder=replace(WEEKLY, time="20:15"), old=(WEEKLY,))
    assert [reminders(played).run(effect).how for _ in range(2)] == ["done", "done"]
    assert len(played.alerts) == 1


def test_one_that_is_no_longer_there_cannot_be_changed(played: Amazon) -> None:
    """It was cancelled in the app, say; then nothing new is set in its place."""
    result = reminders(played).run(Effect(what="change_reminder", reminder=ONCE, old=(WEEKLY,)))
    assert result == EffectResult(how="gone")
    assert not played.alerts


def test_those_meant_are_cancelled_and_no_others(played: Amazon) -> None:
    """By their days and time, since no token travels with the session."""
    third = Reminder(days=("friday",), time="09:00")
    for each in (WEEKLY, ONCE, third):
        put(played, each)
    result = reminders(played).run(Effect(what="cancel_reminders", old=(WEEKLY, third)))
    assert (result.how, set(result.reminders)) == ("done", {WEEKLY, third})
    assert found(played) == (ONCE,)


def test_one_that_goes_while_it_is_cancelled_is_cancelled(played: Amazon) -> None:
    """It may ring, or be cancelled in the app, between the list and the deletion."""
    put(played)
    played.fault, played.method = (404, "ALERT_NOT_FOUND"), "DELETE"
    assert reminders(played).run(Effect(what="cancel_reminders", old=(WEEKLY,))).how == "done"


def test_alexa_is_asked_for_the_permission_to_remind() -> None:
    """By voice, for the account; her token brings the reminder back."""
    directive = TolerantSerializer().serialize(ask_permission(AskPermission(WEEKLY)))
    assert directive == {
        "type": "Connections.StartConnection",
        "uri": "connection://AMAZON.AskForPermissionsConsent/2",
        "input": {
            "@type": "AskForPermissionsConsentRequest",
            "@version": "2",
            "permissionScopes": [{"permissionScope": SCOPE, "consentLevel": "ACCOUNT"}],
        },
        "token": "monday_thursday 18:00 weekly",
    }
