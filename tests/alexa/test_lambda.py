"""The Lambda entry: an event in, a response out, as Lambda calls it."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from skill.alexa.serializer import MalformedRequest
from skill.memory import UnknownStore
from tests.support.envelopes import MAT, NOON, attributes, intent, launch, put, speech

ROOT = Path(__file__).parents[2]


def entry(monkeypatch: pytest.MonkeyPatch, **environment: str) -> ModuleType:
    """The entry's module, imported afresh in an environment, as a new Lambda process does it."""
    monkeypatch.syspath_prepend(ROOT / "lambda")
    for name in ("PSOAS_SKILL_ID", "PSOAS_STORE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    sys.modules.pop("lambda_function", None)
    return importlib.import_module("lambda_function")


def test_a_session_runs_on_lambda(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store lives as long as the process, and the session goes on from its attributes."""
    handler = entry(monkeypatch).lambda_handler
    opened = handler(launch(), None)
    paused = handler(intent("AMAZON.PauseIntent", NOON + 20, attributes(opened)), None)
    assert attributes(paused)["state"] == "paused"
    assert json.loads(json.dumps(paused)) == paused


def test_an_event_that_is_no_request_is_an_error_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes to the function's log; Alexa never sends one."""
    with pytest.raises(MalformedRequest, match="'request' is missing"):
        entry(monkeypatch).lambda_handler({}, None)


def test_the_environment_names_the_skill_and_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be opened stops the function at its start, not in a session."""
    mine = entry(monkeypatch, PSOAS_SKILL_ID=MAT.skill).lambda_handler
    assert speech(mine(launch(), None))
    with pytest.raises(MalformedRequest, match="another skill"):
        mine(put(launch(), "context.System.application.applicationId", "amzn1.ask.skill.other"), None)
    with pytest.raises(UnknownStore):
        entry(monkeypatch, PSOAS_STORE="paper:")


def test_it_runs_from_the_repository_in_a_process_of_its_own() -> None:
    """With `lambda/` on the path, and nothing else prepared."""
    call = "import json, lambda_function as f; print(json.dumps(f.lambda_handler(json.loads(input()), None)))"
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", call],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "lambda")])},
        input=json.dumps(launch()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert speech(json.loads(done.stdout))
