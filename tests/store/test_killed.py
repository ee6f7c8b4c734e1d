"""kill -9 at any moment of a session: after a restart the person goes on where they were."""

import http.client
import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore
from skill.simulator.envelope import Identity
from tests.support.chains import as_bytes, signed_headers
from tests.support.envelopes import Json, attributes, intent, launch
from tests.support.serving import Running, signed
from tests.support.signed_door import moment

SAID = (
    (0, ""), (6, "ReadyIntent"), (12, "SkipToIntent"), (20, "ReadyIntent"), (45, "TimeLeftIntent"),
    (60, "TenderSpotIntent"), (75, "AMAZON.PauseIntent"), (80, "AMAZON.ResumeIntent"),
    (100, "SwitchSidesIntent"), (120, "LighterIntent"), (130, "AMAZON.StopIntent"),
)  # fmt: skip
"""What a person says, and at which second; nothing is the launch."""
SLOTS = {"SkipToIntent": {"part": {"value": "rolling", "id": "rolling"}}}
BACK = 140
"""The second at which they open the skill again."""
TOLD = (
    "state",
    "place",
    "credit",
    "todo",
    "sides",
    "side_index",
    "seconds",
    "remaining",
    "stopped",
    "taken_up",
)
"""The attributes that say where somebody is."""


def request(turn: tuple[int, str], began: int, who: Identity, carried: Json | None) -> Json:
    second, name = turn
    if not name:
        return launch(began + second, who)
    return intent(name, began + second, carried or {}, SLOTS.get(name), who)


def post(port: int, body: bytes, sent: threading.Event | None = None) -> Json:
    """One signed request; gives its answer. `sent` is set once it is on its way."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/alexa", body, signed_headers(body))
        if sent:
            sent.set()
        answer = connection.getresponse()
        assert answer.status == 200
        return dict(json.loads(answer.read()))
    finally:
        connection.close()


def place(answer: Json) -> Json:
    return {name: attributes(answer)[name] for name in TOLD}


def undisturbed(turns: Sequence[tuple[int, str]], began: int, who: Identity) -> Json:
    """Where somebody is who said this and opens the skill again, on a server that nobody kills."""
    skill, carried = build_skill(Config(), MemoryStore()), None
    for turn in turns:
        carried = attributes(skill.handle(request(turn, began, who, carried)))
    return place(skill.handle(launch(began + BACK, who)))


def kill(server: Running) -> None:
    """End the server and its workers, as a power cut of the process."""
    master = server.process.pid
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    assert len(workers) == 2
    for process in (master, *map(int, workers)):
        os.kill(process, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        server.process.wait(10)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@contextmanager
def server(folder: Path) -> Iterator[Running]:
    """The door of the internet on two workers, with one SQLite file for all of these tests."""
    with signed(folder, PSOAS_STORE=f"sqlite:///{folder}/people.db", PSOAS_WORKERS="2") as found:
        yield found


@pytest.mark.slow
@pytest.mark.parametrize("in_flight", [False, True], ids=["between turns", "in a turn"])
@pytest.mark.parametrize("turns", range(1, len(SAID)))
def test_at_most_the_turn_in_flight_is_lost(folder: Path, turns: int, in_flight: bool) -> None:
    """Twenty moments: after each turn, and while the next one is being answered.

    The door takes what is stamped with the next two minutes as well, so that no turn can come too late.
    """
    who = Identity(user=f"amzn1.ask.account.{turns}{in_flight}", device="amzn1.ask.device.MAT")
    began, carried, sent = moment(), None, threading.Event()
    with server(folder) as running:
        for turn in SAID[:turns]:
            carried = attributes(post(running.port, as_bytes(request(turn, began, who, carried))))
        lost = threading.Thread(
            target=_try, args=(running.port, as_bytes(request(SAID[turns], began, who, carried)), sent)
        )
        if in_flight:
            lost.start()
            sent.wait(60)
        kill(running)
        if in_flight:
            lost.join()
    with server(folder) as running:
        found = place(post(running.port, as_bytes(launch(began + BACK, who))))
    possible = [undisturbed(SAID[: turns + more], began, who) for more in range(1 + in_flight)]
    assert found in possible


def _try(port: int, body: bytes, sent: threading.Event) -> None:
    """A request to a server that is killed meanwhile."""
    with suppress(OSError, http.client.HTTPException):
        post(port, body, sent)
