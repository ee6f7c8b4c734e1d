"""A chain proves something only if it is Amazon's, valid now, for Alexa's name, and from Amazon's store."""

from collections.abc import Callable
from typing import Any

import pytest

from skill.web.certificates import Refused
from skill.web.fetch import CannotFetch
from skill.web.verify import chain_path
from tests.support.chains import (
    PATH,
    URL,
    as_bytes,
    authority,
    ec_key,
    good,
    good_pem,
    leaf,
    pem,
    signed_headers,
)
from tests.support.envelopes import launch
from tests.support.signed_door import door, moment, refused, send


def _stranger() -> bytes:
    between = authority("intermediate of a stranger", authority("unknown root"))
    return pem(leaf(between), between.certificate)


def _late_intermediate() -> bytes:
    between = authority("late intermediate", good()[0], days=(-30, -1))
    return pem(leaf(between), between.certificate)


def _no_authority() -> bytes:
    between = authority("no authority", good()[0], is_authority=False)
    return pem(leaf(between), between.certificate)


def _of_between(*names: str, **options: Any) -> bytes:
    between = good()[1]
    return pem(leaf(between, names, **options), between.certificate)


BAD_CHAINS: dict[str, Callable[[], bytes]] = {
    "another name": lambda: _of_between("api.amazon.com"),
    "a name that contains Alexa's": lambda: _of_between("echo-api.amazon.com.evil.example"),
    "a name that ends in Alexa's": lambda: _of_between("evil-echo-api.amazon.com"),
    "a wildcard": lambda: _of_between("*.amazon.com"),
    "no name": _of_between,
    "an expired leaf": lambda: _of_between("echo-api.amazon.com", days=(-30, -1)),
    "a leaf of tomorrow": lambda: _of_between("echo-api.amazon.com", days=(1, 30)),
    "a leaf without an RSA key": lambda: _of_between("echo-api.amazon.com", key=ec_key("leaf")),
    "an expired intermediate": _late_intermediate,
    "an intermediate that is no authority": _no_authority,
    "a missing intermediate": lambda: pem(good()[2]),
    "an unknown root": _stranger,
    "an unknown root that comes along": lambda: _stranger() + pem(authority("unknown root").certificate),
    "the leaf last": lambda: pem(good()[1].certificate, good()[2]),
    "a leaf signed by itself": lambda: pem(authority("echo-api.amazon.com").certificate),
    "nothing": lambda: b"",
    "a page": lambda: b"<html>hello</html>",
    "half a certificate": lambda: good_pem()[:600],
    "bytes": lambda: b"\xff\x00" * 100,
    "an armour of nothing": lambda: b"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n",
    "a key": lambda: b"-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n",
}


@pytest.mark.parametrize("chain", BAD_CHAINS.values(), ids=BAD_CHAINS)
def test_a_chain_that_is_no_good_is_refused(chain: Callable[[], bytes]) -> None:
    """The signature under it fits in each case; it is the chain that proves nothing."""
    body = as_bytes(launch(moment()))
    assert "certificate" in refused(door(chain()), body, signed_headers(body))


def test_what_comes_after_a_good_chain_does_no_harm() -> None:
    """Amazon sends the root along; a certificate that is not needed is not looked at."""
    body = as_bytes(launch(moment()))
    with_root = good_pem() + pem(good()[0].certificate, authority("unknown root").certificate)
    assert send(door(with_root), body, signed_headers(body))[0] == 200


@pytest.mark.parametrize(
    "raised", [CannotFetch("It did not come."), OSError("gone"), MemoryError(), KeyError()]
)
def test_a_chain_that_cannot_be_had_is_refused(raised: Exception) -> None:
    """Whatever the fetch comes to."""

    def fetch(path: str) -> bytes:
        raise raised

    body = as_bytes(launch(moment()))
    assert refused(door(fetch), body, signed_headers(body))


GOOD_URLS = [
    URL,
    "https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem",
    "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-12.pem",
    "https://s3.amazonaws.com/echo.api/./echo-api-cert-12.pem",
    "https://s3.amazonaws.com/other/../echo.api/echo-api-cert-12.pem",
    "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem",
]
BAD_URLS = [
    "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "https://notamazon.com/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com.evil.example/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com@evil.example/echo.api/echo-api-cert.pem",
    "https://user@s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "https://evil.example#s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "https://evil.example\\@s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem",
    "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem",
    "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com:port/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com:99999/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com/echo.api/../cert.pem",
    "https://s3.amazonaws.com/echo.api/%2e%2e/cert.pem",
    "https://s3.amazonaws.com/echo.api/..%2fcert.pem",
    "https://s3.amazonaws.com//echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com/echo.api",
    "https://s3.amazonaws.com/echo.api/",
    "https://s3.amazonaws.com/echo.api-evil/cert.pem",
    "https://s3.amazonaws.com/echo.api/cert.pem?versionId=1",
    "https://s3.amazonaws.com/echo.api/cert.pem#a",
    "https://s3.amazonaws.com/echo.api/" + "a" * 600,
    "https://[::1/echo.api/cert.pem",
    "//s3.amazonaws.com/echo.api/cert.pem",
    "s3.amazonaws.com/echo.api/cert.pem",
    "file:///echo.api/cert.pem",
    "",
]


@pytest.mark.parametrize("url", GOOD_URLS)
def test_an_address_in_alexas_folder_is_taken(url: str) -> None:
    """After normalising; scheme and host in any case, the port named or not."""
    assert _asked_for(url) == (200, [PATH])


@pytest.mark.parametrize("url", BAD_URLS)
def test_any_other_address_is_refused_and_never_asked(url: str) -> None:
    """Nobody makes this server fetch from somewhere else, though the chain there be good."""
    assert _asked_for(url) == (400, [])


def test_an_address_that_no_header_can_carry_is_refused() -> None:
    with pytest.raises(Refused):
        chain_path("https://s3.amazonaws.com/echo.api/\ncert.pem")


def _asked_for(url: str) -> tuple[int, list[str]]:
    """Sends a request whose signature fits, with this address; gives the status, and what was fetched."""
    asked: list[str] = []

    def fetch(path: str) -> bytes:
        asked.append(path)
        return good_pem()

    body = as_bytes(launch(moment()))
    return send(door(fetch), body, signed_headers(body, SignatureCertChainUrl=url))[0], asked
