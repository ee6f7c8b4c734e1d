"""What the coach never says, and what it always says, over every wording of every English script.

The rules are those of a responsible lay coach: it claims no cure, gives no direction that is wrong
for somebody face down, and takes the pressure off before anything else when something hurts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from skill import routines
from skill.coach.acts import Fact, Reply, Say
from skill.coach.phrases import NEEDED
from skill.languages import LANGUAGES, language_of, names
from skill.voice.phrase import Variant, sentences
from skill.voice.script import Script, load

GAPS = routines.load().gaps()
"""For each phrase of a clock, the shortest time to the next one."""
ENGLISH = [load(name) for name in sorted(names(LANGUAGES, "script")) if language_of(name) == "en"]
"""Each English script."""

PAIN_PHRASES = (
    *sorted(phrase for phrase in NEEDED if phrase.startswith(("hurt", "stop_"))),
    "stopped",
    "condition_rolling",
)
"""The first answers to pain, illness and stop: whatever is called hurt or stop_, and these."""

ENDS = (
    *(
        "end_side",
        "end_last",
        "end_only",
        "end_extra",
        "switch_off",
        "come_off",
        "go_back_side",
        "go_back_off",
    ),
    *("starting_over", "enough_today", "wrong_leg", "numb_unclear", "back_lying", "belly_off", "way_off_now"),
    *("stuck", "sides_rest", "forgotten", "keep_place_off", "went_wrong"),
)
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


@cache
def every() -> tuple[Wording, ...]:
    """Every variant of every phrase of every English script."""
    return tuple(each for script in ENGLISH for each in wordings(script))


def wordings(script: Script) -> Iterator[Wording]:
    """Every variant of a script's phrases."""
    for name, phrase in script.phrases.items():
        for number, variant in enumerate(phrase.variants, 1):
            text = variant.filled(script.fact_words.longest)
            yield Wording(f"{script.name}, {name}, variant {number}: {text}", name, variant, text)


def of(phrases: Iterable[str]) -> list[Wording]:
    """The wordings of these phrases. A phrase that no script has is a mistake of the test."""
    names = set(phrases)
    assert names <= NEEDED.keys(), sorted(names - NEEDED.keys())
    return [each for each in every() if each.phrase in names]


def each_sentence() -> Iterator[tuple[Wording, str]]:
    """Every sentence, with the wording that it stands in."""
    return ((each, sentence) for each in every() for sentence in sentences(each.text))


def test_these_words_are_never_said() -> None:
    """In no wording of any phrase."""
    never = [re.compile(pattern, re.IGNORECASE) for pattern in NEVER]
    found = [
        f"{pattern.pattern} -> {each.where}"
        for each in every()
        for pattern in never
        if pattern.search(each.text)
    ]
    assert found == []


def test_these_words_only_stand_where_they_are_denied() -> None:
    """ "There's no proof that it prevents injury" may be said; that it does may not."""
    claims = re.compile("|".join(CLAIMS), re.IGNORECASE)
    claiming = [
        f"{each.where} -> {sentence}"
        for each, sentence in each_sentence()
        if claims.search(sentence) and not DENIAL.search(sentence)
    ]
    assert claiming == []


def test_pain_is_answered_with_the_way_off_in_the_first_words() -> None:
    """Whatever else is said after them."""
    assert [each.where for each in of(PAIN_PHRASES) if not each.text.startswith("Come off the roller")] == []


def test_every_end_of_rolling_takes_the_person_off() -> None:
    """Nobody is left lying on the roller when the rolling is over, or is interrupted."""
    off = re.compile(r"\b(come off|off the roller)\b", re.IGNORECASE)
    assert [each.where for each in of(ENDS) if not off.search(each.text)] == []


def test_pain_is_met_with_no_question_and_no_goodbye() -> None:
    """Nothing is asked of somebody who is hurt before they have had time to move."""
    found = [each.where for each in of(PAIN_PHRASES) if "?" in each.text or GOODBYES.search(each.text)]
    assert found == []


def test_every_variant_of_a_phrase_carries_the_same_facts() -> None:
    """Any one may be said, so none may leave out what another tells."""
    found = [
        f"{script.name}, {name}"
        for script in ENGLISH
        for name, phrase in script.phrases.items()
        if len({frozenset(variant.facts) for variant in phrase.variants}) > 1
    ]
    assert found == []


def test_no_sentence_is_longer_than_a_breath() -> None:
    """Eighteen words at most."""
    long = [each.where for each, sentence in each_sentence() if len(sentence.split()) > 18]
    assert long == []


def test_nothing_is_asked_while_the_clock_runs() -> None:
    """Somebody face down who breathes slowly is not to talk."""
    assert [each.where for each in of(GAPS) if "?" in each.text] == []


def test_every_cue_of_a_clock_leaves_a_second_of_silence_with_a_slow_voice() -> None:
    """With its longest wording, said at 0.85 of the rate."""
    tight = [
        f"{script.name}, {cue}: {seconds:.1f} s of {gap}"
        for script in ENGLISH
        for cue, gap in GAPS.items()
        if (seconds := script.measure(cue, None, {}) / 0.85) > gap - 1
    ]
    assert tight == []


def test_every_wording_is_spoken_words_with_an_end() -> None:
    """No digit and no sign that a voice would have to guess at."""
    unspoken = [
        each.where
        for each in every()
        if re.search(r"[\d!*•;/]", each.text) or not re.search(r"[\w'’][.?]$", each.text)
    ]
    assert unspoken == []


def test_every_sentence_starts_with_a_capital() -> None:
    """A fact at the beginning of one included."""
    assert [each.where for each, sentence in each_sentence() if not sentence[0].isupper()] == []


def test_every_wording_renders_and_psoas_is_always_spelled() -> None:
    """As SSML that can be read, with the same words, and with the muscle's name as a phoneme."""
    found = [each.where for script in ENGLISH for each in wordings(script) if not _renders(script, each)]
    assert found == []


def _renders(script: Script, each: Wording) -> bool:
    facts = {fact: a_value(script, fact) for fact in NEEDED[each.phrase]}
    number = script.phrases[each.phrase].variants.index(each.variant)
    document = script.render(Reply((Say(each.phrase, facts, number),))).speech
    speak = ElementTree.fromstring(document)
    plain = "".join(element.text or "" for element in speak.iter() if element.tag != "phoneme")
    plain += "".join(element.tail or "" for element in speak.iter())
    same = "".join(speak.itertext()) == script.words(each.phrase, number, facts)
    return same and "psoas" not in plain.lower()


def a_value(script: Script, fact: str) -> Fact:
    """A value that the fact can have: the first that the script has a word for, else a number."""
    table = script.fact_words.tables.get(fact, {})
    return 40 if fact.endswith("seconds") or not table else next(iter(table))
