"""The skill by voice, without Amazon: flite speaks, pocketsphinx hears, the answer becomes sound.

What is spoken is always in the model: a grammar never says no, so nothing is proved of other words.
It holds a spread of the samples, all intents alike: thousands of them take seconds a phrase.
The figures stand at the end of a run.
"""

import io
import wave
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

import pytest

from skill.alexa.intents import meaning
from skill.coach.events import Label, Phase
from skill.hearing.recogniser import hear
from skill.simulator import sound
from skill.simulator.playback import Answer, Mark
from skill.simulator.prompts import samples_of, taught
from skill.voice.phrase import Pace
from skill.voice.script import load
from tests.support.speaker import MODEL, speaker

pytest.importorskip(
    "pocketsphinx",
    reason="Hearing needs pocketsphinx: `.venv/bin/pip install --prefer-binary pocketsphinx`. Where there is "
    "no wheel for your Python, that builds it, with a C compiler and Python's headers.",
)
if not sound.has_flite():
    pytest.skip(sound.HOW_TO_GET_FLITE, allow_module_level=True)

from skill.simulator.ears import Ears, Sample, filled, grammar, samples, spread, values

FIRST_VOICE, *OTHER_VOICES = sound.VOICES
VOICES = [FIRST_VOICE, *(pytest.param(voice, marks=pytest.mark.slow) for voice in OTHER_VOICES)]

PAIN = (Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.PAIN_TOO_MUCH, Label.RED_FLAG, Label.STOP)
PAIN_SAMPLES = 4
"""How many samples are spoken of each label that takes pressure off."""
OTHER_SAMPLES = 80
LONGEST = 6
"""Words in a spoken sample at most: a person with their face in the mat says few."""
LISTENED_FOR = 170
"""Samples in the grammar."""
RIGHT = 0.9
CLOSE = 0.05


SessionRecord = Callable[[str, object], None]
"""pytest's `record_property`: figures are shown when all tests have run."""


def label_of(sample: Sample) -> Label:
    return meaning(sample.intent, {}, Phase.ROLLING).label


@cache
def spoken_samples() -> tuple[Sample, ...]:
    """Samples to speak: some of each label of pain first, then a spread over all labels."""
    short = [sample for sample in samples(MODEL) if len(sample.text.split()) <= LONGEST]
    pain = [spread((each for each in short if label_of(each) == label), PAIN_SAMPLES) for label in PAIN]
    return tuple(dict.fromkeys([*chain.from_iterable(pain), *spread(short, OTHER_SAMPLES, label_of)]))


def in_model(words: str) -> Sample:
    """Words that the model holds to the word, slots filled, with their intent. Anything else is a mistake."""
    assert samples_of(MODEL)(words), f"{words!r} is not in the model: a grammar proves nothing of it"
    return Sample(hear(words, Phase.ROLLING, MODEL).intent, words, {})


@cache
def taught_words() -> tuple[Sample, ...]:
    """Every word that some phrase of the script teaches and the model holds."""
    wordings = [each.template for phrase in load("en-US").phrases.values() for each in phrase.variants]
    said = sorted({words for wording in wordings for words in taught(wording, "en")})
    return tuple(map(in_model, filter(samples_of(MODEL), said)))


@cache
def ears() -> Ears:
    """Ears for what is spoken here, and for a spread of other samples that it could be mistaken for."""
    chosen = [*taught_words(), *spoken_samples(), *conversation_samples()]
    rest = spread(set(samples(MODEL)) - set(chosen), LISTENED_FOR - len(chosen))
    return Ears(MODEL, list(dict.fromkeys([*chosen, *rest])))


@cache
def narrow_ears() -> Ears:
    """Ears for the taught words and the pain samples alone: quick enough for every run."""
    return Ears(MODEL, [*taught_words(), *conversation_samples()])


def misheard(voice: str, said: tuple[Sample, ...], listener: Ears, record: SessionRecord) -> list[str]:
    """What a voice said in vain; each line tells the words, their intent, what was heard, and its intent."""
    known, misses = values(MODEL), []
    for sample in said:
        text = filled(sample, known)
        words = listener.hear(sound.speak(text, voice))
        intent = hear(words, Phase.ROLLING, MODEL).intent
        if intent != sample.intent:
            misses.append(f"{text!r} ({sample.intent}) was heard as {words!r} ({intent})")
    right = f"{voice}: {len(said) - len(misses)} of {len(said)} phrases right"
    record("figures", "\n  ".join((right, *misses)))
    return misses


@pytest.mark.slow
def test_the_words_that_the_coach_teaches_are_heard(record_property: SessionRecord) -> None:
    """ "Say ready", "say other side": each such word, in one voice, with few others to take it for."""
    said = taught_words()
    assert {"ready", "stop", "pause", "lighter", "it hurts", "other side"} <= {each.text for each in said}
    assert len(misheard(FIRST_VOICE, said, narrow_ears(), record_property)) <= (1 - RIGHT) * len(said)


@pytest.mark.slow
@pytest.mark.parametrize("voice", sound.VOICES)
def test_nine_of_ten_phrases_are_heard(voice: str, record_property: SessionRecord) -> None:
    """The taught words, the words of pain, and a spread over all labels, in each voice on its own."""
    said = tuple(dict.fromkeys((*taught_words(), *spoken_samples())))
    assert {label_of(sample) for sample in said} == {label_of(sample) for sample in samples(MODEL)}
    assert len(misheard(voice, said, ears(), record_property)) <= (1 - RIGHT) * len(said)


@cache
def rate_of(voice: str) -> Pace:
    """A voice's characters a second, with the script's own pause a sentence, on every fifth phrase."""
    script = load("en-US")
    said = [each for phrase in script.phrases.values() for each in phrase.variants if not each.facts][::5]
    seconds = sum(sound.seconds_of(sound.speak(each.template, voice)) for each in said)
    pauses = script.pace.pause_per_sentence * sum(each.sentences for each in said)
    rate = sum(len(each.template) for each in said) / (seconds - pauses)
    return replace(script.pace, characters_per_second=rate)


Turn = tuple[str, float | None]
"""Words, and the second of the answer at which they are said, or None for when it asks."""

CONVERSATIONS: Mapping[str, tuple[dict[str, Any], tuple[Turn, ...]]] = {
    "first": (
        {},
        (
            ("open psoas rolling", None),
            ("none of that", None),
            ("ready", None),
            ("ready", None),
            ("the same", None),
        ),
    ),
    "later": (
        {"sessions": 8},
        (
            ("start psoas rolling", None),
            ("ready", None),
            ("tender spot", 56.0),
            ("lighter", 20.0),
            ("the same", None),
            ("stop", None),
        ),
    ),
}


def conversation_samples() -> tuple[Sample, ...]:
    """What the people of the conversations say after they have called the skill by its name."""
    said = {words for _, (_, *turns) in CONVERSATIONS.values() for words, _ in turns}
    return tuple(map(in_model, sorted(said)))


def converse(voice: str, person: dict[str, Any], turns: tuple[Turn, ...]) -> list[Answer]:
    """Speak each turn's words to the skill; gives its answers. What is misheard is said by nobody."""
    device = speaker(**person)
    for words, at in turns:
        heard = narrow_ears().hear(sound.speak(words, voice))
        assert heard == words, f"{voice} said {words!r} and was heard as {heard!r}: choose other words"
        device.say(heard, at)
    device.play_out()
    return device.answers


def lengths(answers: list[Answer], voice: str) -> tuple[float, float]:
    """Seconds of a session: as planned, and as its wav has them. A reprompt counts where it was played."""
    planned, pcm = 0.0, b""
    for answer in answers:
        body = answer.response["response"]
        planned += plan(answer.marks)
        pcm += sound.render(body.get("outputSpeech"), voice)
        if answer.cut_at > answer.reprompt_start and answer.has_reprompt:
            planned += plan(answer.reprompt_marks)
            pcm += sound.render(body["reprompt"]["outputSpeech"], voice)
    with wave.open(io.BytesIO(sound.as_wav(pcm))) as wav:
        return planned, wav.getnframes() / wav.getframerate()


def told(pace: Pace, planned: float, lasted: float) -> str:
    """Figures of a session in words."""
    rate = f"{pace.characters_per_second:.1f} characters a second"
    return f"at {rate} planned {planned:.1f} s, lasts {lasted:.1f} s ({lasted / planned - 1:+.1%})"


def plan(marks: tuple[Mark, ...]) -> float:
    return max(mark.start + mark.seconds for mark in marks)


@pytest.mark.slow
@pytest.mark.parametrize("session", CONVERSATIONS)
@pytest.mark.parametrize("voice", VOICES)
def test_a_spoken_session_lasts_as_planned(
    voice: str, session: str, monkeypatch: pytest.MonkeyPatch, record_property: SessionRecord
) -> None:
    """Spoken, heard, answered and spoken again; planned with the voice's own rate, its wav is that long."""
    person, turns = CONVERSATIONS[session]
    planned, lasted = lengths(converse(voice, person, turns), voice)
    pace, script = rate_of(voice), load("en-US")
    monkeypatch.setattr("skill.turns.load", lambda _: replace(script, pace=pace))
    set_planned, set_lasted = lengths(converse(voice, person, turns), voice)
    record_property(
        "figures",
        f"{voice}, {session} session: {told(pace, set_planned, set_lasted)}\n"
        f"  uncalibrated: {told(script.pace, planned, lasted)}",
    )
    assert abs(set_lasted / set_planned - 1) <= CLOSE


def test_the_grammar_shares_beginnings_and_fills_slots() -> None:
    """What begins alike stands once; a slot is a rule of its type's values; the name opens the skill."""
    model = {
        "interactionModel": {
            "languageModel": {
                "invocationName": "mat coach",
                "intents": [{"name": "X", "slots": [{"name": "side", "type": "SIDE"}],
                             "samples": ["go on", "go", "my {side}'s sore", "my hip"]}],
                "types": [{"name": "SIDE",
                           "values": [{"name": {"value": "left", "synonyms": ["the left"]}}]}],
            }
        }
    }  # fmt: skip
    text = grammar(model, samples(model))
    assert "<SIDE> = ( left | the left );" in text
    assert "go [ on ]" in text
    assert "my ( <SIDE> 's sore | hip )" in text
    assert "open mat coach" in text
    with pytest.raises(ValueError, match="nobody knows what is said for AMAZON"):
        grammar(model, [Sample("X", "paint it {colour}", {"colour": "AMAZON.Colour"})])
