"""What the skill says becomes sound: words as the voice has them, silences to the sample."""

import io
import shutil
import wave

import pytest

from skill.simulator import sound

VOICE = sound.VOICES[0]
with_flite = pytest.mark.skipif(not sound.has_flite(), reason=sound.HOW_TO_GET_FLITE)


def ssml(body: str) -> dict[str, str]:
    return {"type": "SSML", "ssml": f"<speak>{body}</speak>"}


@with_flite
def test_silences_are_exact_and_add_up() -> None:
    """Breaks that follow each other add; words take what the voice takes for them, and no more."""
    words = sound.speak("Ready.", VOICE)
    breaks = '<break time="2s"/><break time="750ms"/>'
    rendered = sound.render(ssml(f"<p>Ready.</p>{breaks}<p>Ready.</p>"), VOICE)
    assert rendered == words + bytes(round(2.75 * sound.SAMPLE_RATE) * 2) + words
    with wave.open(io.BytesIO(sound.as_wav(rendered))) as wav:
        assert wav.readframes(wav.getnframes()) == rendered


@with_flite
def test_a_slow_rate_stretches_words_and_no_silence() -> None:
    """The slow tempo is spoken as slowly as it asks; its silences stay."""
    line = "Roll back as you breathe in."
    slow = sound.render(ssml(f'<prosody rate="80%"><p>{line}</p><break time="3s"/></prosody>'), VOICE)
    plain = sound.render({"type": "PlainText", "text": line}, VOICE)
    assert sound.seconds_of(slow) - 3 == pytest.approx(sound.seconds_of(plain) / 0.8, rel=0.05)
    assert slow.endswith(sound.silence(3))


@with_flite
def test_a_word_with_a_phoneme_stays_in_its_sentence() -> None:
    marked = ssml('<p>Your <phoneme alphabet="ipa" ph="x">psoas</phoneme> rests.</p>')
    assert sound.render(marked, VOICE) == sound.speak("Your psoas rests.", VOICE)


@with_flite
def test_a_breathless_word_has_its_phones() -> None:
    """Words that no dictionary has are learnt from the voice; "psoas" is said as the script wants it."""
    assert sound.phones("psoas") == "S OW AH S"
    assert sound.phones("herniated") == "HH ER N IY EY T IH D"


def test_a_machine_without_flite_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(sound.NoVoice, match="apt-get install flite"):
        sound.speak("a sentence that nobody has said before", VOICE)


def test_an_unknown_voice_is_told_the_known_ones() -> None:
    with pytest.raises(sound.NoVoice, match="rms, awb, slt, kal16"):
        sound.speak("Ready.", "joanna")
