"""After a restart strangers cannot keep Alexa out, whatever certificate addresses they make up."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore
from skill.web import create_app
from skill.web.certificates import Certificates
from skill.web.chain_file import NAME, ChainFile, beside
from skill.web.fetch import Fetcher, NotThere
from tests.support.chains import PATH, URL, as_bytes, good, good_pem, signed_headers
from tests.support.envelopes import MAT, launch
from tests.support.signed_door import SKILL, moment, send

A_SECOND, EVERY, MINUTES = 10, 7, 10
"""Junk requests a second; seconds from one of Alexa's to the next; how long the flood lasts."""

STORE = "https://s3.amazonaws.com/echo.api"

FLOODS: dict[str, Callable[[], Iterator[str]]] = {
    "a new name each time": lambda: (f"{STORE}/{number}.pem" for number in count()),
    "names of the usual form": lambda: (f"{STORE}/echo-api-cert-{number % 1000}.pem" for number in count(13)),
    "usual names of the other form": lambda: (f"{STORE}/echo-api-cert-{n % 1000}-ats.pem" for n in count()),
    "a few names again and again": lambda: (f"{STORE}/echo-api-cert-{n % 5}.pem" for n in count()),
    "Alexa's own name": lambda: (URL for _ in count()),
    "new names and usual ones": lambda: (
        f"{STORE}/{n}.pem" if n % 2 else f"{STORE}/echo-api-cert-{n % 997}.pem" for n in count(14)
    ),
}


class Amazon:
    """Amazon's store of certificates, which has one chain, or is away; and a clock moved by hand."""

    def __init__(self, *, away: bool = False) -> None:
        self.away, self.asked, self.at = away, 0, datetime.now(UTC)

    def fetch(self, path: str) -> bytes:
        self.asked += 1
        if path == PATH and not self.away:
            return good_pem()
        raise NotThere("The certificate chain is not at that address.")


def unanswered(amazon: Amazon, addresses: Iterator[str], file: ChainFile | None = None) -> int:
    """How many of Alexa's requests are not answered while strangers come, from a restart on."""
    certificates = Certificates(amazon.fetch, [good()[0].certificate], lambda: amazon.at, file)
    door = create_app(SKILL, build_skill(SKILL, MemoryStore()), certificates=certificates).test_client()
    body, lost = as_bytes(launch(moment())), 0
    for number in range(1, MINUTES * 60 * A_SECOND):
        amazon.at += timedelta(seconds=1 / A_SECOND)
        junk = {"Signature-256": "QUJD", "SignatureCertChainUrl": next(addresses)}
        assert door.post("/alexa", data=b"{}", headers=junk).status_code == 400
        if number % (EVERY * A_SECOND) == 0:
            lost += door.post("/alexa", data=body, headers=signed_headers(body)).status_code != 200
    return lost


@pytest.mark.slow
def test_a_flood_of_any_shape_keeps_alexa_from_nothing() -> None:
    """Ten minutes of it after a first start, when nothing is known of her chain."""
    fell = {name: lost for name, flood in FLOODS.items() if (lost := unanswered(Amazon(), flood()))}
    assert not fell


@pytest.mark.slow
def test_the_last_good_chain_outlives_a_restart(tmp_path: Path) -> None:
    """Then nobody is asked for it, so that no flood, and not even Amazon's absence, keeps her out."""
    file = ChainFile(tmp_path / NAME)
    Certificates(Amazon().fetch, [good()[0].certificate], file=file).signer(PATH)
    away = Amazon(away=True)
    assert unanswered(away, FLOODS["a new name each time"](), ChainFile(tmp_path / NAME)) == 0
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_a_kept_chain_is_checked_as_a_fetched_one(tmp_path: Path) -> None:
    """What somebody has put there proves nothing, and is fetched as if it were not there."""
    junk = (b"", b"\xff\n", b"\n", f"{PATH}\nno chain".encode(), f"{PATH}\n".encode() + good_pem()[:900])
    for content in junk:
        (tmp_path / NAME).write_bytes(content)
        amazon = Amazon()
        Certificates(amazon.fetch, [good()[0].certificate], file=ChainFile(tmp_path / NAME)).signer(PATH)
        assert amazon.asked == 1, content


def test_a_kept_chain_is_for_its_own_address_only(tmp_path: Path) -> None:
    """Whatever else Alexa uses next is fetched, and takes its place."""
    roots, file = [good()[0].certificate], ChainFile(tmp_path / NAME)
    Certificates(Amazon().fetch, roots, file=file).signer(PATH)
    asked: list[str] = []

    def fetch(path: str) -> bytes:
        asked.append(path)
        return good_pem()

    Certificates(fetch, roots, file=file).signer("/echo.api/next.pem")
    assert asked == ["/echo.api/next.pem"]
    assert file.read() == ("/echo.api/next.pem", good_pem())


def test_what_a_killed_server_left_of_a_chain_is_written_over(tmp_path: Path) -> None:
    """Also where others could read it."""
    begun = tmp_path / f"{NAME}.{os.getpid()}"
    begun.write_bytes(b"half")
    begun.chmod(0o644)
    ChainFile(tmp_path / NAME).write(PATH, good_pem())
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_the_server_of_a_file_keeps_the_chain_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The door of the internet as it is built from its settings; the next one needs nobody."""
    config = Config(skill_id=MAT.skill, store=f"sqlite:///{tmp_path}/people.db")
    monkeypatch.setattr("skill.web.certificates.trusted_roots", lambda: (good()[0].certificate,))
    body = as_bytes(launch(moment()))
    for amazon in (Amazon(), Amazon(away=True)):
        monkeypatch.setattr(Fetcher, "fetch", lambda _, path, amazon=amazon: amazon.fetch(path))
        skill = build_skill(config)
        door = create_app(config, skill).test_client()
        assert send(door, body, signed_headers(body))[0] == 200
        skill.store.store.close()  # type: ignore[attr-defined]
    assert (tmp_path / NAME).is_file()


def test_a_chain_that_cannot_be_kept_is_used_all_the_same(tmp_path: Path) -> None:
    nowhere = ChainFile(tmp_path / "nowhere" / NAME)
    assert Certificates(Amazon().fetch, [good()[0].certificate], file=nowhere).signer(PATH)


def test_the_chain_lies_beside_the_database() -> None:
    """In the folder that is the server's own; for a store that is no file there is no such place."""
    assert beside("memory:") is beside("dynamodb://people") is None
    found = beside("sqlite:////var/lib/psoas/people.db")
    assert found is not None
    assert vars(found) == {"_file": Path("/var/lib/psoas") / NAME}
