"""The rules of the platform: a sound answer breaks none, and each fault breaks its own."""

from typing import Any

import pytest

from skill.simulator.envelope import (
    SCREEN,
    Identity,
    OpenSession,
    ended_request,
    envelope,
    launch_request,
    touch_request,
)
from skill.simulator.prompts import prompts, samples_of, taught
from skill.simulator.rules import Rule, check, last_sentence
from tests.support.fake_skill import MODEL, answer, phrases, silence, ssml

ASK = "<p>Say ready.</p>"
IS_SAMPLE = samples_of(MODEL)
LAUNCH = envelope(Identity(), OpenSession(), launch_request(), 0)
ENDED = envelope(Identity(), OpenSession(), ended_request("USER_INITIATED"), 0)


def broken(response: Any, request: Any = LAUNCH, **options: Any) -> set[Rule]:
    return {found.rule for found in check(response, request, IS_SAMPLE, **options)}


def with_directive(kind: str, *, in_reprompt: bool = False) -> Any:
    response = answer(ASK, ASK)
    part = response["response"]["reprompt"] if in_reprompt else response["response"]
    part["directives"] = [{"type": kind}]
    return response


@pytest.mark.parametrize(
    "response",
    [
        answer("<p>Settled?</p>", "<p>Are you there?</p>"),
        answer(
            "<p>Settled? Say ready.</p>", f"<p>No hurry.</p>{silence(60)}<p>Say ready once you're down.</p>"
        ),
        answer("<p>Thanks for rolling. To come back, say open psoas rolling.</p>"),
        answer(f'<prosody rate="90%">{ASK}</prosody>{silence(200)}{ASK}', ASK),
        answer('<amazon:emotion name="excited" intensity="low"><s>Bye.</s></amazon:emotion>'),
        answer('<p>The <phoneme alphabet="ipa" ph="ˈsoʊ.əs">psoas</phoneme> &amp; you.</p>'),
        {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Less < more."}}},
        with_directive("Dialog.Delegate"),
        {"version": "1.0", "response": {}},
    ],
)
def test_a_sound_answer_breaks_no_rule(response: Any) -> None:
    assert broken(response) == set()


FAULTS = [
    (Rule.NOT_WELL_FORMED, answer("<p>Salt & pepper.</p>")),
    (Rule.NOT_WELL_FORMED, answer("<p>Bye.")),
    (Rule.NOT_WELL_FORMED, answer("<speak>Bye.</speak>")),
    (Rule.NOT_WELL_FORMED, answer("<p>Bye.\x00</p>")),
    (Rule.UNKNOWN_TAG, answer("<b>Bye.</b>")),
    (Rule.UNKNOWN_ATTRIBUTE, answer('<p class="soft">Bye.</p>')),
    (Rule.BAD_VALUE, answer('<break time="ten seconds"/>')),
    (Rule.BAD_VALUE, answer('<break strength="huge"/>')),
    (Rule.BAD_VALUE, answer('<prosody rate="lazy">Bye.</prosody>')),
    (Rule.BAD_VALUE, answer('<prosody rate="10%">Bye.</prosody>')),
    (Rule.BAD_VALUE, answer('<phoneme alphabet="abc" ph="x">Bye.</phoneme>')),
    (Rule.BREAK_TOO_LONG, answer('<break time="10001ms"/>')),
    (Rule.TOO_MANY_CHARACTERS, answer("<p></p>" * 1200)),
    (Rule.SPEECH_TOO_LONG, answer(f"{silence(240)}{ASK}", ASK)),
    (Rule.REPROMPT_TOO_LONG, answer(ASK, f"{silence(90)}{ASK}")),
    (Rule.RESPONSE_TOO_LARGE, answer("<p>Bye.</p>", notes="x" * 130_000)),
    (Rule.TOO_MANY_CLIPS, answer('<audio src="soundbank://soundlibrary/a/b"/>' * 6)),
    (Rule.OPEN_WITHOUT_QUESTION, answer("<p>Settled?</p><p>Lie still.</p>", ASK)),
    (Rule.OPEN_WITHOUT_QUESTION, answer("<p>Say banana.</p>", ASK)),
    (Rule.OPEN_WITHOUT_QUESTION, answer(silence(5), ASK)),
    (Rule.OPEN_WITHOUT_REPROMPT, answer(ASK, "")),
    (Rule.REPROMPT_WITHOUT_QUESTION, answer(ASK, "<p>No hurry.</p>")),
    (Rule.CLOSED_WITH_QUESTION, answer("<p>How was that?</p>")),
    (Rule.CLOSED_WITH_QUESTION, answer(ASK)),
    (Rule.MISSING_INTERFACE, with_directive("Alexa.Presentation.APL.RenderDocument")),
    (Rule.MISSING_INTERFACE, with_directive("AudioPlayer.Play", in_reprompt=True)),
    (Rule.MALFORMED_RESPONSE, {"version": "1.0", "response": {"outputSpeech": "Bye."}}),
    (Rule.MALFORMED_RESPONSE, {"version": "1.0", "response": {"outputSpeech": {"type": "SSML"}}}),
    (Rule.MALFORMED_RESPONSE, {"response": {}}),
    (Rule.MALFORMED_RESPONSE, None),
]


@pytest.mark.parametrize(("rule", "response"), FAULTS)
def test_each_fault_breaks_its_own_rule_and_no_other(rule: Rule, response: Any) -> None:
    assert broken(response) == {rule}


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    elsewhere = {Rule.SPEECH_AFTER_END, Rule.BAD_DOCUMENT, Rule.SPEECH_WAITS}
    assert {rule for rule, _ in FAULTS} | elsewhere == set(Rule)


def test_a_doctype_is_refused() -> None:
    response = answer("<p>Bye.</p>")
    response["response"]["outputSpeech"]["ssml"] = '<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>'
    assert broken(response) == {Rule.NOT_WELL_FORMED}


@pytest.mark.parametrize("key", ["outputSpeech", "reprompt", "card", "directives"])
def test_the_end_of_a_session_is_answered_with_nothing(key: str) -> None:
    parts = {"outputSpeech": ssml("Bye."), "reprompt": {"outputSpeech": ssml("Bye.")}}
    body = {key: parts.get(key, [{"type": "Dialog.Delegate"}])}
    assert broken({"version": "1.0", "response": body}, ENDED) == {Rule.SPEECH_AFTER_END}
    assert broken({"version": "1.0", "response": {}}, ENDED) == set()
    assert broken(None, ENDED) == set()


def test_a_directive_is_taken_by_a_device_that_has_its_interface() -> None:
    screen = Identity(interfaces=(SCREEN, "AudioPlayer"))
    request = envelope(screen, OpenSession(), launch_request(), 0)
    assert broken(with_directive("AudioPlayer.Stop"), request) == set()


DOCUMENT: dict[str, Any] = {"type": "APL", "version": "1.4", "mainTemplate": {}}


def shown(**changes: Any) -> set[Rule]:
    """The rules that are broken by an answer that shows a document with some of it changed."""
    response = with_directive("Alexa.Presentation.APL.RenderDocument")
    response["response"]["directives"][0] |= {"token": "a", "document": DOCUMENT, **changes}
    request = envelope(Identity(interfaces=(SCREEN,)), OpenSession(), launch_request(), 0)
    return broken(response, request)


def test_a_document_is_whole_and_not_newer_than_the_device() -> None:
    """It has a type, a template, a token, and a version that the device has."""
    assert shown() == set()
    faults: list[dict[str, Any]] = [
        {"token": None}, {"token": ""}, {"document": None}, {"document": {**DOCUMENT, "type": "APLA"}},
        {"document": {"type": "APL", "version": "1.4"}}, {"document": {**DOCUMENT, "version": "2031.1"}},
    ]  # fmt: skip
    assert [fault for fault in faults if shown(**fault) != {Rule.BAD_DOCUMENT}] == []


def test_the_answer_to_a_touch_does_not_wait_for_what_is_said() -> None:
    """Speech that comes while the device talks has to say that it goes before; to nothing nothing applies."""
    touch = envelope(
        Identity(interfaces=(SCREEN,)), OpenSession(new=False), touch_request("a", ["ready", 3]), 0
    )
    late, empty = answer(ASK, ASK), {"version": "1.0", "response": {}}
    soon = answer(ASK, ASK)
    soon["response"]["outputSpeech"]["playBehavior"] = "REPLACE_ALL"
    assert [found.rule for found in check(late, touch, talks=True)] == [Rule.SPEECH_WAITS]
    assert [*check(late, touch), *check(soon, touch, talks=True), *check(empty, touch, talks=True)] == []


def test_a_slow_voice_makes_the_same_answer_longer() -> None:
    long = answer(silence(236) + ASK + "<p>Say ready.</p>" * 3, ASK)
    assert broken(long, pace=1.0) == set()
    assert broken(long, pace=0.85) == {Rule.SPEECH_TOO_LONG}


def test_a_message_names_the_part_the_figure_and_the_cure() -> None:
    (found,) = check(answer(f'{ASK}<break time="12s"/>{ASK}', ASK), LAUNCH)
    assert str(found) == "break_too_long: speech: a break of 12 s of 10; make it a row of breaks"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Settled? Say ready.", ["ready"]),
        ("Say continue, or start over.", ["continue", "start over"]),
        ("If none is, kneel on the mat, and say ready.", ["ready"]),
        ("Or say other side, or finish.", ["other side", "finish"]),
        ("Say looser, the same, or sore.", ["looser", "the same", "sore"]),
        ("Say ready only if none of it is you.", ["ready only if none of it is you"]),
        ("To cut in, say “pause”, then say “lighter”.", ["pause", "lighter"]),
        ("The essay is long.", []),
    ],
)
def test_the_words_that_a_sentence_teaches_are_found(sentence: str, words: list[str]) -> None:
    assert taught(sentence, "en") == words


@pytest.mark.parametrize("word", ["ready", "Ready", "I’m ready", "tender spot", "tender spot left side"])
def test_a_sample_is_known_with_its_slots_filled(word: str) -> None:
    assert IS_SAMPLE(word)


@pytest.mark.parametrize("word", ["", "not ready", "tender spot banana", "tender spot ", "side"])
def test_what_is_no_sample_is_not_known(word: str) -> None:
    assert IS_SAMPLE(word) == (word.strip() == "tender spot")


def test_a_taught_word_counts_only_where_it_is_a_sample() -> None:
    assert prompts("Say ready once you're down.", "en", IS_SAMPLE)
    assert not prompts("To come back, say open psoas rolling.", "en", IS_SAMPLE)
    assert prompts("To come back, say open psoas rolling.", "en")
    assert not prompts("Say if it hurts.", "en")


def test_the_last_sentence_is_that_of_the_last_phrase() -> None:
    assert last_sentence(ssml(phrases(["Settled?", "Good. Lie still"]) + silence(3))) == "Lie still"
    assert last_sentence(None) == ""
