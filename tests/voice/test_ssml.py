"""The one writer of tags: whatever the words and silences, Alexa can play what comes out."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channel import ALEXA
from skill.coach.acts import TEMPO, Item, Say, Silence
from skill.voice import ssml

PHONEMES = {"psoas": "ˈsoʊ.æs"}
TEXTS = st.text(st.characters(codec="utf-8"))
SECONDS = st.floats(0, 400)


def played(*items: Item, tempo: str = "normal") -> str:
    """The document for items whose phrase ids are the words themselves."""
    return ssml.Writer(PHONEMES).speech(items, lambda say: say.phrase, tempo)


def break_seconds(document: str) -> list[float]:
    """The length of each break of a document, in seconds."""
    times = (element.attrib["time"] for element in ElementTree.fromstring(document).iter("break"))
    return [float(time[:-2]) / 1000 if time.endswith("ms") else float(time[:-1]) for time in times]


def test_a_phrase_is_a_paragraph_and_a_silence_a_chain_of_breaks() -> None:
    document = played(Say("Halfway."), Silence(23.5), Say("Ten seconds."))
    assert document == (
        '<speak>Halfway.<break time="10s"/><break time="10s"/><break time="3500ms"/>Ten seconds.</speak>'
    )


def test_silences_that_follow_each_other_are_one() -> None:
    assert break_seconds(played(Silence(6), Silence(6))) == [10, 2]


def test_a_silence_too_short_to_hear_is_dropped() -> None:
    assert played(Say("In."), Silence(0.049), Say("Out.")) == "<speak>In. Out.</speak>"
    assert break_seconds(played(Silence(0.05))) == [0.05]


@given(SECONDS)
def test_a_silence_lasts_to_the_millisecond_in_breaks_that_alexa_takes(seconds: float) -> None:
    breaks = break_seconds(played(Say("In."), Silence(seconds)))
    assert all(0 < length <= ALEXA.break_seconds for length in breaks)
    heard = seconds if round(seconds * 1000) >= ssml.SHORTEST_SILENCE else 0
    assert sum(breaks) == pytest.approx(heard, abs=0.000_51)


@given(TEXTS, TEXTS)
def test_any_text_comes_out_well_formed_and_says_what_it_said(first: str, second: str) -> None:
    spoken = "".join(ElementTree.fromstring(f"<x>{played(Say(first), Say(second))}</x>").itertext())
    # XML itself reads every kind of line end as one; what it forbids is left out.
    expected = re.sub(ssml.NOT_XML, "", f"{first} {second}").replace("\r\n", "\n").replace("\r", "\n").strip()
    assert spoken == expected


def test_a_tag_in_the_words_is_spoken_as_text() -> None:
    assert played(Say('<break time="9h"/> & so on')) == (
        '<speak>&lt;break time="9h"/&gt; &amp; so on</speak>'
    )


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert played(Say("In\x00 and\x0b out\ufffe.")) == "<speak>In and out.</speak>"


@pytest.mark.parametrize("word", ["psoas", "Psoas", "PSOAS"])
def test_a_word_with_a_phoneme_is_spelled_in_any_case(word: str) -> None:
    assert played(Say(f"The {word}.")) == (
        f'<speak>The <phoneme alphabet="ipa" ph="ˈsoʊ.æs">{word}</phoneme>.</speak>'
    )


def test_a_phoneme_is_for_the_whole_word_only() -> None:
    assert "phoneme" not in played(Say("The iliopsoas."))


@pytest.mark.parametrize("tempo", TEMPO)
def test_the_tempo_is_one_rate_around_everything(tempo: str) -> None:
    speak = ElementTree.fromstring(played(Say("In."), Silence(4), Say("Out."), tempo=tempo))
    rates = [element.attrib["rate"] for element in speak.iter("prosody")]
    assert rates == ([] if tempo == "normal" else [f"{TEMPO[tempo] * 100:.0f}%"])
    assert [child.tag for child in speak] == (["break"] if tempo == "normal" else ["prosody"])


def test_nothing_to_play_is_an_empty_string() -> None:
    assert played() == ""
    assert played(Silence(0.01)) == ""
