"""Where DynamoDB is found, with whose signature, and over which connections."""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from skill.memory import UnknownStore, open_store
from skill.memory.dynamo_requests import Requests
from tests.support.dynamo_server import REGION, tables


class Lasting(BaseHTTPRequestHandler):
    """Keeps a connection open, as DynamoDB does, and notes who is at its other end."""

    protocol_version = "HTTP/1.1"
    ends: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.ends.append(self.client_address[1])
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_request(self, *_: object) -> None:
        """Nothing to tell."""


@pytest.mark.slow
def test_connections_are_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one would cost a handshake at each turn."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lasting)
    Thread(target=server.serve_forever, daemon=True).start()
    with tables().environment():
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{server.server_port}")
        requests = Requests()
    for _ in range(3):
        requests.call("ListTables", {})
    assert len(Lasting.ends) == 3
    assert len(set(Lasting.ends)) == 1
    server.shutdown()
    server.server_close()


def test_where_to_ask_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for every AWS tool, and in the region that Lambda names."""
    with tables().environment():
        monkeypatch.delenv("AWS_ENDPOINT_URL_DYNAMODB")
        assert REGION in Requests().client.meta.endpoint_url


@pytest.mark.parametrize(
    ("lacking", "told"),
    [("AWS_REGION", "AWS_REGION"), ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID and AWS_SECRET")],
)
def test_what_aws_lacks_is_told_at_the_start(
    lacking: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not when a person has already launched the skill."""
    with tables().environment():
        monkeypatch.delenv(lacking)
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
        with pytest.raises(UnknownStore, match=f"set {told}"):
            open_store("dynamodb://people")


def test_a_profile_is_found_where_aws_tools_keep_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine of one's own, keys are in a file."""
    (tmp_path / "config").write_text("[default]\nregion = eu-north-1\n")
    (tmp_path / "keys").write_text("[default]\naws_access_key_id = a\naws_secret_access_key = b\n")
    with tables().environment():
        for name in ("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_DYNAMODB"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "keys"))
        assert "eu-north-1" in Requests().client.meta.endpoint_url


def test_whoever_names_another_store_does_not_load_boto3() -> None:
    """It would take longer to load than the whole skill."""
    code = (
        "import sys; import skill.app; skill.app.build_skill();"
        "print({'boto3', 'botocore'} & set(sys.modules))"
    )
    told = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout == "set()\n"
