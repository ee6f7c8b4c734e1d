"""What the benchmark measures is what it says: whole sessions that go well, and a hello that is said."""

from bench.hello import lambda_handler as hello
from bench.session import HALF, WORDS, endless, fresh_skill, session
from skill.app import HALTED_AT
from tests.envelopes import attributes, speech


def test_the_session_that_is_timed_runs_from_the_launch_to_its_end() -> None:
    """With something said in each turn, and all of it within the time that a verifier takes."""
    requests = session()
    skill = fresh_skill()
    answers = [skill.handle(request) for request in requests]
    assert len(requests) == 1 + len(WORDS)
    assert requests[0]["request"]["type"] == "LaunchRequest"
    assert all(speech(answer) for answer in answers)
    assert [answer["response"]["shouldEndSession"] for answer in answers] == [False] * len(WORDS) + [True]
    assert sum(seconds for _, seconds in WORDS) <= 2 * HALF


def test_a_session_that_goes_on_and_on_goes_well() -> None:
    skill, talk = fresh_skill(), endless()
    request = next(talk)
    for _ in range(60):
        answer = skill.handle(request)
        assert speech(answer)
        assert HALTED_AT not in attributes(answer)
        request = talk.send(answer)


def test_hello_world_answers_the_same_requests() -> None:
    for request in session():
        assert hello(request, None)["response"]["outputSpeech"]["ssml"] == "<speak>Hello world.</speak>"
