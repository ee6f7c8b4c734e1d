"""The door of the internet as a test meets it: with a chain and a root of its own, and requests of now."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from skill.config import Config
from skill.web import create_app
from skill.web.certificates import Certificates
from tests.support.chains import good
from tests.support.envelopes import MAT, Json

SKILL = Config(skill_id=MAT.skill)


def moment(seconds: float = 0) -> int:
    """The real clock, some seconds on: these requests are verified against it."""
    return int((datetime.now(UTC) + timedelta(seconds=seconds)).timestamp())


def door(chain: bytes | Callable[[str], bytes], config: Config = SKILL) -> FlaskClient:
    """The door of the internet, with this chain on the store, and the test's root trusted."""
    fetch = chain if callable(chain) else lambda path: chain
    return create_app(config, certificates=Certificates(fetch, [good()[0].certificate])).test_client()


def send(client: FlaskClient, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
    """A request to Alexa's address; gives the status and the JSON that came back."""
    answer = client.post("/alexa", data=body, headers=headers)
    return answer.status_code, answer.get_json()


def refused(client: FlaskClient, body: bytes, headers: dict[str, str]) -> str:
    """Send what must be refused; gives the reason, which is short."""
    status, answer = send(client, body, headers)
    assert (status, list(answer)) == (400, ["error"])
    assert len(answer["error"]) < 120
    return str(answer["error"])
