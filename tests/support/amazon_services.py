"""A small server that plays Amazon's Reminders API and Device Settings API, over real HTTP.

It checks bodies as the real one is known to: the traps are those of Amazon's reference and of people
who fell into them. `fault` makes it misbehave: a status with a code, or one of the `Fault` kinds.
"""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from skill.alexa.services import Access

Json = dict[str, Any]
T = TypeVar("T")

TOKEN = "in-session-token"  # noqa: S105  # no secret: the server below takes it
NO_CONTENT = 204
DEVICE = "amzn1.ask.device.MAT"
RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY);(BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*;)?"
    r"BYHOUR=([0-9]|1[0-9]|2[0-3]);BYMINUTE=[0-5]?[0-9];BYSECOND=0;INTERVAL=1;"
)


class Fault(Enum):
    """How a server can misbehave, besides with a status."""

    SILENT = "says nothing until the test is over"
    TRICKLE = "sends a byte now and then, for ever"
    HANGS_UP = "closes the connection without a word"
    EMPTY = "200 and no body"
    JUNK = "200 and no JSON"
    OTHER = "200 and JSON of another shape"
    HUGE = "200 and megabytes"


class Refused(Exception):
    """A request that the API refuses, with its status and code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass
class Amazon:
    """What the server knows: what is allowed, what is set, and what it was asked.

    `now` is the moment (seconds since 1970) by which a time counts as past; `most` is how many
    reminders may be set. `fault` breaks every call, or only those of one `method`.
    """

    now: int
    permitted: bool = True
    supported: bool = True
    most: int = 3
    zone: str | None = "America/New_York"
    fault: Fault | tuple[int, str] | None = None
    method: str = ""
    endpoint: str = ""
    alerts: dict[str, Json] = field(default_factory=dict)
    calls: list[tuple[str, str, Json | None]] = field(default_factory=list)
    over: Event = field(default_factory=Event, repr=False)

    @property
    def access(self) -> Access:
        """What a request would give for calling this server."""
        return Access(self.endpoint, TOKEN)

    def answer(self, method: str, path: str, token: str | None, body: Json | None) -> tuple[int, Json | str]:
        """Answer one call. Raises Refused."""
        self.calls.append((method, path, body))
        if token != f"Bearer {TOKEN}":
            raise Refused(401, "INVALID_BEARER_TOKEN")
        if isinstance(self.fault, tuple) and self.method in ("", method):
            raise Refused(*self.fault)
        if path == f"/v2/devices/{DEVICE}/settings/System.timeZone":
            return (200, self.zone) if self.zone is not None else (204, "")
        if not path.startswith("/v1/alerts/reminders"):
            raise Refused(404, "NO_SUCH_PATH")
        if not self.permitted:
            raise Refused(401, "UNAUTHORIZED")
        return self._reminders(method, path.removeprefix("/v1/alerts/reminders").removeprefix("/"), body)

    def _reminders(self, method: str, alert: str, body: Json | None) -> tuple[int, Json]:
        if method == "GET":
            listed = [self._listed(token, each) for token, each in self.alerts.items()]
            return 200, {"totalCount": str(len(listed)), "alerts": listed, "links": None}
        if method in ("PUT", "DELETE") and alert not in self.alerts:
            raise Refused(404, "ALERT_NOT_FOUND")
        if method == "DELETE":
            return 200, self.alerts.pop(alert) and {}
        self._check(body or {})
        if method == "POST":
            if not self.supported:
                raise Refused(403, "DEVICE_NOT_SUPPORTED")
            if len(self.alerts) >= self.most:
                raise Refused(403, "MAX_REMINDERS_EXCEEDED")
            alert = f"alert-{len(self.calls)}"
        self.alerts[alert] = body or {}
        return 200, {
            "alertToken": alert,
            "status": "ON",
            "version": "1",
            "href": f"/v1/alerts/reminders/{alert}",
        }

    def _listed(self, token: str, body: Json) -> Json:
        """As Amazon lists it: an updated time that is empty is what makes ask-sdk's own reader fail."""
        return {"status": "ON", **body, "alertToken": token, "createdTime": "2026-11-22T12:00:00.000Z",
                "updatedTime": "", "version": "1"}  # fmt: skip

    def _check(self, body: Json) -> None:
        trigger = body.get("trigger") or {}
        _require(
            body.keys() == {"requestTime", "trigger", "alertInfo", "pushNotification"}, "INVALID_REQUEST"
        )
        _require(body["pushNotification"] == {"status": "ENABLED"}, "INVALID_PUSH_NOTIFICATION")
        _naive(body["requestTime"], "INVALID_REQUEST_TIME_FORMAT")
        _require(trigger.get("type") == "SCHEDULED_ABSOLUTE", "INVALID_TRIGGER_TYPE")
        due = _naive(trigger.get("scheduledTime"), "UNSUPPORTED_SCHEDULED_TIME_FORMAT")
        zone = ZoneInfo(trigger["timeZoneId"])
        moment = due.replace(tzinfo=zone).timestamp()
        _require(moment > self.now, "INVALID_TRIGGER_SCHEDULED_TIME_IN_PAST")
        _require(moment < self.now + timedelta(days=365).total_seconds(), "INVALID_TRIGGER_TIME")
        if "recurrence" in trigger:
            _recurs(trigger["recurrence"])
        _spoken(body["alertInfo"])


def _require(holds: bool, code: str) -> None:
    if not holds:
        raise Refused(400, code)


def _naive(stamp: object, code: str) -> datetime:
    found = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?", str(stamp))
    _require(found is not None, code)
    return datetime.fromisoformat(str(stamp))


def _recurs(recurrence: Json) -> None:
    _require(not {"freq", "byDay"} & recurrence.keys(), "DEPRECATED_RECURRENCE")
    _naive(recurrence.get("startDateTime"), "INVALID_RECURRENCE_START")
    rules = recurrence.get("recurrenceRules") or []
    _require(bool(rules) and all(RULE.fullmatch(rule) for rule in rules), "INVALID_RECURRENCE_RULE")


def _spoken(alert: Json) -> None:
    content = alert["spokenInfo"]["content"]
    _require(len(content) == 1 and content[0].keys() == {"locale", "text"}, "INVALID_SPOKEN_INFO")
    _require(bool(re.fullmatch(r"[a-z]{2}-[A-Z]{2}", content[0]["locale"])), "INVALID_LOCALE")
    _require(0 < len(content[0]["text"]) < 400 and "<" not in content[0]["text"], "INVALID_TEXT")


FAULTY: dict[Fault, bytes] = {
    Fault.EMPTY: b"",
    Fault.JUNK: b"<html>Sorry</html>",
    Fault.OTHER: b'["sorry", {"alerts": 7}]',
    Fault.HUGE: b'"' + b"x" * 2_000_000 + b'"',
}


class _Server(ThreadingHTTPServer):
    daemon_threads, block_on_close = True, False

    def __init__(self, played: Amazon) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.played = played

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: callers give up, which is what some faults are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def __getattr__(self, name: str) -> Callable[[], None]:
        """The method for each verb of HTTP, which http.server looks up by name."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _answer(self) -> None:
        length, played = int(self.headers.get("Content-Length") or 0), self.server.played
        body = json.loads(self.rfile.read(length)) if length else None
        if isinstance(played.fault, Fault) and played.method in ("", self.command):
            self._fail(played.fault)
            return
        try:
            status, answer = played.answer(self.command, self.path, self.headers["Authorization"], body)
        except Refused as refused:
            status, answer = refused.status, {"code": refused.code, "message": "No."}
        self._send(status, b"" if status == NO_CONTENT else json.dumps(answer).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _fail(self, fault: Fault) -> None:
        self.close_connection, over = True, self.server.played.over
        if fault in FAULTY:
            self._send(200, FAULTY[fault])
        elif fault is Fault.SILENT:
            over.wait()
        elif fault is Fault.TRICKLE:
            self.send_response(200)
            self.end_headers()
            while not over.wait(0.05):
                self.wfile.write(b" ")


@contextmanager
def amazon(now: int, **changes: Any) -> Iterator[Amazon]:
    """Such a server, on a port of its own, until the block is left."""
    played = Amazon(now, **changes)
    server = _Server(played)
    played.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield played
    finally:
        played.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def in_time(act: Callable[[], T]) -> T:
    """What a call gives. Raises TimeoutError where it hangs, so that a test does not."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(act).result(20)
