"""A broken script fails loudly when it is read: each fault names the file, the phrase and the cure."""

from pathlib import Path

import pytest

from skill.voice.errors import BrokenScript
from skill.voice.script import read
from tests.support.small_script import HEAD, NEEDED, put, write


@pytest.mark.parametrize(
    ("phrase", "body", "fault"),
    [
        ("role", None, "is missing; write [phrases.role]"),
        ("rol", 'say = ["It lifts."]', "is never said; correct its name or delete it."),
        ("role", 'say = ["The {sied} leg."]', "variant 1: the fact {sied} is unknown here"),
        ("time_left", 'say = ["{sied}."]', "unknown here; the coach gives {seconds}, {side}."),
        ("role", 'say = ["The {} leg."]', "variant 1: 'The {} leg.' has a brace"),
        ("role", 'say = ["The {side leg."]', "variant 1: 'The {side leg.' has a brace"),
        ("time_left", 'say = ["{side!r} {seconds}."]', "variant 1: '{side!r} {seconds}.' has a"),
        ("role", "say = []", "needs say, a list"),
        ("role", 'say = "It lifts."', "needs say, a list"),
        ("role", 'say = ["It lifts.", " "]', "variant 2: is empty; write it or delete it."),
        ("role", 'say = ["It lifts.", "It lifts."]', "says 'It lifts.' 2 times; reword or delete"),
        ("role", 'say = ["It lifts."]\ngaps = 8', "has the unknown key 'gaps'; it may hold gap"),
        ("role", 'say = ["It lifts."]\ngap = "8"', "has a gap that is not a number"),
        ("role", 'say = ["It lifts.", "It bends."]\nrotate = false', "does not rotate, yet it has 2"),
        ("role", 'say = ["Ten of 10."]', "variant 1: '1' cannot be spoken"),
        ("role", 'say = ["Well done!"]', "variant 1: '!' cannot be spoken"),
        ("role", 'say = ["- It lifts."]', "variant 1: '-' cannot be spoken"),
        ("role", 'say = ["• It lifts."]', "variant 1: '•' cannot be spoken"),
        ("role", 'say = ["It lifts.\\nIt bends."]', "cannot be spoken; write words, one thought a sentence."),
        ("role", 'say = ["The Alexa app has it."]', "variant 1: 'Alexa' wakes a speaker"),
        ("role", 'say = ["It may echo."]', "variant 1: 'echo' wakes a speaker"),
        ("role", 'say = ["<p>It lifts.</p>"]', "variant 1: '<' cannot be spoken"),
        ("role", f'say = ["Go. {"on " * 19}."]', "has 20 words; cut it to 18 or make two of it."),
        # 2.9 s and two pauses of 0.5 s, said at 0.85, and a second of slack: 5.6 s.
        ("halfway", 'say = ["Half.", "Halfway. Drop your shoulders."]\ngap = 5.5',
         "variant 2: needs 5.6 s with a slow voice, but its gap is 5.5 s; shorten it"),
        ("time_left", 'say = ["{seconds} on the {side}."]\ngap = 6', "variant 1: needs"),
    ],
)  # fmt: skip
def test_a_broken_phrase_is_named_with_its_cure(
    tmp_path: Path, phrase: str, body: str | None, fault: str
) -> None:
    with pytest.raises(BrokenScript) as caught:
        write(tmp_path, {phrase: body})
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].startswith(f"en/script.toml: phrase '{phrase}'")
    assert fault in caught.value.faults[0]


def test_the_longest_sentence_and_the_tightest_cue_that_are_allowed_pass(tmp_path: Path) -> None:
    longest = f'say = ["Go. {"on " * 17}on."]'
    tightest = 'say = ["Halfway. Drop your shoulders."]\ngap = 5.6'
    write(tmp_path, {"role": longest, "halfway": tightest})


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (HEAD.replace("[pace]", "[speed]"), "the file has the unknown key 'speed'"),
        (HEAD.replace("[pace]", "[speed]"), "table [pace] is missing"),
        (HEAD.replace("= 10", "= 0"), "[pace] needs characters_per_second as a number of use"),
        (HEAD.replace("pause_per", "paws_per"), "[pace] has the unknown key 'paws_per_sentence'"),
        (
            HEAD.replace('other = "{number} seconds"', ""),
            '[facts.seconds] lacks a unit; add other = "{number} …"',
        ),
        (
            HEAD + '[facts.count]\none = "{number} roll"\nother = "rolls"',
            '[facts.count] lacks a unit; add other = "{number} …"',
        ),
        (
            HEAD.replace('"i = 1 and v = 0"', '"i is 1"'),
            "one in [plurals] is no rule ('i is 1'",
        ),
        (HEAD.replace('"i = 1 and v = 0"', "1"), "one in [plurals] is no rule"),
        (
            HEAD.replace("[plurals]", '[plurals]\nfew = "n = 2..4"'),
            '[facts.seconds] lacks a unit; add few = "{number} …"',
        ),
        (HEAD.replace('left = "left"', "left = 1"), "[facts.side] is no table of words"),
        (HEAD.replace('"ˈsoʊ.æs"', "7"), "[phonemes] is no table of words"),
        (HEAD.replace('"left"', '"left'), "en/script.toml is not TOML"),
    ],
)
def test_a_broken_table_is_named_with_its_cure(tmp_path: Path, head: str, fault: str) -> None:
    with pytest.raises(BrokenScript) as caught:
        write(tmp_path, head=head)
    assert any(fault in each for each in caught.value.faults)


def test_a_file_that_holds_no_tables_at_all_is_refused_in_words(tmp_path: Path) -> None:
    put(tmp_path, "en", "pace = 14.5\nphrases = 3")
    with pytest.raises(BrokenScript) as caught:
        read(tmp_path, "en", NEEDED)
    lacking = [
        f"en/script.toml: table [{name}] is missing; add it."
        for name in ("calendar", "facts", "pace", "phonemes", "phrases", "plurals")
    ]
    assert list(caught.value.faults) == lacking


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BrokenScript) as caught:
        write(tmp_path, {"role": None, "halfway": 'say = [""]', "progress": 'say = ["{cout}."]'})
    assert len(caught.value.faults) == 3


def test_a_fault_names_the_file_that_holds_the_wording(tmp_path: Path) -> None:
    exclaimed = 'say = ["Well done!"]'
    with pytest.raises(BrokenScript, match=r"^en-GB/script\.toml: phrase 'role'"):
        write(tmp_path, locale="en-GB", own=f"[phrases.role]\n{exclaimed}")
    with pytest.raises(BrokenScript, match=r"^en/script\.toml: phrase 'role'"):
        write(tmp_path, {"role": exclaimed}, locale="en-GB", own="[pace]\npause_per_sentence = 0.2")


def test_a_language_without_number_words_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "en").rename(tmp_path / "xx")
    with pytest.raises(BrokenScript, match="num2words does not speak 'xx'"):
        read(tmp_path, "xx", NEEDED)


def test_a_cue_of_a_clock_must_fit_the_gap_that_the_clock_leaves(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(BrokenScript, match=r"needs 4\.5 s with a slow voice"):
        read(tmp_path, "en", NEEDED, {"role": 4.5})
    assert read(tmp_path, "en", NEEDED, {"role": 4.6}).phrases["role"].gap == 4.6
