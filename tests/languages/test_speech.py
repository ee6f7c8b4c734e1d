"""What code must know of a language: read once, each fault in its file told with its place and its cure."""

from pathlib import Path

import pytest

from skill import languages
from skill.languages import NotToml
from skill.languages.speech import PART, BrokenSpeech, speech, speech_for

GOOD = (languages.LANGUAGES / "en" / f"{PART}.toml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of languages with none in it."""
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir()
    (folder / name / f"{PART}.toml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("there", "instead", "told"),
    [
        ("[numbers]\n", "[figures]\n", "[numbers] is missing; copy it from English."),
        ("[numbers]\n", "[figures]\n", "nothing reads [figures]; delete it."),
        ('say = ["say"]\n', "", "[prompts] lacks say; write a list of texts."),
        ('say = ["say"]\n', "say = []\n", "say is empty; write what is said."),
        ('say = ["say"]\n', 'says = ["say"]\n', "nothing reads says in [prompts]; delete it."),
        ('say = ["say"]\n', 'say = "say"\n', "say in [prompts] is no list of texts: 'say' is no list."),
        ('or = ["or"]\n', "or = [1]\n", "or in [prompts] is no list of texts: 1 is no text."),
        ('["{n} second", 1, 0, 600]', '["{n} second", 1]', "counted in [durations] is no list of rows ["),
        ('["{n} second", 1, 0, 600]', '["second", 1, 0, 600]', "'second' in counted lacks {n}; put it in."),
        ('"{n} minute {m}",', '"{n} minute",', "'{n} minute' in mixed lacks {m}; put it in."),
        ('["half past {n}", 30]', '["half past", 30]', "'half past' in clock lacks {n}; put it in."),
        ('"minute" = 60', '"minute" = "60"', "fixed in [durations] is no table of whole numbers: "),
        ('"^one hundred"', '"(one hundred"', "variants in [numbers] is no list of rows [pattern, instead]: "),
        ('"open {name}"', '"open it"', "'open it' in opening lacks {name}; put it in."),
        ("apart = [\"'s\"]", 'apart = ["s"]', "'s' in apart begins with no apostrophe."),
        ('"treat\\\\w*"', '"(treat"', "claims in [store] is no list of patterns"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_its_cure(
    folder: Path, there: str, instead: str, told: str
) -> None:
    assert there in GOOD
    put(folder, "xx", GOOD.replace(there, instead, 1))
    with pytest.raises(BrokenSpeech) as refused:
        speech("xx")
    assert f"xx/speech.toml: {told}" in str(refused.value)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    put(folder, "xx", "[prompts]\nsay = 1\n")
    with pytest.raises(BrokenSpeech) as refused:
        speech("xx")
    assert len(str(refused.value).splitlines()) == 8 + 5, "eight tables are missing, and five fields"


def test_a_locale_has_only_what_differs(folder: Path) -> None:
    put(folder, "en", GOOD)
    put(folder, "en-GB", '[prompts]\nsay = ["utter"]\n')
    assert speech("en-GB").prompts.say == ("utter",)
    assert speech("en-GB").prompts.or_ == speech("en").prompts.or_ == ("or",)
    assert speech("en-AU") == speech("en")


def test_a_language_without_a_file_is_refused_and_where_it_is_spoken_to_it_is_english(folder: Path) -> None:
    """As the voice speaks English there."""
    put(folder, "en", GOOD)
    with pytest.raises(FileNotFoundError, match=r"There is no tlh/speech\.toml in .*: copy that of English"):
        speech("tlh-KX")
    assert speech_for("tlh-KX") is speech("en")


def test_a_file_that_is_not_toml_is_named(folder: Path) -> None:
    put(folder, "xx", "[prompts")
    with pytest.raises(NotToml, match=r"^xx/speech\.toml is not TOML"):
        speech("xx")


def test_it_is_read_once() -> None:
    assert speech("en") is speech("en")
