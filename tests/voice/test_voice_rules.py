"""What the coach never says, and what it always says, over every wording of every English script.

The rules are those of a responsible lay coach: it claims no cure, gives no direction that is wrong
for somebody face down, and takes the pressure off before anything else when something hurts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from skill.coach.acts import Fact, Reply, Say
from skill.coach.phrases import NEEDED
from skill.coach.routine import gaps
from skill.voice.phrase import Variant, sentences
from skill.voice.script import SCRIPTS, Script, load

LOCALES = sorted(file.stem for file in SCRIPTS.glob("en*.toml"))

PAIN_PHRASES = (
    *sorted(phrase for phrase in NEEDED if phrase.startswith(("hurt", "stop_"))),
    "stopped",
    "condition_rolling",
)
"""The first answers to pain, illness and stop: whatever is called hurt or stop_, and these."""

ENDS = ("end_side", "end_last", "end_only", "end_extra", "switch_off", "start_over", "went_wrong")
"""What ends the rolling without pain: the roller goes, though not in the first words."""

NEVER = (
    # Jargon: nobody face down on a roller thinks in it.
    r"anterior", r"posterior", r"psoas major", r"iliacus", r"\bASIS\b", r"fascia", r"adhesion",
    r"trigger point", r"wake word", r"toxin",
    # Claims that no evidence carries, and talk that works against the limit.
    r"\bcur(e|es|ed|ing)\b", r"\bheal(s|ed)\b", r"\breleas", r"\brepair", r"pain[- ]free", r"free of pain",
    r"good pain", r"no pain,? no gain", r"push through", r"guarantee", r"best way",
    r"let your weight drop", r"can be a little heavier", r"ease right off",
    # Diagnosis and false comfort.
    r"that('s| is) your psoas", r"(do not|don't) worry", r"\bit('s| is) just (a|an|the|your)\b",
    # Face down, lower and down move the body toward the feet, and the roller up onto bone or belly.
    r"slide (lower|down|up)", r"down you go", r"\b(out|in),? and (down|up)\b",
    r"roll(s|ing)? (down|up)\b", r"drift(s|ing)? (down|up)\b",
    # A break sounds like a pause; a question for the kit alone costs an answer.
    r"\ba break\b", r"say ready when you have",
)  # fmt: skip
"""Patterns that no wording holds, in any case."""

CLAIMS = (r"\bfix", r"\bprevent", r"\bbreaks? \w* ?up\b", r"\bperform", r"\brun faster")
"""Words that stand only in a sentence that denies what they claim."""

DENIAL = re.compile(r"n['’]t\b|\b(no|not|never|nothing)\b", re.IGNORECASE)

GOODBYES = re.compile(r"\b(thanks|thank you|see you|well done|good|great|lovely|bye|enjoy)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wording:
    """One variant of one phrase, with the longest words its facts can have."""

    where: str
    phrase: str
    variant: Variant
    text: str


@pytest.fixture(params=LOCALES, scope="module")
def spoken_script(request: pytest.FixtureRequest) -> Script:
    """Each English script in turn."""
    return load(str(request.param))


def wordings(script: Script, phrases: Iterable[str] | None = None) -> Iterator[Wording]:
    """Every variant of the phrases named, or of all."""
    for name in script.phrases if phrases is None else phrases:
        for number, variant in enumerate(script.phrases[name].variants, 1):
            text = variant.filled(script.fact_words.longest)
            yield Wording(f"{name}, variant {number}: {text}", name, variant, text)


def found(pattern: str | re.Pattern[str], script: Script) -> list[str]:
    """Where a pattern stands, for a message that shows it."""
    return [each.where for each in wordings(script) if re.search(pattern, each.text, re.IGNORECASE)]


@pytest.mark.parametrize("pattern", NEVER)
def test_these_words_are_never_said(spoken_script: Script, pattern: str) -> None:
    assert found(pattern, spoken_script) == []


@pytest.mark.parametrize("pattern", CLAIMS)
def test_these_words_only_stand_where_they_are_denied(spoken_script: Script, pattern: str) -> None:
    claiming = [
        f"{each.where} -> {sentence}"
        for each in wordings(spoken_script)
        for sentence in sentences(each.text)
        if re.search(pattern, sentence, re.IGNORECASE) and not DENIAL.search(sentence)
    ]
    assert claiming == []


@pytest.mark.parametrize("phrase", PAIN_PHRASES)
def test_pain_is_answered_with_the_way_off_in_the_first_words(spoken_script: Script, phrase: str) -> None:
    for each in wordings(spoken_script, [phrase]):
        assert each.text.startswith("Come off the roller"), each.where


@pytest.mark.parametrize("phrase", ENDS)
def test_every_end_of_rolling_takes_the_person_off(spoken_script: Script, phrase: str) -> None:
    for each in wordings(spoken_script, [phrase]):
        assert re.search(r"\b(come off|off the roller)\b", each.text, re.IGNORECASE), each.where


@pytest.mark.parametrize("phrase", PAIN_PHRASES)
def test_pain_is_met_with_no_question_and_no_goodbye(spoken_script: Script, phrase: str) -> None:
    for each in wordings(spoken_script, [phrase]):
        assert "?" not in each.text, each.where
        assert not GOODBYES.search(each.text), each.where


def test_every_variant_of_a_phrase_carries_the_same_facts(spoken_script: Script) -> None:
    """Any one may be said, so none may leave out what another tells."""
    told = {
        name: {frozenset(variant.facts) for variant in phrase.variants}
        for name, phrase in spoken_script.phrases.items()
    }
    assert [name for name, sets in told.items() if len(sets) > 1] == []


def test_no_sentence_is_longer_than_a_breath(spoken_script: Script) -> None:
    long = [
        f"{each.where} -> {len(sentence.split())} words"
        for each in wordings(spoken_script)
        for sentence in sentences(each.text)
        if len(sentence.split()) > 18
    ]
    assert long == []


def test_nothing_is_asked_while_the_clock_runs(spoken_script: Script) -> None:
    asked = [each.where for each in wordings(spoken_script, gaps()) if "?" in each.text]
    assert asked == []


def test_every_cue_of_a_clock_leaves_a_second_of_silence_with_a_slow_voice(spoken_script: Script) -> None:
    tight = [
        f"{cue}: {seconds:.1f} s of {gap}"
        for cue, gap in gaps().items()
        if (seconds := spoken_script.measure(cue, None, {}) / 0.85) > gap - 1
    ]
    assert tight == []


def test_every_wording_is_spoken_words_with_an_end(spoken_script: Script) -> None:
    unspoken = [
        each.where
        for each in wordings(spoken_script)
        if re.search(r"[\d!*•;/]", each.text) or not re.search(r"[\w'’][.?]$", each.text)
    ]
    assert unspoken == []


def test_every_sentence_starts_with_a_capital(spoken_script: Script) -> None:
    small = [
        f"{each.where} -> {sentence}"
        for each in wordings(spoken_script)
        for sentence in sentences(each.text)
        if not sentence[0].isupper()
    ]
    assert small == []


def test_every_wording_renders_and_psoas_is_always_spelled(spoken_script: Script) -> None:
    for each in wordings(spoken_script):
        facts = {fact: a_value(spoken_script, fact) for fact in NEEDED[each.phrase]}
        number = spoken_script.phrases[each.phrase].variants.index(each.variant)
        document = spoken_script.render(Reply((Say(each.phrase, facts, number),))).speech
        speak = ElementTree.fromstring(document)
        plain = "".join(element.text or "" for element in speak.iter("p"))
        assert "".join(speak.itertext()) == spoken_script.words(each.phrase, number, facts)
        assert "psoas" not in plain.lower(), each.where


def a_value(script: Script, fact: str) -> Fact:
    """A value that the fact can have: the first that the script has a word for, else a number."""
    table = script.fact_words.tables.get(fact, {})
    return 40 if fact.endswith("seconds") or not table else next(iter(table))
