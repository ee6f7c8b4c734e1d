"""The files that run a server fit together and are taken by whoever reads them."""

import re
import shutil
import subprocess
from pathlib import Path

from skill.config import Config, Serving

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
WORKFLOWS = ROOT / ".github" / "workflows"


def test_the_settings_of_a_server_are_taken() -> None:
    """As the file stands, once the skill's id is filled in."""
    lines = (DEPLOY / "psoas.env").read_text().splitlines()
    environ = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    environ["PSOAS_SKILL_ID"] += "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
    assert Config.from_environment(environ=environ).store.startswith("sqlite:////var/lib/psoas/")
    assert Serving.from_environment(environ).workers == 2


def test_proxy_socket_and_server_meet_at_one_address() -> None:
    address = re.findall(r"^ListenStream=(.+)$", (DEPLOY / "psoas.socket").read_text(), re.MULTILINE)
    assert address == [f"{Serving().host}:{Serving().port}"]
    assert set(re.findall(r"reverse_proxy (\S+)", (DEPLOY / "Caddyfile").read_text())) == set(address)
    assert f"PORT={Serving().port}" in (DEPLOY / "Containerfile").read_text()


def test_the_proxy_reads_a_request_to_its_end_and_gives_up_in_time() -> None:
    """So that nobody who begins a request keeps the server busy; and whoever has another proxy is told so."""
    site, options = ((DEPLOY / name).read_text() for name in ("Caddyfile", "caddy-options"))
    (alexa,) = re.findall(r"^\thandle @alexa \{\n(.*?)^\t\}", site, re.MULTILINE | re.DOTALL)
    assert re.search(r"^\t+(buffer_requests|request_buffers 256KB)$", alexa, re.MULTILINE)
    (timeouts,) = re.findall(r"timeouts \{(.*?)\}", options, re.DOTALL)
    assert {*re.findall(r"^\s+(read_\w+ \w+)$", timeouts, re.MULTILINE)} == {"read_header 5s", "read_body 5s"}
    guide = (ROOT / "docs" / "own-machine.md").read_text()
    assert all(word in guide for word in ("proxy_request_buffering on", "client_body_timeout 5s"))


def test_the_container_copies_what_is_there() -> None:
    """All that an installation from sources needs, and on a Python that is supported."""
    text = (DEPLOY / "Containerfile").read_text()
    copied = [
        name for row in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE) for name in row.split()
    ]
    assert {*copied} == {"deploy/requirements.txt", "pyproject.toml", "LICENSE", "skill"}
    assert {*re.findall(r"python:([\d.]+)-slim", text)} <= {*pythons()}


def test_what_a_server_is_made_of_is_pinned() -> None:
    """Image, actions and packages by their hashes, wherever they are installed; and they are renewed."""
    text, guide = (DEPLOY / "Containerfile").read_text(), (ROOT / "docs" / "own-machine.md").read_text()
    assert all("@sha256:" in image for image in re.findall(r"^FROM (\S+)", text, re.MULTILINE))
    for place in (text, guide):
        installs = re.findall(r"pip install (.+)", place)
        assert installs
        assert all("--require-hashes" in each or "--no-build-isolation" in each for each in installs)
        assert all("--no-deps" in each for each in installs)
    used = [
        action
        for workflow in WORKFLOWS.glob("*.yml")
        for action in re.findall(r"uses: (\S+)", workflow.read_text())
    ]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
    renewed = (ROOT / ".github" / "dependabot.yml").read_text()
    assert {*re.findall(r"package-ecosystem: (\S+)", renewed)} == {"github-actions", "docker", "pip"}


def test_the_backup_is_shut_in_as_the_server_is() -> None:
    """It has every restriction of the server's unit, or a stricter one."""
    server, backup = (
        {
            line.partition("=")[0]
            for line in (DEPLOY / name).read_text().splitlines()
            if re.match(r"(Protect|Private|Restrict|Lock|NoNew|Capability|SystemCall|UMask|Memory)", line)
        }
        for name in ("psoas.service", "psoas-backup.service")
    )
    assert server <= backup


def test_what_the_units_write_is_for_their_user_only() -> None:
    """Whatever program writes it: sqlite3, which makes the backup, takes the mode from the mask."""
    for name in ("psoas.service", "psoas-backup.service"):
        lines = (DEPLOY / name).read_text().splitlines()
        assert {"UMask=0077", "StateDirectoryMode=0700"} <= {*lines}, name


def test_the_tools_take_the_files(tmp_path: Path) -> None:
    """systemd and Caddy look at their own, where they are on this machine."""
    if caddy := shutil.which("caddy"):
        whole = tmp_path / "Caddyfile"
        whole.write_text((DEPLOY / "caddy-options").read_text() + (DEPLOY / "Caddyfile").read_text())
        command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(whole)]
        named = {"PSOAS_DOMAIN": "localhost", "HOME": str(tmp_path)}
        done = subprocess.run(command, env=named, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
    if analyze := shutil.which("systemd-analyze"):
        units = [str(path) for kind in ("service", "socket", "timer") for path in (DEPLOY).glob(f"*.{kind}")]
        done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)  # noqa: S603
        faults = [line for line in done.stderr.splitlines() if "psoas" in line]
        assert [line for line in faults if "is not executable" not in line] == []


def pythons() -> list[str]:
    return re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text())


def test_the_workflow_tries_every_python() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    assert re.findall(r'"(3\.\d+)"', text) == pythons()
