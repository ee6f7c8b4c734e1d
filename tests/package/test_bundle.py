"""The Lambda bundle: the same bytes each time, nothing in it that Lambda has no use for, and it really runs.

It is run by awslambdaric, Amazon's own runtime client, in a process that has nothing else to import;
the table is the one that the infrastructure's template makes, in moto.
"""

import ast
import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from skill.package import HANDLER
from skill.package.bundle import PARTS, make_bundle
from skill.package.layout import TEMPLATE
from skill.package.pythons import find_python
from skill.package.sizes import META, size_table, sizes
from tests.package.test_template import ASK_CLI
from tests.support.amazon import BUCKET, KEY, REGION, Amazon, amazon
from tests.support.envelopes import MAT, NOON, Json, attributes, intent, launch, put, speech
from tests.support.runtime_api import FunctionFailed, RuntimeApi, function, lay_out_client

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STORE = "dynamodb://{table}"
HERE = "{}.{}".format(*sys.version_info)
ELSEWHERE = {"platformdirs"}
"""Imported only where no store is named, and on Lambda one always is."""

UNCHECKED = 0b01
"""The flags of a compiled file that names its source by a hash and is never compared with it (PEP 552)."""


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle's zip, made for the Python that the tests run on."""
    return make_bundle(tmp_path_factory.mktemp("bundle") / "lambda", find_python(HERE))


@pytest.fixture(scope="session")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Lambda makes of the zip."""
    folder = tmp_path_factory.mktemp("task")
    with ZipFile(packed) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime client, apart from the bundle, as on Lambda."""
    return lay_out_client(tmp_path_factory.mktemp("client"))


SAID = (
    (60, "NoneOfThatIntent"),
    (140, "ReadyIntent"),
    (200, "ReadyIntent"),
    (240, "SwitchSidesIntent"),
    (290, "AMAZON.NextIntent"),
    (400, "AMAZON.StopIntent"),
)
"""What is said in a whole first session, and how many seconds after its launch."""


class Deployed:
    """The bundle in an account: its table, and processes that run it."""

    def __init__(self, account: Amazon, bundle: Path, client: Path) -> None:
        store = account.client("s3")
        store.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        store.put_object(Bucket=BUCKET, Key=KEY, Body=b"PK\x05\x06" + bytes(18))
        self.account, self._bundle, self._client = account, bundle, client
        self.table = account.deploy(TEMPLATE, ASK_CLI)["TableName"]

    def start(self) -> AbstractContextManager[RuntimeApi]:
        """A new process, as after a pause or a deployment."""
        settings = {
            **self.account.settings,
            "PSOAS_SKILL_ID": MAT.skill,
            "PSOAS_STORE": STORE.format(table=self.table),
        }
        return function(self._bundle, self._client, HANDLER, settings)

    def items(self) -> list[dict[str, Any]]:
        """What is kept."""
        return self.account.items(self.table)


@pytest.fixture
def deployed(unpacked: Path, client: Path) -> Iterator[Deployed]:
    with amazon() as account:
        yield Deployed(account, unpacked, client)


def skill_disabled() -> Json:
    """The event that says that the person has left. It has no session."""
    event = {"type": "AlexaSkillEvent.SkillDisabled", "requestId": "1", "timestamp": "2026-11-22T13:00:00Z"}
    return {name: part for name, part in put(launch(), "request", event).items() if name != "session"}


def whole_session(function: RuntimeApi) -> list[Json]:
    """Somebody opens the skill, rolls both sides, and stays silent at the end of each answer."""
    answers: list[Json] = [function.invoke(launch(NOON))]
    for seconds, said in SAID:
        answers.append(function.invoke(intent(said, NOON + seconds, attributes(answers[-1]))))
    return answers


@pytest.mark.slow
def test_twice_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    """Also in another folder, and a second later: neither a path nor a time is in it."""
    again = make_bundle(tmp_path / "elsewhere", find_python(HERE))
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(packed.read_bytes()).digest()


def test_it_tells_nothing_of_the_machine_that_made_it(unpacked: Path) -> None:
    """No path of this clone or this Python, compiled or not."""
    told = [str(ROOT).encode(), str(Path(sys.executable).parent).encode()]
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert not [path for path in files if any(each in path.read_bytes() for each in told)]


def test_every_module_is_compiled_for_good(unpacked: Path) -> None:
    """For the Python that was asked for, beside its source, with which it is never compared again."""
    for source in unpacked.rglob("*.py"):
        head = Path(importlib.util.cache_from_source(str(source))).read_bytes()[:8]
        assert (head[:4], head[4]) == (importlib.util.MAGIC_NUMBER, UNCHECKED), source


def test_of_the_skill_it_has_what_lambda_runs(unpacked: Path) -> None:
    """No door, no simulator, no command, and no test."""
    assert {path.name for path in (unpacked / "skill").iterdir()} - {"__pycache__"} == {*PARTS}
    assert not {"flask", "gunicorn", "cryptography", "hassil", "tests"} & {
        path.name for path in unpacked.iterdir()
    }


def test_of_the_languages_it_has_what_is_said_and_seen(unpacked: Path) -> None:
    """Alexa hears, and the store has the listing: neither the words for that nor their reader is in it."""
    there = {path.name for path in (unpacked / "skill" / "languages").rglob("*") if path.is_file()}
    compiled = {name for name in there if name.endswith(".pyc")}
    kept = {f"{part}.{ending}" for part in ("script", "screen") for ending in ("toml", "json")}
    assert there - compiled == {"__init__.py", *kept}


def test_it_has_all_that_it_imports(unpacked: Path) -> None:
    """Wherever in a file of the skill the import stands; the runtime brings the standard library alone."""
    for source in (unpacked / "skill").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            for name in _imported(node):
                top = name.partition(".")[0]
                there = (unpacked / top).is_dir() or (unpacked / f"{top}.py").is_file()
                assert there or top in sys.stdlib_module_names | ELSEWHERE, f"{source.name} imports {name}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_botocore_is_not_cut(unpacked: Path) -> None:
    """Its data of services that the skill never calls are there too: it is as Amazon tests it."""
    services = {path.name for path in (unpacked / "botocore" / "data").iterdir()}
    assert services >= {"dynamodb", "ec2", "s3", "sts"}
    assert (unpacked / "boto3" / "session.py").is_file()


def test_it_knows_time_zones_by_itself(unpacked: Path) -> None:
    """Lambda's system may have none, and a reminder is set in the person's own."""
    assert (unpacked / "tzdata" / "zoneinfo" / "Europe" / "London").is_file()


def test_sizes_add_up_to_the_zip(packed: Path) -> None:
    """Nothing is left out of the table, and the heaviest stands first."""
    with ZipFile(packed) as opened:
        entries = opened.infolist()
    rows = sizes(packed)
    assert sum(row.packed for row in rows) == sum(entry.compress_size for entry in entries)
    assert rows[0].name == "botocore"
    assert {"skill", "ask_sdk_core", META} < {row.name for row in rows}
    assert len([*size_table(packed)]) == len(rows) + 3


def test_a_whole_session_runs_from_the_bundle_alone(deployed: Deployed) -> None:
    """Every turn is spoken, the last one closes, and what was done is in the table."""
    with deployed.start() as running:
        answers = whole_session(running)
    assert all(map(speech, answers))
    assert answers[-1]["response"]["shouldEndSession"] is True
    assert deployed.items()


def test_a_cold_process_goes_on_where_a_warm_one_stopped(deployed: Deployed) -> None:
    """Lambda may start a new process between any two turns: what matters is in the request or the table."""
    with deployed.start() as warm:
        opened = warm.invoke(launch(NOON))
        cleared = warm.invoke(intent("NoneOfThatIntent", NOON + 60, attributes(opened)))
        ready = warm.invoke(intent("ReadyIntent", NOON + 140, attributes(cleared)))
    with deployed.start() as cold:
        paused = cold.invoke(intent("AMAZON.PauseIntent", NOON + 150, attributes(ready)))
        again = cold.invoke(launch(NOON + 170))
    assert attributes(paused)["state"] == "paused"
    assert attributes(again)["state"] == "resume_offer", "it knows of the session that was left"


def test_unknown_events_are_passed_over(deployed: Deployed) -> None:
    """A request of a later type is answered with nothing; what is no request is an error that says so."""
    with deployed.start() as running:
        unknown = running.invoke(put(launch(), "request.type", "Alexa.Later.Request"))
        with pytest.raises(FunctionFailed, match=r"MalformedRequest: .*'request' is missing"):
            running.invoke({})
        with pytest.raises(FunctionFailed, match="MalformedRequest"):
            running.invoke("hello")
        with pytest.raises(FunctionFailed, match="another skill"):
            running.invoke(put(launch(), "context.System.application.applicationId", "amzn1.ask.skill.other"))
        assert speech(running.invoke(launch())), "and the process goes on"
    assert "outputSpeech" not in unknown["response"]


HUSK = {"pk", "sk", "at", "anew", "erasing", "expires"}
"""What may stay for an hour of somebody who was erased: that they were, and when."""


def test_whoever_disables_the_skill_is_forgotten(deployed: Deployed) -> None:
    """The event has no session, and may come to a process that never heard of the person."""
    with deployed.start() as running:
        whole_session(running)
    assert deployed.items()
    with deployed.start() as another:
        assert "outputSpeech" not in another.invoke(skill_disabled())["response"]
    assert {name for item in deployed.items() for name in item} <= HUSK


def test_the_role_allows_what_the_bundle_does(deployed: Deployed) -> None:
    """Each operation that a session, a return and a goodbye call on the table."""
    with deployed.start() as running:
        whole_session(running)
        running.invoke(launch(NOON + 5000))
        running.invoke(skill_disabled())
    template = TEMPLATE.read_text("utf-8")
    needed = {"TransactWriteItems": {"PutItem", "UpdateItem"}}
    called = {each for asked in deployed.account.asked - {"Scan"} for each in needed.get(asked, {asked})}
    control = {"CreateTable", "DescribeTable", "UpdateTimeToLive", "UpdateContinuousBackups"}
    assert called - control
    assert {each for each in called - control if f"dynamodb:{each}\n" not in template} == set()


def test_a_bundle_that_cannot_start_says_why(unpacked: Path, client: Path, tmp_path: Path) -> None:
    """A part that is missing is named, as it would be in the function's log."""
    broken = shutil.copytree(unpacked, tmp_path / "broken", ignore=shutil.ignore_patterns("ask_sdk_core"))
    with (
        function(broken, client, HANDLER, {"PSOAS_STORE": "memory:"}) as running,
        pytest.raises(FunctionFailed, match="ask_sdk_core"),
    ):
        running.invoke(launch())
