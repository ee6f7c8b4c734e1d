"""What the skill says as real sound: words by a flite voice, silences to the sample.

flite is a small speech synthesiser, in Debian's package of that name. Speech is kept in memory for
as long as the process lives, so that a sentence is spoken once; no file is written unless asked for.
"""

import io
import re
import shutil
import subprocess
import wave
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from skill.simulator.pace import Close, Node, Open, break_seconds, nodes_of, rate_of

VOICES = ("rms", "awb", "slt", "kal16")
"""flite's English voices of 16 kHz: two men, a woman, and an older voice pieced together from diphones."""

SAMPLE_RATE = 16_000
"""Samples a second. All sound here is signed 16-bit little-endian mono, without a header."""

HOW_TO_GET_FLITE = "Speech needs flite: install it with `apt-get install flite`, or your system's package."

RESPELLED: Mapping[str, str] = {"psoas": "so-us"}
"""Words that flite's letter-to-sound rules get wrong, spelt so that they come out right."""

_RESPELLED = re.compile(rf"\b({'|'.join(RESPELLED)})\b", re.IGNORECASE)
_SECONDS_A_CALL = 60.0
_SAMPLE_BYTES = 2


class NoVoice(RuntimeError):
    """flite is missing or cannot speak; the message says how to mend it."""


def has_flite() -> bool:
    """Tell whether flite is installed."""
    return shutil.which("flite") is not None


@cache
def speak(text: str, voice: str, rate: float = 1.0) -> bytes:
    """Words as sound, at a rate where 0.8 is slow; flite stretches every sound alike. Raises `NoVoice`."""
    if voice not in VOICES:
        raise NoVoice(f"a voice {voice!r}: choose one of {', '.join(VOICES)}")
    said = _RESPELLED.sub(lambda found: RESPELLED[found[1].lower()], text)
    stretch = f"duration_stretch={1 / rate:.4f}"
    spoken = _flite("-voice", voice, "--setf", stretch, "-t", said, "-o", "/dev/stdout")
    with wave.open(io.BytesIO(spoken)) as sound:
        if sound.getframerate() != SAMPLE_RATE:
            raise NoVoice(
                f"flite's voice {voice} has {sound.getframerate()} samples a second: choose another"
            )
        return bytes(sound.readframes(sound.getnframes()))


@cache
def phones(word: str) -> str:
    """How flite says a word, in the phones of the CMU dictionary: "W OW" for "whoa". Raises `NoVoice`."""
    said = RESPELLED.get(word, word)
    spoken = _flite("-voice", VOICES[0], "-ps", "-t", said, "-o", "none").decode("ascii").split()
    return " ".join("AH" if phone == "ax" else phone.upper() for phone in spoken if phone != "pau")


def _flite(*arguments: str) -> bytes:
    path = shutil.which("flite")
    if path is None:
        raise NoVoice(HOW_TO_GET_FLITE)
    try:
        done = subprocess.run(  # noqa: S603  # a list of words, no shell
            [path, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_SECONDS_A_CALL,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NoVoice(f"flite could not say {arguments[-3]!r}: {error}") from error
    return done.stdout


def silence(seconds: float) -> bytes:
    """Silence of that length, to the sample."""
    return bytes(round(seconds * SAMPLE_RATE) * _SAMPLE_BYTES)


def seconds_of(sound: bytes) -> float:
    """How long a sound lasts."""
    return len(sound) / _SAMPLE_BYTES / SAMPLE_RATE


def render(output_speech: Mapping[str, Any] | None, voice: str) -> bytes:
    """An outputSpeech object as sound: its words as the voice says them, its breaks to the sample.

    An audio clip is left out: its sound is not known here. Raises `NoVoice`, `NotWellFormed` for
    SSML that cannot be read, and `ValueError` for an unreadable break or rate.
    """
    return b"".join(
        silence(part) if isinstance(part, float) else speak(*_at_rate(part, voice))
        for part in parts(nodes_of(output_speech))
    )


def _at_rate(part: tuple[str, float], voice: str) -> tuple[str, str, float]:
    return part[0], voice, part[1]


def parts(nodes: list[Node]) -> Iterator[tuple[str, float] | float]:
    """What is heard, in order: words with the rate they are said at, and seconds of silence.

    A paragraph, a break and a change of rate each part the words; any other tag leaves them whole.
    """
    rates, words = [1.0], ""
    for node in nodes:
        if isinstance(node, str):
            words += node
            continue
        if node.tag not in ("p", "break", "prosody", "speak"):
            continue
        if text := " ".join(words.split()):
            yield text, rates[-1]
        words = ""
        match node:
            case Open("prosody"):
                rates.append(rates[-1] * rate_of(node.attributes))
            case Close("prosody"):
                rates.pop()
            case Open("break"):
                yield break_seconds(node.attributes)
    if text := " ".join(words.split()):  # plain text, which no tag ends
        yield text, rates[-1]


def as_wav(sound: bytes) -> bytes:
    """A sound with a wav file's header, as it is written to a file or sent to a player."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(_SAMPLE_BYTES)
        wav.setframerate(SAMPLE_RATE)
        wav.writeframes(sound)
    return file.getvalue()
