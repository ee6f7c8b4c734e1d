"""The script's machinery, on a small script: choosing, filling, measuring, rendering, merging."""

from pathlib import Path

import pytest

from skill.coach.acts import Facts, Reply, Say, Silence
from skill.voice import source
from skill.voice.errors import BrokenScript, NoSuchPhrase, NoWordForFact
from skill.voice.script import Script, load, read
from tests.support.small_script import HEAD, NEEDED, put, write


@pytest.fixture
def small(tmp_path: Path) -> Script:
    """The small script as it is written."""
    return write(tmp_path)


def test_variants_count_on_past_the_last_one(small: Script) -> None:
    said = [small.words("halfway", number, {}) for number in range(4)]
    assert said == ["Halfway.", "That's half.", "Halfway. Drop your shoulders.", "Halfway."]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (40, "Forty seconds left. Left side."),
        (1, "One second left. Left side."),
        (0, "Zero seconds left. Left side."),
        (60, "One minute left. Left side."),
        (135, "One hundred and thirty-five seconds left. Left side."),
    ],
)
def test_a_duration_is_spoken_in_words_with_its_unit(small: Script, seconds: int, said: str) -> None:
    assert small.words("time_left", 0, {"seconds": seconds, "side": "left"}) == said


def test_a_count_is_a_bare_number_word(small: Script) -> None:
    assert small.words("progress", 0, {"count": 3}) == "That makes three."


def test_a_count_takes_the_unit_that_the_script_gives_it(tmp_path: Path) -> None:
    unit = '[facts.count]\none = "{number} roll"\nother = "{number} rolls"\n2 = "a pair"'
    counting = write(tmp_path, head=HEAD + unit)
    said = [counting.words("progress", 0, {"count": count}) for count in (1, 2, 21)]
    assert said == ["That makes one roll.", "That makes a pair.", "That makes twenty-one rolls."]


def test_a_unit_has_a_form_for_each_plural_category_of_the_language(tmp_path: Path) -> None:
    """Here those of Polish, as CLDR has them; English has one beside the rest."""
    rules = (
        'one = "i = 1 and v = 0"\nfew = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14"\n'
        'many = "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"'
    )
    head = HEAD.replace('one = "i = 1 and v = 0"', rules)
    head = head.replace(
        'one = "{number} second"', 'one = "{number} second"\nfew = "{number} few"\nmany = "{number} many"'
    )
    polish = write(tmp_path, head=head)
    said = {number: polish.words("time_left", 0, {"seconds": number, "side": "left"}) for number in range(40)}
    few = [number for number, words in said.items() if " few left." in words]
    assert few == [2, 3, 4, 22, 23, 24, 32, 33, 34]
    assert [number for number, words in said.items() if words.startswith("One second left.")] == [1]
    assert sum(" many left." in words for words in said.values()) == 30


def test_numbers_follow_the_locale(tmp_path: Path) -> None:
    write(tmp_path)
    put(tmp_path, "fr", (tmp_path / "en" / "script.toml").read_text("utf-8"))
    put(tmp_path, "fr-CH", "")
    assert read(tmp_path, "fr", NEEDED).words("progress", 0, {"count": 80}) == "That makes quatre-vingts."
    assert read(tmp_path, "fr-CH", NEEDED).words("progress", 0, {"count": 80}) == "That makes huitante."


def test_a_phrase_that_is_not_there_is_named(small: Script) -> None:
    with pytest.raises(NoSuchPhrase, match="'goodbye'"):
        small.words("goodbye", 0, {})


@pytest.mark.parametrize(
    ("facts", "named"), [({"side": "left"}, "seconds"), ({"seconds": 40, "side": "middle"}, "'middle'")]
)
def test_a_fact_without_a_word_is_named(small: Script, facts: Facts, named: str) -> None:
    with pytest.raises(NoWordForFact, match=named):
        small.words("time_left", 0, facts)


def test_speech_is_measured_by_its_characters_and_sentences(small: Script) -> None:
    assert small.measure("halfway", 0, {}) == pytest.approx(8 / 10 + 0.5)
    assert small.measure("halfway", 2, {}) == pytest.approx(29 / 10 + 2 * 0.5)
    facts: Facts = {"seconds": 40, "side": "left"}
    assert small.measure("time_left", 0, facts) == pytest.approx(30 / 10 + 2 * 0.5)


def test_without_a_variant_the_longest_is_measured(small: Script) -> None:
    assert small.measure("halfway", None, {}) == small.measure("halfway", 2, {})


def test_a_phoneme_is_measured_as_the_word_it_stands_for(small: Script) -> None:
    assert small.measure("role", 0, {}) == pytest.approx(len("The psoas lifts your leg.") / 10 + 0.5)


def test_a_reply_becomes_speech_and_reprompt(small: Script) -> None:
    reply = Reply(speech=(Say("halfway", variant=1), Silence(2)), reprompt=(Say("role"),))
    spoken = small.render(reply)
    assert spoken.speech == '<speak>That\'s half.<break time="2s"/></speak>'
    assert spoken.reprompt == (
        '<speak>The <phoneme alphabet="ipa" ph="ˈsoʊ.æs">psoas</phoneme> lifts your leg.</speak>'
    )


def test_an_empty_reply_says_nothing(small: Script) -> None:
    spoken = small.render(Reply(closes=True))
    assert (spoken.speech, spoken.reprompt) == ("", "")


def test_a_locale_lays_its_differences_over_its_language(tmp_path: Path) -> None:
    own = '[pace]\ncharacters_per_second = 12\n[phrases.halfway]\nsay = ["Half way through."]\n'
    british = write(tmp_path, locale="en-GB", own=own)
    assert british.words("halfway", 1, {}) == "Half way through."
    assert british.words("progress", 0, {"count": 1}) == "That makes one."
    assert (british.pace.characters_per_second, british.pace.pause_per_sentence) == (12, 0.5)
    assert british.phrases["halfway"].gap == 8.0


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("en-GB", "en-GB"),
        ("en-AU", "en"),
        ("de-AT", "de"),
        ("fr-FR", "en-US"),
        ("../en-GB", "en-US"),
        ("", "en-US"),
    ],
)
def test_an_unknown_locale_speaks_its_language_and_at_last_american(
    tmp_path: Path, locale: str, name: str
) -> None:
    for known in ("en", "en-US", "en-GB", "de"):
        put(tmp_path, known, "")
    assert source.name_for(locale, tmp_path) == name


def test_a_folder_without_english_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenScript, match=r"holds no en/script\.toml"):
        source.name_for("en-US", tmp_path)


def test_a_script_is_read_once() -> None:
    assert load("en-US") is load("en-US")
    assert load("xx-XX") is load("en-US")
