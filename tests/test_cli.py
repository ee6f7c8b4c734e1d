"""The command line, run as a person runs it."""

import http.client
import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from skill.cli import main
from tests.support.envelopes import launch, speech

ROOT = Path(__file__).parents[1]
SETTINGS = ("PSOAS_STORE", "PSOAS_SKILL_ID", "PSOAS_HOST", "PSOAS_WORKERS", "PSOAS_LOG", "PORT")
PSOAS = [sys.executable, "-m", "skill.cli"]


class Done(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Psoas = Callable[..., Done]


@pytest.fixture
def psoas(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Psoas:
    """Runs a command to its end in this process, with bytes typed into it."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, typed: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        try:
            code = main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        return Done(code, *capsys.readouterr())

    return run


def test_serving_the_internet_needs_the_skills_id(psoas: Psoas) -> None:
    """One sentence says what to set, and nothing is opened."""
    done = psoas("serve")
    assert (done.code, done.out) == (2, "")
    assert "PSOAS_SKILL_ID is not set" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PSOAS_SKILL_ID", "my skill"),
        ("PSOAS_SKILL_ID", " amzn1.ask.skill.0"),
        ("PSOAS_STORE", "paper:"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "9" * 5000),
        ("PSOAS_HOST", "here, please"),
        ("PSOAS_WORKERS", "0"),
        ("PSOAS_WORKERS", "two"),
        ("PSOAS_LOG", "xml"),
    ],
)
def test_a_wrong_setting_is_refused_before_a_worker_starts(
    psoas: Psoas, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """With its name, its value, and what works."""
    monkeypatch.setenv("PSOAS_SKILL_ID", "amzn1.ask.skill.0")
    monkeypatch.setenv(name, value)
    done = psoas("serve")
    assert (done.code, done.out) == (2, "")
    assert f"{name} is '{value}'" in done.err
    assert "Set it to" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "environment", "reason"),
    [
        ([], {"PSOAS_STORE": "sqlite://people.db"}, "PSOAS_STORE is 'sqlite://people.db'"),
        ([], {"PORT": "http"}, "PORT is 'http'"),
        ([], {"PORT": "70000"}, "PORT is '70000'"),
        (["--port", "-1"], {}, "-1"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(
    psoas: Psoas,
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    environment: dict[str, str],
    reason: str,
) -> None:
    """At the start, with the setting's name and its value."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = psoas("serve", "--local", *arguments)
    assert done.code == 2
    assert reason in done.err
    assert "Traceback" not in done.err


def test_a_port_that_is_taken_is_said(psoas: Psoas) -> None:
    """Not with a traceback."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = psoas("serve", "--local", "--port", port)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Port {port} is in use by another program")
    assert "--port 8000, or PORT=8000 make run" in done.err
    assert done.err.count("\n") == 1


def test_the_internets_door_tells_a_taken_port_in_one_sentence(
    psoas: Psoas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No worker starts, and no log of five tries buries it; an address that is not here is told as such."""
    monkeypatch.setenv("PSOAS_SKILL_ID", "amzn1.ask.skill.0")
    monkeypatch.setenv("PSOAS_STORE", "memory:")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        done = psoas("serve", "--port", str(taken))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Port {taken} is in use by another program on 127.0.0.1.")
    assert done.err.count("\n") == 1
    monkeypatch.setenv("PSOAS_HOST", "192.0.2.1")
    assert "PSOAS_HOST is '192.0.2.1', which is no address of this machine" in psoas("serve").err


def test_a_port_that_is_handed_over_is_not_tried(psoas: Psoas, monkeypatch: pytest.MonkeyPatch) -> None:
    """systemd listens there already, and hands its socket to the server: nobody else is in the way."""
    monkeypatch.setenv("PSOAS_SKILL_ID", "amzn1.ask.skill.0")
    monkeypatch.setenv("PSOAS_STORE", "memory:")
    monkeypatch.setattr("skill.web.production.Server.run", lambda server: sys.exit(5))
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        assert psoas("serve", "--port", port).code == 2
        monkeypatch.setenv("LISTEN_FDS", "1")
        assert psoas("serve", "--port", port).code == 5


@pytest.mark.parametrize("command", [["serve", "--local"], ["export", "x"], ["forget", "x"]], ids=" ".join)
def test_a_mistyped_folder_of_the_store_is_refused_and_not_made(
    psoas: Psoas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: Sequence[str]
) -> None:
    """With the folder and the cure: who starts empty has forgotten everybody."""
    typo = tmp_path / "nowhere" / "people.db"
    monkeypatch.setenv("PSOAS_STORE", f"sqlite:///{typo}")
    done = psoas(*command)
    assert (done.code, done.out) == (2, "")
    assert f"there is no folder {typo.parent}" in done.err
    assert "psoas serve --make-folder" in done.err
    assert done.err.count("\n") == 1
    assert not typo.parent.exists()


@pytest.mark.parametrize("door", [[], ["--local"]], ids=["internet", "local"])
def test_serving_makes_the_folder_where_it_is_told_to(
    psoas: Psoas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, door: Sequence[str]
) -> None:
    """For the local door and for the internet's."""
    file = tmp_path / "new" / "people.db"
    monkeypatch.setenv("PSOAS_STORE", f"sqlite:///{file}")
    monkeypatch.setenv("PSOAS_SKILL_ID", "amzn1.ask.skill.0")
    monkeypatch.setattr("skill.web.local.listen", lambda app, port: sys.exit(5))
    monkeypatch.setattr("skill.web.production.Server.run", lambda server: sys.exit(5))
    assert psoas("serve", *door, "--port", "0", "--make-folder").code == 5
    assert file.is_file()


def test_the_usual_stores_folder_is_made(
    psoas: Psoas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody typed it, so it cannot be mistyped, and a first `make run` needs no option."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert psoas("export", "nobody").out == "{}\n"
    assert [*tmp_path.rglob("people.db")]


def test_the_version_is_told(psoas: Psoas) -> None:
    """Whoever reports a fault can say what they run."""
    done = psoas("--version")
    assert done.code == 0
    assert re.fullmatch(r"psoas \d+\.\d+\.\d+\S*, Python 3\.\d+\.\d+\S*\n", done.out)


@pytest.mark.parametrize("arguments", [[], ["--port", "0"]], ids=["PORT", "--port"])
def test_the_local_server_says_what_it_takes_and_answers(arguments: Sequence[str]) -> None:
    """It says at its start that requests are unsigned, and on which address."""
    command = [*PSOAS, "serve", "--local", *arguments]
    settings = {"PORT": "1" if arguments else "0", "PSOAS_STORE": "", "PSOAS_SKILL_ID": ""}
    with subprocess.Popen(  # noqa: S603  # our own command
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        told = server.stdout.readline() + server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/alexa", told)
        assert found, told
        assert "unsigned" in told
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
        connection.request("POST", "/alexa?secret=1", json.dumps(launch()))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        server.terminate()
        _, errors = server.communicate(timeout=20)
    assert speech(answer)
    assert "Traceback" not in errors
    assert "secret" not in errors


def test_talking_goes_on_until_one_leaves(psoas: Psoas) -> None:
    """Each answer is shown, and what was heard; a word may come at a second of the answer."""
    done = psoas("talk", "--sessions", "5", "--seconds", "90", typed=b"ready\n@60 pause\nquit\n")
    assert done.code == 0
    assert "ReadyIntent" in done.out
    assert "AMAZON.PauseIntent" in done.out
    assert done.out.index("ReadyIntent") < done.out.index("AMAZON.PauseIntent")


def test_who_has_rolled_before_is_spoken_to_so(psoas: Psoas) -> None:
    """`--sessions` and `--seconds` make the person: the words of a first session are left out."""
    new, known = (psoas("rehearse", *options).out for options in ([], ["--sessions", "5"]))
    assert "pregnant" in new
    assert "pregnant" not in known


def test_a_rehearsal_prints_the_seconds_of_a_whole_session(psoas: Psoas) -> None:
    """A first one too. Its exit code says whether the session breaks a rule."""
    for options, seconds in (((), 60), (("--sessions", "5", "--seconds", "90"), 90)):
        done = psoas("rehearse", *options)
        assert done.code == 0
        for side in ("left", "right"):
            assert re.search(rf"roll {side}: \d+\.\d s, planned {seconds}\.0 s", done.out)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["talk", "--pace", "2"], "2 is not from 0.85 to 1.15"),
        (["talk", "--pace", "nan"], "nan is not from"),
        (["talk", "--seconds", "20"], "20 is not from 30 to 120"),
        (["talk", "--sessions", "many"], "'many' is not a number"),
        (["rehearse", "--locale", "xx-XX"], "no interaction model for 'xx-XX'"),
        (["understand", "--phase", "flying"], "flying"),
        (["understand"], "--phase"),
        ([], "command"),
    ],
)
def test_a_wrong_option_is_said(psoas: Psoas, arguments: Sequence[str], reason: str) -> None:
    """With what was wrong and what is taken."""
    done = psoas(*arguments)
    assert done.code == 2
    assert reason in done.err
    assert "Traceback" not in done.err


def test_each_line_that_is_understood_gives_one_line(psoas: Psoas) -> None:
    """Whatever the line is made of: odd ends, tabs, control characters, bytes that are no text."""
    lines = [b"ready", b"", b"purple monkey", b"a\rb", b"a\tb\r", b"\xff\xfe", b"psoas \xe2\x80\xa8 x"]
    done = psoas("understand", "--locale", "en-US", "--phase", "setup", typed=b"\n".join(lines))
    rows = [row.split("\t") for row in done.out.split("\n")[:-1]]
    assert [len(row) for row in rows] == [4] * len(lines)
    assert rows[0] == ["ready", "ReadyIntent", "{}", "ready"]
    assert rows[2] == ["purple monkey", "AMAZON.FallbackIntent", "{}", "not_understood"]


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    """As in `psoas understand | head -1`."""
    with subprocess.Popen(  # noqa: S603  # our own command
        [*PSOAS, "understand", "--phase", "setup"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout is not None
        command.stdout.close()
        assert command.stdin is not None
        assert command.stderr is not None
        command.stdin.write(b"ready\n" * 2000)
        command.stdin.close()
        assert command.stderr.read() == b""
    assert command.returncode == 0
