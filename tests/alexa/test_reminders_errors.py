"""What goes wrong with Amazon's Reminders API is told as it is, in time, and nothing is claimed."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from skill.alexa.services import Access
from skill.coach.effects import Effect, EffectResult
from tests.support.amazon_services import TOKEN, Amazon, Fault, amazon, in_time
from tests.support.reminded import ONCE, SUNDAY, WEEKLY, put, reminders


@pytest.fixture
def played() -> Iterator[Amazon]:
    """Amazon's services, played over a real connection."""
    with amazon(SUNDAY) as server:
        yield server


def test_without_permission_nothing_is_set_and_that_is_told(played: Amazon) -> None:
    """Amazon answers 401, whatever is asked for."""
    played.permitted = False
    assert put(played) == EffectResult(how="no_permission")
    assert reminders(played).run(Effect(what="list_reminders")) == EffectResult(how="no_permission")


def test_too_many_reminders(played: Amazon) -> None:
    """One more than the account may have."""
    for hour in range(played.most):
        put(played, replace(WEEKLY, time=f"0{hour}:30"))
    assert put(played) == EffectResult(how="too_many")


def test_a_speaker_that_cannot(played: Amazon) -> None:
    """Some devices have no reminders."""
    played.supported = False
    assert put(played) == EffectResult(how="unsupported")


def test_without_a_zone_no_time_is_sent(played: Amazon) -> None:
    """A time in the wrong zone would ring in the night."""
    result = reminders(played, zone=lambda: None).run(Effect(what="set_reminder", reminder=WEEKLY))
    assert result == EffectResult(how="no_zone")
    assert not played.alerts


@pytest.mark.parametrize(
    ("status", "code", "how"),
    [
        (400, "INVALID_TRIGGER", "refused"),
        (401, "UNAUTHORIZED", "no_permission"),
        (403, "ACCESS_DENIED", "no_permission"),
        (403, "MAX_REMINDERS_EXCEEDED", "too_many"),
        (403, "DEVICE_NOT_SUPPORTED", "unsupported"),
        (403, "", "no_permission"),
        (404, "ALERT_NOT_FOUND", "gone"),
        (409, "CONFLICT", "refused"),
        (418, "TEAPOT", "refused"),
        (429, "RATE_EXCEEDED", "away"),
        (500, "INTERNAL_ERROR", "away"),
        (503, "UNAVAILABLE", "away"),
        (504, "TIMEOUT", "away"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "GET"])
def test_every_error_has_its_meaning(played: Amazon, method: str, status: int, code: str, how: str) -> None:
    """Whichever call it comes from; a reminder that is gone already counts as cancelled."""
    put(played)
    played.fault, played.method = (status, code), method
    effect = {
        "POST": Effect(what="set_reminder", reminder=ONCE),
        "PUT": Effect(what="change_reminder", reminder=ONCE, old=(WEEKLY,)),
        "DELETE": Effect(what="cancel_reminders", old=(WEEKLY,)),
        "GET": Effect(what="list_reminders"),
    }[method]
    expected = "done" if (method, status) == ("DELETE", 404) else how
    assert reminders(played).run(effect).how == expected
    assert len(played.alerts) == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("what", ["set_reminder", "list_reminders", "change_reminder", "cancel_reminders"])
def test_whatever_the_server_does_the_answer_comes_in_time(fault: Fault, what: Any) -> None:
    """Silence, a trickle, junk: within the time, and nothing is claimed that is not known."""
    with amazon(SUNDAY) as server:
        put(server)
        server.fault = fault
        effect = Effect(what=what, reminder=ONCE, old=(WEEKLY,))
        result = in_time(partial(reminders(server, seconds=0.4).run, effect))
        assert result == EffectResult(how="away")


def test_a_success_without_a_body_is_a_success(played: Amazon) -> None:
    """The status says that it is set."""
    played.fault, played.method = Fault.EMPTY, "POST"
    assert put(played) == EffectResult(how="done")


@pytest.mark.slow
@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.TRICKLE, Fault.HANGS_UP, Fault.JUNK])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_was_sent_and_not_answered_is_not_claimed(fault: Fault, method: str) -> None:
    """It may be set and may not be: the person is told to ask which ones are."""
    effects = {
        "POST": Effect(what="set_reminder", reminder=ONCE),
        "PUT": Effect(what="change_reminder", reminder=ONCE, old=(WEEKLY,)),
        "DELETE": Effect(what="cancel_reminders", old=(WEEKLY,)),
    }
    with amazon(SUNDAY) as server:
        put(server)
        server.fault, server.method = fault, method
        runner = reminders(server, seconds=0.5)
        answered = method == "DELETE" and fault is Fault.JUNK  # ask-sdk's client does not read that body
        assert in_time(partial(runner.run, effects[method])).how == ("done" if answered else "away")


def test_a_host_that_is_not_there(played: Amazon) -> None:
    """Nobody listens at the port."""
    nowhere = Access("http://127.0.0.1:9", TOKEN)
    assert reminders(played, access=nowhere).run(Effect(what="list_reminders")) == EffectResult(how="away")


@pytest.mark.parametrize(
    "endpoint",
    ["https://example.com", "http://api.amazonalexa.com", "https://amazonalexa.com.example.org", "file:///etc",
     "", "https://[", "https://api.amazonalexa.com:port"],
)  # fmt: skip
def test_the_token_goes_to_amazon_only(played: Amazon, endpoint: str) -> None:
    """An endpoint that is not Amazon's, or not over TLS, is not called."""
    elsewhere = reminders(played, access=Access(endpoint, TOKEN))
    assert elsewhere.run(Effect(what="list_reminders")) == EffectResult(how="away")


def test_without_a_token_nothing_is_called(played: Amazon) -> None:
    """As in a simulator, whose requests have none."""
    assert reminders(played, access=None).run(Effect(what="list_reminders")) == EffectResult(how="away")


def test_neither_token_nor_times_are_logged(played: Amazon, caplog: pytest.LogCaptureFixture) -> None:
    """A log tells the status and the code, and nothing of the person."""
    played.fault = (403, "DEVICE_NOT_SUPPORTED")
    with caplog.at_level(logging.DEBUG):
        put(played)
    assert "403 DEVICE_NOT_SUPPORTED" in caplog.text
    for secret in (TOKEN, "18:00", "monday", "roll", played.endpoint):
        assert secret not in caplog.text
    assert TOKEN not in repr(played.access)
