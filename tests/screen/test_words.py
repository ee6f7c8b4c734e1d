"""The words on a screen: each fault in their file is found when it is read, and told with its cure."""

from pathlib import Path

import pytest

from skill import languages
from skill.voice import screen_words
from skill.voice.errors import BrokenScript
from tests.support.coached import SCRIPT
from tests.support.screens import WORDS

GOOD = (languages.LANGUAGES / "en" / "screen.toml").read_text("utf-8")
FAULTS = (
    ('hurts = "It hurts"', 'hurts = "It hurts here"', "13 letters; cut it to 11"),
    ('hurts = "It hurts"\n', "", "[buttons] lacks 'hurts'"),
    ('yes = "Yes"', 'yes = "Yes"\nfly = "Fly"', "[buttons] has 'fly', which nothing shows"),
    ('rest = "Lie', 'rest = "Now you can lie', "cut it to 6 words"),
    ('setup_leg = "{side}', 'setup_leg = "{leg}', "titles 'setup_leg' is filled with {leg}"),
    ("right {right} seconds", "right {there} seconds", "note 'kept' is filled with {there}"),
    ('place = "Your place is kept"\n', "", "[notes] lacks 'place'"),
    ('  "Doctor first: numb legs, any treatment",\n', "", "lines has 3 entries"),
    ("[texts]", "[text]", "it has to hold"),
)


@pytest.mark.parametrize(("there", "instead", "told"), FAULTS)
def test_a_fault_is_told_with_its_place_and_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, instead: str, told: str
) -> None:
    assert there in GOOD
    for name, text in (("xx", GOOD.replace(there, instead, 1)), ("en", GOOD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "screen.toml").write_text(text, "utf-8")
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    with pytest.raises(BrokenScript) as refused:
        screen_words.load.__wrapped__("xx-XX")
    assert told in str(refused.value)
    assert "xx/screen.toml" in str(refused.value)


def test_a_locale_without_a_file_has_its_language_and_any_other_english() -> None:
    assert screen_words.load("en-IN") == screen_words.load("nl-NL") == WORDS


def test_the_list_on_the_screen_is_the_list_that_is_said() -> None:
    """A line for each sentence of it, of which every condition is in that sentence."""
    said = [
        SCRIPT.words(phrase, 0, {}).lower()
        for phrase in ("safety_no", "safety_same", "safety_ask", "safety_more")
    ]
    assert len(WORDS.lines) == len(said)
    for line, sentence in zip(WORDS.lines, said, strict=True):
        named = [word.strip(" ,").lower() for word in line.partition(":")[2].split(",")]
        words = {word for name in named for word in name.split()} - {"a", "any"}
        lacking = [word for word in words if word[:6] not in sentence and word[:5] not in sentence]
        assert lacking == [], (line, sentence)
