"""The time zone of a speaker comes from Amazon's Device Settings API, or is not known."""

import logging
from functools import partial

import pytest

from skill.alexa.services import Access
from skill.alexa.zones import zone_of
from tests.support.amazon_services import DEVICE, TOKEN, Fault, amazon, in_time

NOON = 1_795_348_800


def test_the_zone_is_the_devices_own() -> None:
    """It is asked for the device, with the request's own token."""
    with amazon(NOON, zone="Europe/Berlin") as server:
        assert zone_of(server.access, DEVICE) == "Europe/Berlin"
        assert server.calls == [("GET", f"/v2/devices/{DEVICE}/settings/System.timeZone", None)]


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc", "Europe", "\0", None])
def test_a_zone_that_nobody_knows_is_none(zone: str | None) -> None:
    """Junk, a path, or no content at all; a speaker without settings has none."""
    with amazon(NOON, zone=zone) as server:
        assert zone_of(server.access, DEVICE) is None


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 429, 500, 503])
def test_an_error_is_no_zone(status: int, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever Amazon answers; the log tells the status, and neither device nor token."""
    with amazon(NOON, fault=(status, "SOME_CODE")) as server, caplog.at_level(logging.DEBUG):
        assert zone_of(server.access, DEVICE) is None
    assert "Device Settings API" in caplog.text
    assert DEVICE not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("fault", list(Fault))
def test_whatever_the_server_does_there_is_an_answer_in_time(fault: Fault) -> None:
    """Silence, a trickle, junk: no zone, and the turn goes on."""
    with amazon(NOON, fault=fault) as server:
        assert in_time(partial(zone_of, server.access, DEVICE, 0.3)) is None


def test_what_a_request_does_not_bring_is_not_asked_for() -> None:
    """No token, no device: no call."""
    with amazon(NOON) as server:
        assert zone_of(None, DEVICE) is None
        assert zone_of(server.access, "") is None
        assert not server.calls
    assert zone_of(Access("https://example.com", TOKEN), DEVICE) is None
