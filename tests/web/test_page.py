"""The simulator's routes by real HTTP: in local mode only, for this machine only, a session to each page."""

import http.client
import json
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from skill.config import Config
from skill.simulator.conversation import MOST_LINES
from skill.web.local import ADDRESS
from skill.web.page import POLICY
from skill.web.rooms import IDLE_SECONDS, NoSuchRoom, Rooms
from tests.web.test_doors import STRANGERS, served

WEB = Path(__file__).parents[2] / "skill" / "web"
FILES = sorted(file for file in [*(WEB / "static").iterdir(), *(WEB / "templates").iterdir()])
ROUTES = [
    ("GET", "/"),
    *(("GET", f"/static/{file.name}") for file in sorted((WEB / "static").iterdir())),
    ("GET", "/simulator/figure"),
    ("GET", "/simulator/about"),
    ("POST", "/simulator/conversations"),
    ("POST", "/simulator/steps"),
    ("GET", "/simulator/transcript?key=some-key"),
]


@pytest.fixture(scope="module")
def local() -> Iterator[int]:
    with served(Config(local=True)) as port:
        yield port


def ask(
    port: int,
    method: str,
    path: str,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    raw: str | None = None,
) -> tuple[int, Message, str]:
    """One request; gives status, headers and text."""
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=20)
    try:
        sent = raw if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def begun(port: int, transcript: str = "U: (launch)") -> dict[str, Any]:
    status, _, text = ask(port, "POST", "/simulator/conversations", {"transcript": transcript})
    assert status == 201, text
    return dict(json.loads(text))


def gone_on(port: int, key: str, **body: Any) -> tuple[int, dict[str, Any]]:
    status, _, text = ask(port, "POST", "/simulator/steps", {"key": key, **body})
    return status, json.loads(text)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_in_production_there_is_no_simulator(production: int, method: str, path: str) -> None:
    """Each of its routes, the page's files too, is not found where the skill stands on the internet."""
    assert ask(production, method, path, {} if method == "POST" else None)[0] == 404


@pytest.fixture(scope="module")
def production() -> Iterator[int]:
    with served(Config(skill_id="amzn1.ask.skill.mine")) as port:
        yield port


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_strangers_get_nothing_of_it(local: int, headers: Mapping[str, str], method: str, path: str) -> None:
    """A foreign Host or Origin is refused at every route, as a page of another site would send it."""
    assert ask(local, method, path, {} if method == "POST" else None, headers)[0] == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_strict_policy_stands_on_every_answer(local: int, method: str, path: str) -> None:
    """Scripts and styles come from here as files, nothing inline, and no other site may frame the page."""
    headers = ask(local, method, path, {} if method == "POST" else None)[1]
    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_whole_page_is_under_300_kb() -> None:
    assert sum(file.stat().st_size for file in FILES) < 300_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_file_of_the_page_names_another_host_or_writes_markup(file: Path) -> None:
    """Text that was typed or heard can only go in as text; the one address is that of SVG's names."""
    text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"https?:|\bwss?:|[\"'(=]//\w", text)
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|<script>|\son\w+=", text
    )


def test_a_tender_spot_43_s_into_the_left_side_is_told_as_such(local: int) -> None:
    """The coach's view at a second is what it credits when a word comes there."""
    opened = begun(local, "# @sessions 3 @seconds 90\nU: (launch)\nU: ready")
    coach = opened["steps"][1]["answer"]["coach"]
    second = next(row["start"] for row in coach if row["credit"]["left"] == 43)
    status, told = gone_on(local, opened["key"], words="found a tender spot", at=second)
    step = told["steps"][0]
    assert (status, step["heard"]["credit"]) == (200, {"left": 43, "right": 0})
    assert (step["heard"]["intent"], step["heard"]["label"]) == ("TenderSpotIntent", "tender_spot")
    hold, roll = step["answer"]["marks"][:2]
    assert (hold["name"], roll["name"]) == ("hold", "roll")
    assert hold["end"] - hold["start"] == pytest.approx(30, abs=1)
    assert roll["end"] - roll["start"] == pytest.approx(20, abs=1)
    assert {row["broken"] for row in step["rules"]} == {None}


@pytest.mark.parametrize("second", [0, 5, 30])
def test_a_ready_that_comes_early_waits_for_its_question(local: int, second: int) -> None:
    """So does a none: a whole first session needs three words, however soon they are typed."""
    key = begun(local)["key"]
    for words in ("none", "ready", "ready"):
        told = gone_on(local, key, words=words, at=second, patient=True)[1]["steps"][0]
    assert told["answer"]["coach"][0]["state"] == "breathing"
    again = gone_on(local, key, words="ready", at=second, after=2)[1]["steps"][0]
    assert again["line"] == f"U @{second}: ready", "without patience it breaks in"


def test_what_comes_later_is_taken_back(local: int) -> None:
    """A word said earlier in a conversation gets the answer that it would have got then."""
    opened = begun(local, "# @sessions 3 @seconds 90\nU: (launch)\nU: ready\nU @60: pause\nU: continue")
    told = gone_on(local, opened["key"], after=2, words="found a tender spot", at=46)[1]
    assert told["since"] == 2
    text = ask(local, "GET", f"/simulator/transcript?key={opened['key']}")[2]
    assert re.findall(r"^U.*", text, re.MULTILINE) == [
        "U: (launch)",
        "U: ready",
        "U @46: found a tender spot",
    ]


def test_ten_conversations_do_not_hear_one_another(local: int) -> None:
    """Each key is somebody else, with their own sessions, place and session id."""
    keys = [begun(local, f"# @sessions {number}\nU: (launch)")["key"] for number in range(10)]
    told = [
        gone_on(local, key, words="pause", at=3 + number)[1]["steps"][0] for number, key in enumerate(keys)
    ]
    requests = [step["exchanges"][0]["request"] for step in told]
    assert len({request["session"]["sessionId"] for request in requests}) == 10
    assert [request["session"]["attributes"]["sessions"] for request in requests] == list(range(10))


BAD_STEPS = {
    "a second of 400 digits": {"words": "ready", "at": 10**400},
    "no second at all": {"words": "ready", "at": float("nan")},
    "nothing said": {"words": "  "},
    "too much said": {"words": "a" * 301},
    "no words": {"words": ["ready"]},
    "no action": {"do": "jump"},
    "a second before the start": {"words": "ready", "at": -1},
    "no second": {"words": "ready", "at": "soon"},
    "a second that is not a number": {"words": "ready", "at": True},
    "steps that are not there": {"words": "ready", "after": 9},
    "a list": [1],
}


@pytest.mark.parametrize("body", BAD_STEPS.values(), ids=BAD_STEPS)
def test_what_cannot_be_done_gets_400_and_a_reason(local: int, body: Any) -> None:
    key = begun(local)["key"]
    body = {"key": key, **body} if isinstance(body, dict) else body
    status, _, text = ask(local, "POST", "/simulator/steps", body)
    assert status == 400
    assert 10 < len(json.loads(text)["error"]) < 200


def test_a_body_that_is_nested_too_deep_gets_400(local: int) -> None:
    for path in ("/simulator/steps", "/simulator/conversations"):
        status, _, text = ask(local, "POST", path, raw="[" * 60_000)
        assert (status, list(json.loads(text))) == (400, ["error"])


@pytest.mark.parametrize(
    ("transcript", "reason"),
    [
        ("# @sessions -1", "@sessions -1 is out of range: write 0 to 100000"),
        ("# @sessions 1.5", "write a whole number"),
        ("# @seconds 500", "@seconds 500 is out of range: write 30 to 120"),
        ("# @first_side up", "left or right"),
        ("# @going_on never", "by_itself"),
        ("# @locale ../../etc", "no locale"),
        ("# @locale xx-XX", "no interaction model"),
        ("# @pace 9", "@pace 9 is out of range: write 0.85 to 1.15"),
        ("# @pace nan", "write 0.85 to 1.15"),
        ("# @screen maybe", "write yes or no"),
        ("# @nothing 1", "no option"),
        ("U: (launch)\nB: what", "line 2"),
        ("U: (launch)\n" * (MOST_LINES + 1), "at most"),
    ],
)
def test_a_transcript_that_cannot_be_played_says_why(local: int, transcript: str, reason: str) -> None:
    status, _, text = ask(local, "POST", "/simulator/conversations", {"transcript": transcript})
    assert status == 400
    assert reason in json.loads(text)["error"]


def test_a_key_that_nobody_has_is_told_so(local: int) -> None:
    """A page then begins anew with the lines that it has."""
    status, told = gone_on(local, "nobody", words="ready")
    assert (status, told["gone"]) == (404, True)


def test_conversations_are_bounded_and_forgotten() -> None:
    """The one that was silent longest makes room, and none is kept for long after its page is closed."""
    now = [0.0]
    rooms: Rooms[str] = Rooms(lambda: now[0], most=2)
    first, second = rooms.open("first"), rooms.open("second")
    with rooms.enter(first) as kept:
        assert kept == "first"
    third = rooms.open("third")
    assert len(rooms) == 2
    with pytest.raises(NoSuchRoom), rooms.enter(second):
        pass
    now[0] = IDLE_SECONDS + 1
    for key in (first, third):
        with pytest.raises(NoSuchRoom), rooms.enter(key):
            pass
