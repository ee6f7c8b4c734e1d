"""A chain is fetched once for as long as it is valid, a bad one is left alone, and floods stop here."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from skill.web.certificates import (
    FAILURES_A_MINUTE,
    INVALID_FOR,
    KEPT,
    OTHERS_AT_ONCE,
    UNREACHABLE_FOR,
    USUAL_AT_ONCE,
    Certificates,
    Refused,
    check_chain,
    trusted_roots,
)
from skill.web.fetch import AT_ONCE, CannotFetch
from skill.web.production import THREADS
from tests.support.chains import PATH, authority, good, good_pem, leaf, pem


class Store:
    """A certificate store that counts its visitors, and a clock that is moved by hand."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.at = datetime.now(UTC)
        self.certificates = Certificates(self._fetch, [good()[0].certificate], lambda: self.at)

    def _fetch(self, path: str) -> bytes:
        self.asked.append(path)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def refuses(self, path: str = PATH) -> str:
        with pytest.raises(Refused) as refusal:
            self.certificates.signer(path)
        return str(refusal.value)


def test_a_good_chain_is_fetched_once() -> None:
    store = Store(good_pem())
    keys = {store.certificates.signer(PATH).key.key_size for _ in range(5)}
    assert (len(store.asked), keys) == (1, {2048})


def test_it_is_fetched_again_when_it_expires() -> None:
    """The memory ends with whichever certificate of the chain ends first."""
    between = authority("short intermediate", good()[0], days=(-1, 2))
    store = Store(pem(leaf(between), between.certificate))
    until = store.certificates.signer(PATH).until
    assert until == between.certificate.not_valid_after_utc
    store.at = until + timedelta(seconds=1)
    store.answer = good_pem()
    assert store.certificates.signer(PATH).until > until
    assert len(store.asked) == 2


BAD = {
    "invalid": (b"no chain", INVALID_FOR),
    "out of reach": (CannotFetch("It did not come."), UNREACHABLE_FOR),
}


@pytest.mark.parametrize(("answer", "pause"), BAD.values(), ids=BAD)
def test_a_bad_chain_is_left_alone_for_a_while(answer: bytes | Exception, pause: timedelta) -> None:
    """The same address is asked again only after a pause, and may be good by then."""
    store = Store(answer)
    assert store.refuses() == store.refuses()
    store.at += pause - timedelta(seconds=1)
    store.refuses()
    assert len(store.asked) == 1
    store.at += timedelta(seconds=2)
    store.answer = good_pem()
    assert store.certificates.signer(PATH)


def test_a_flood_of_addresses_does_not_reach_amazon() -> None:
    """Beyond so many failures a minute nobody is asked; a chain that is known is still taken."""
    store = Store(good_pem())
    store.certificates.signer(PATH)
    store.answer = CannotFetch("There is none.")
    for number in range(FAILURES_A_MINUTE + 20):
        store.refuses(f"/echo.api/{number}")
    assert len(store.asked) == 1 + FAILURES_A_MINUTE
    assert store.certificates.signer(PATH)
    store.at += timedelta(minutes=1, seconds=1)
    store.answer = good_pem()
    assert store.certificates.signer("/echo.api/new.pem")


def usual(number: int) -> str:
    return f"/echo.api/echo-api-cert-{number}.pem"


@pytest.mark.parametrize("name", ["echo-api-cert.pem", "echo-api-cert-7.pem", "echo-api-cert-7-ats.pem"])
def test_the_brake_spares_the_addresses_that_alexa_has_used(name: str) -> None:
    """In each of their forms: after a restart strangers cannot keep her chain from being fetched."""
    store = Store(CannotFetch("There is none."))
    for number in range(FAILURES_A_MINUTE + 1):
        store.refuses(f"/echo.api/{number}")
    store.answer = good_pem()
    assert "lately" in store.refuses("/echo.api/new.pem")
    assert store.certificates.signer(f"/echo.api/{name}")


def test_usual_addresses_that_fail_do_not_brake_the_others() -> None:
    """Alexa's next address may be of a form that she has not used so far."""
    store = Store(CannotFetch("There is none."))
    for number in range(FAILURES_A_MINUTE + 1):
        store.refuses(usual(number))
    store.answer = good_pem()
    assert store.certificates.signer("/echo.api/new.pem")


def test_every_usual_address_that_is_no_good_is_remembered() -> None:
    """There are so few that a flood of them reaches Amazon once a minute, and not again and again."""
    store = Store(b"no chain")
    for _ in range(3):
        for number in range(1000):
            store.refuses(usual(number))
    assert len(store.asked) == 1000


def test_neither_kind_of_address_waits_for_the_other() -> None:
    """While as many usual ones hang as may, one more is refused, and one of another form is fetched."""
    gate, hanging = threading.Event(), threading.Semaphore(0)

    def fetch(path: str) -> bytes:
        if path.startswith(usual(0)[:20]):
            hanging.release()
            gate.wait(10)
        return good_pem()

    certificates = Certificates(fetch, [good()[0].certificate])
    threads = [threading.Thread(target=certificates.signer, args=[usual(n)]) for n in range(USUAL_AT_ONCE)]
    for thread in threads:
        thread.start()
        assert hanging.acquire(timeout=10)
    with pytest.raises(Refused, match="being fetched"):
        certificates.signer(usual(USUAL_AT_ONCE))
    assert certificates.signer("/echo.api/new.pem")
    gate.set()
    for thread in threads:
        thread.join(10)


def test_no_fetch_that_is_let_through_waits_for_another() -> None:
    """And a worker has threads left for those whose chain is known."""
    assert USUAL_AT_ONCE + OTHERS_AT_ONCE <= AT_ONCE < THREADS


def test_the_memory_stays_small() -> None:
    """The oldest chain goes first."""
    store = Store(good_pem())
    for number in range(KEPT + 1):
        store.certificates.signer(f"/echo.api/{number}")
    store.certificates.signer(f"/echo.api/{KEPT}")
    assert len(store.asked) == KEPT + 1
    store.certificates.signer("/echo.api/0")
    assert len(store.asked) == KEPT + 2


@pytest.mark.parametrize("answer", [good_pem, lambda: b"no chain"], ids=["good", "bad"])
def test_requests_that_come_together_wait_for_one_fetch(answer: Callable[[], bytes]) -> None:
    """And all of them get what it came to."""
    gate = threading.Event()
    asked: list[str] = []
    results: list[int | str] = []

    def fetch(path: str) -> bytes:
        asked.append(path)
        gate.wait(10)
        return answer()

    certificates = Certificates(fetch, [good()[0].certificate])

    def ask() -> None:
        try:
            results.append(certificates.signer(PATH).key.key_size)
        except Refused as refusal:
            results.append(str(refusal))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(10)
    assert len(asked) == 1
    assert len(results) == 8
    assert len(set(results)) == 1


def test_the_roots_are_those_of_certifi() -> None:
    """Amazon's own are among them; one that does not parse would cost only itself."""
    names = {root.subject.rfc4514_string() for root in trusted_roots()}
    assert {f"CN=Amazon Root CA {number},O=Amazon,C=US" for number in (1, 2, 3, 4)} <= names


def test_our_own_root_is_not_among_them() -> None:
    """Without a root of the test's, the test's chain proves nothing."""
    with pytest.raises(Refused):
        check_chain(good_pem(), trusted_roots(), datetime.now(UTC))
