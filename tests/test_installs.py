"""What is installed with what: a server needs no package of the terminal's, and none of the tests'."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from skill import cli

ROOT = Path(__file__).parents[1]

EXTRA = ("hassil", "numpy", "prompt_toolkit", "rapidfuzz", "rich", "scipy", "sklearn")
"""Modules that a server on the internet must do without, by the names by which they are imported."""

BLOCKED = f"import sys; sys.modules.update(dict.fromkeys({EXTRA!r}))  # None: an import fails\n"


def without_extras(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new process in which none of EXTRA can be imported."""
    return subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", BLOCKED + code, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, input="",
    )  # fmt: skip


def test_a_server_answers_without_them() -> None:
    """The skill, the web app and gunicorn's server for the internet; and the command checks its settings."""
    done = without_extras(
        "import skill.web.production\n"
        "from skill.config import Config\n"
        "from skill.web import create_app\n"
        "app = create_app(Config(store='memory:', skill_id='amzn1.ask.skill.0'))\n"
        "print(app.test_client().get('/health').status_code)\n"
    )
    assert (done.stdout, done.stderr) == ("200\n", "")
    served = without_extras("from skill.cli import main; sys.exit(main(['serve']))")
    assert served.returncode == cli.CANNOT
    assert "PSOAS_SKILL_ID" in served.stderr


def test_the_page_understands_words_that_no_sample_has_without_them() -> None:
    """The ear needs none of them, so neither does `psoas serve --local`."""
    done = without_extras(
        "from skill.config import Config\n"
        "from skill.web import create_app\n"
        "client = create_app(Config(store='memory:', local=True)).test_client()\n"
        "key = client.post('/simulator/conversations', json={}).get_json()['key']\n"
        "client.post('/simulator/steps', json={'key': key, 'do': 'launch'})\n"
        "words = 'there is a nasty stabbing feeling in there'\n"
        "answer = client.post('/simulator/steps', json={'key': key, 'words': words})\n"
        "print('SharpPainIntent' in answer.get_data(as_text=True))\n"
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


@pytest.mark.parametrize("command", ["talk", "rehearse"])
def test_a_command_that_lacks_its_packages_says_what_to_install(command: str) -> None:
    """In one sentence, with its own name, and without a traceback."""
    done = without_extras("from skill.cli import main; sys.exit(main(sys.argv[1:]))", command)
    assert done.returncode == cli.CANNOT
    assert f"psoas {command} needs " in done.stderr
    assert "pip install 'psoas-rolling[simulator]'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_base_install_has_none_of_them_and_the_extras_have_what_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(requirements: list[str]) -> set[str]:
        return {requirement.split(">")[0].replace("scikit-learn", "sklearn") for requirement in requirements}

    assert names(project["dependencies"]) & set(EXTRA) == set()
    assert set(cli.EXTRAS) == names(extras["simulator"])
    assert {"hassil", "sklearn"} <= names(extras["test"])
