"""The doors, by real HTTP: what comes in is answered or refused with a reason, and nothing crashes."""

import http.client
import json
import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore
from skill.web import create_app
from skill.web.local import ADDRESS, IDLE_SECONDS, Handler, listen
from skill.web.logs import AsJson, AsText
from skill.web.whole import LARGEST_BODY
from tests.support.envelopes import MAT, NOON, Json, attributes, ended, intent, launch, put, speech

Reply = tuple[int, Json]


@contextmanager
def served(config: Config, store: MemoryStore | None = None) -> Iterator[int]:
    """A server on a free port, for as long as it is needed; gives the port."""
    server = listen(create_app(config, build_skill(config, store)), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def local() -> Iterator[int]:
    """The local door."""
    with served(Config(local=True)) as port:
        yield port


@pytest.fixture(scope="module")
def production() -> Iterator[int]:
    """The door as it would stand on the internet."""
    with served(Config(skill_id=MAT.skill)) as port:
        yield port


def ask(
    port: int, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """One request over HTTP; gives the status and the JSON that came back."""
    sent = json.dumps(body).encode() if isinstance(body, dict) else body
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=20)
    try:
        connection.request(
            method, path, sent, {"Content-Type": "application/json;charset=utf-8", **(headers or {})}
        )
        response = connection.getresponse()
        assert response.headers.get_content_type() == "application/json"
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def post(port: int, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
    return ask(port, "POST", "/alexa", body, headers)


def test_a_session_runs_over_http(local: int) -> None:
    """Open, answer, interrupt, end: each is answered as Alexa expects it."""
    status, opened = post(local, launch())
    assert (status, opened["response"]["shouldEndSession"]) == (200, False)
    status, ready = post(local, intent("ReadyIntent", NOON + 60, attributes(opened)))
    assert (status, speech(ready) != speech(opened)) == (200, True)
    status, paused = post(local, intent("AMAZON.PauseIntent", NOON + 90, attributes(ready)))
    assert (status, attributes(paused)["state"]) == (200, "paused")
    assert post(local, ended(NOON + 120, attributes(paused)))[1]["response"] == {}


BAD_BODIES = {
    "nothing": b"",
    "not JSON": b"{",
    "a form": b"type=LaunchRequest",
    "not UTF-8": b'{"request": "\xff\xfe"}',
    "null": b"null",
    "a list": b"[]",
    "a text": b'"LaunchRequest"',
    "a number": b"1e999",
    "an empty object": b"{}",
    "nested too deep": b"[" * 50_000,
    "a number too large to be one": json.dumps(launch())
    .replace('"version"', '"odd": 1e999, "version"')
    .encode(),
    "no request": {"version": "1.0"},
    "no type": put(launch(), "request.type", None),
    "no timestamp": put(launch(), "request.timestamp", None),
    "no zone": put(launch(), "request.timestamp", "2026-11-22T12:00:00"),
    "a garbage timestamp": put(launch(), "request.timestamp", "yesterday"),
    "no session": put(launch(), "session", None),
    "no user": put(launch(), "session.user", None),
    "no intent": put(intent("ReadyIntent"), "request.intent", None),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_malformed_body_gets_400_and_a_short_reason(local: int, body: Any) -> None:
    """One sentence of JSON, and no traceback."""
    status, answer = post(local, body)
    assert status == 400
    assert list(answer) == ["error"]
    assert len(answer["error"]) < 120
    assert "Traceback" not in answer["error"]


SURPRISES = {
    "an unknown request type": put(launch(), "request.type", "Alexa.Hologram.Touched"),
    "an unknown viewport": put(launch(), "context.Viewport.mode", "HOLOGRAM"),
    "an unknown reason": put(ended(NOON, {}), "request.reason", "PLAYTIME_LIMIT_REACHED"),
    "an unknown dialog state": put(intent("ReadyIntent"), "request.dialogState", "DREAMING"),
    "an unknown intent": intent("FlyToTheMoonIntent"),
    "an intent of a later model": put(intent("ReadyIntent"), "request.intent.slots", {"x": {"value": "y"}}),
    "slots that are nonsense": put(intent("SideIntent"), "request.intent.slots", {"side": [7]}),
    "slots that are a text": put(intent("SideIntent"), "request.intent.slots", "left"),
    "attributes that are junk": put(intent("ReadyIntent", attributes={"a": 1}), "session.attributes", [1, 2]),
    "attributes of another version": intent("ReadyIntent", attributes={"version": 99, "state": "flying"}),
    "no context": put(launch(), "context", None),
    "no locale": put(launch(), "request.locale", None),
}


@pytest.mark.parametrize("body", SURPRISES.values(), ids=SURPRISES)
def test_what_amazon_may_add_is_answered(local: int, body: Json) -> None:
    """An unknown value is no reason to refuse a person."""
    status, answer = post(local, body)
    assert status == 200
    assert answer["version"] == "1.0"


def test_a_body_that_is_too_large_is_refused_unread(local: int) -> None:
    """The limit is far above any real request."""
    status, answer = post(local, b"x" * (LARGEST_BODY + 1))
    assert status == 413
    assert "error" in answer


def test_the_largest_body_is_still_read(local: int) -> None:
    """A screen's state may be long."""
    body = launch()
    room = LARGEST_BODY - len(json.dumps(put(body, "version", "")))
    assert post(local, put(body, "version", "1" * room))[0] == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("door", ["local", "production"])
def test_another_method_at_alexas_address_is_told_what_the_address_is_for(
    request: pytest.FixtureRequest, door: str, method: str
) -> None:
    """In one sentence that begins with POST and ends with where the skill can be tried."""
    status, answer = ask(request.getfixturevalue(door), method, "/alexa", b"")
    assert (status, list(answer)) == (405, ["error"])
    assert answer["error"].startswith("Use POST here")
    assert "psoas talk" in answer["error"]
    assert answer["error"].count(".") == 1


def test_a_look_at_the_headers_of_alexas_address_gets_405_and_the_methods_it_takes(local: int) -> None:
    """HEAD has no body that could tell more."""
    connection = http.client.HTTPConnection(ADDRESS, local, timeout=20)
    connection.request("HEAD", "/alexa")
    response = connection.getresponse()
    connection.close()
    assert (response.status, response.read()) == (405, b"")
    assert "POST" in (response.headers["Allow"] or "")


def test_another_method_elsewhere_is_not_told_of_alexa(local: int) -> None:
    status, answer = ask(local, "PUT", "/health", b"")
    assert (status, "POST" in answer["error"]) == (405, False)


def test_another_address_is_not_found(local: int) -> None:
    assert ask(local, "GET", "/admin")[0] == 404


@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "LOCALHOST", "127.0.0.1:8000", "[::1]:5000"])
def test_this_machine_may_talk_to_the_local_door(local: int, host: str) -> None:
    """By any of its own names, on any port."""
    assert post(local, launch(), {"Host": host})[0] == 200
    assert post(local, launch(), {"Host": host, "Origin": f"http://{host}"})[0] == 200


STRANGERS = {
    "another name": {"Host": "psoas.example"},
    "a name that begins like ours": {"Host": "localhost.example"},
    "a name that ends like ours": {"Host": "evil-localhost"},
    "ours as a user's": {"Host": "localhost@evil.example"},
    "another address": {"Host": "192.168.1.5:5000"},
    "no name": {"Host": ""},
    "a foreign page": {"Origin": "https://evil.example"},
    "a page that hides its origin": {"Origin": "null"},
    "a page of another server on this machine": {"Host": "localhost:5000", "Origin": "http://localhost:8080"},
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize(("method", "path"), [("POST", "/alexa"), ("GET", "/health"), ("GET", "/")])
def test_strangers_are_refused_at_the_local_door(
    local: int, headers: Mapping[str, str], method: str, path: str
) -> None:
    """A page of another site, whatever name it has made this machine answer to, gets nothing."""
    status, answer = ask(local, method, path, b"{}", headers)
    assert status == 403
    assert answer["error"]


def test_the_local_door_listens_to_this_machine_only(local: int) -> None:
    """Its port is closed on every other address of the machine."""
    with socket.socket() as probe:
        probe.settimeout(2)
        assert probe.connect_ex(("127.0.0.2", local)) != 0


def test_the_local_page_says_how_to_talk(local: int) -> None:
    """Plain HTML that fetches nothing from elsewhere."""
    connection = http.client.HTTPConnection(ADDRESS, local, timeout=20)
    connection.request("GET", "/")
    response = connection.getresponse()
    page = response.read().decode()
    connection.close()
    assert (response.status, response.headers.get_content_type()) == (200, "text/html")
    assert "psoas talk" in page
    assert "//" not in page


def test_health_tells_whether_the_store_answers(local: int) -> None:
    assert ask(local, "GET", "/health") == (200, {"status": "ok"})


def test_health_fails_with_the_store() -> None:
    """A balancer takes a server out that cannot keep anything."""

    class Silent(MemoryStore):
        def answers(self) -> bool:
            return False

    with served(Config(local=True), Silent()) as port:
        assert ask(port, "GET", "/health")[0] == 503


def test_idle_connections_are_bounded_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more than there is room for is closed at once; the others when they stay idle."""
    assert Handler.timeout == IDLE_SECONDS
    monkeypatch.setattr("skill.web.local.THREADS", 3)
    monkeypatch.setattr("skill.web.local.Handler.timeout", 0.2)
    with served(Config(local=True)) as port:
        lines = [socket.create_connection((ADDRESS, port), timeout=20) for _ in range(30)]
        assert [line.recv(1) for line in lines] == [b""] * 30
        for line in lines:
            line.close()
        assert ask(port, "GET", "/health")[0] == 200


def test_the_production_door_takes_no_unsigned_request(production: int) -> None:
    """It has no page either; only its health can be asked, under any name."""
    status, answer = post(production, launch())
    assert (status, "Signature" in answer["error"]) == (400, True)
    assert ask(production, "GET", "/")[0] == 404
    assert ask(production, "GET", "/health", headers={"Host": "psoas.example"})[0] == 200


def test_a_fault_of_the_program_is_told_by_its_kind_and_place(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its own text may repeat what came in: it is in no form of the log, and in no answer."""

    def fails(_: object) -> Json:
        raise LookupError(MAT.user)

    skill = build_skill(Config(local=True), MemoryStore())
    monkeypatch.setattr(skill, "handle", fails)
    answer = create_app(Config(local=True), skill).test_client().post("/alexa", json=launch())
    assert (answer.status_code, list(answer.get_json())) == (500, ["error"])
    (fault,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    for form in (AsJson(), AsText()):
        line = form.format(fault)
        assert "LookupError" in line
        assert "in fails" in line
        assert MAT.user not in line + answer.text


def test_an_answer_that_is_no_json_is_a_fault_and_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever put a number there that JSON does not have."""
    skill = build_skill(Config(local=True), MemoryStore())
    monkeypatch.setattr(skill, "handle", lambda _: {"version": float("inf")})
    answer = create_app(Config(local=True), skill).test_client().post("/alexa", json=launch())
    assert answer.status_code == 500
    assert "Infinity" not in answer.text


def test_a_request_for_another_skill_gets_400() -> None:
    with served(Config(local=True, skill_id="amzn1.ask.skill.mine")) as port:
        assert post(port, launch())[0] == 400
