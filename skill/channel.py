"""What a speaker can do, and how long it may talk: one value for each kind of speaker.

Each number stands here once, with its source and how sure it is (checked 2026-11-22). "Confirmed" means
that the source says so. "Likely" means that sources disagree or are silent, and the stricter reading is
taken. "Own choice" means that no platform asks for it. What concerns packages and interaction models is in
`skill/alexa/limits.py`.
"""

from dataclasses import dataclass

WAKE_WORDS = frozenset(("alexa", "amazon", "computer", "echo", "ziggy"))
"""Words that wake a speaker, in every language. Nothing that is said, and no name or sample, may have one.

Confirmed for the first four: developer.amazon.com/en-US/docs/alexa/interaction-model-design/
design-the-invocation-name-for-your-skill.html. Likely: "ziggy", which came later.
"""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A kind of speaker. The values that are given here are those of an Alexa device without a screen."""

    speech_seconds: float = 240.0
    """Seconds of one outputSpeech: words, silences and clips together.

    Likely: the JSON interface reference says it of audio files, the APLA pages of all that is rendered.
    """

    reprompt_seconds: float = 90.0
    """Seconds of one reprompt. Likely, for the same reason: the reference says it of audio files."""

    listening_seconds: float = 8.0
    """Seconds that the microphone stays open, once after the speech and once after the reprompt.

    Confirmed: developer.amazon.com/en-US/docs/alexa/alexa-design/available.html. It cannot be changed:
    github.com/alexa/alexa-skills-kit-sdk-for-nodejs/issues/181.
    """

    start_lag: float = 1.0
    """Seconds from a request's timestamp to the start of the answer's speech.

    Own choice, as Amazon gives no figure: docs/first-device.md tells how to measure it on a device.
    """

    speech_characters: int = 8_000
    """Characters in one outputSpeech, markup included; also in a reprompt's.

    Confirmed: developer.amazon.com/en-US/docs/alexa/custom-skills/best-practice-text-response.html; that
    the markup counts is seen in the service's own error, github.com/LorenzHW/Telegram-Connect/issues/6.
    """

    break_seconds: float = 10.0
    """Seconds of one break; several in a row make a longer silence.

    Confirmed: the linter ssml-check-core 0.3.9 and github.com/alexa-js/alexa-app/issues/211. That a chain
    of breaks adds up is what published skills do; no page promises it.
    """

    response_bytes: int = 120 * 1024
    """Bytes in a whole response, session attributes included.

    Confirmed: the JSON interface reference of custom skills. Its older copies say 24 KB.
    """

    attribute_bytes: int = 4_096
    """Bytes of session attributes. Own choice, far below the limit of the response that holds them."""

    slowest: float = 0.85
    """The slowest that a voice may speak, as a part of the estimated rate.

    Own choice: the voices that were measured differ from the estimate by up to 15 %.
    """

    budget: float = 225.0
    """The most seconds of an answer at the estimated rate. The coach's own choice, below `speech_seconds`."""

    slow_budget: float = 238.0
    """The most seconds of an answer at the slowest rate. The coach's own choice, below `speech_seconds`."""

    screen: bool = False
    """Whether the device shows documents of APL, Alexa's language for screens."""


ALEXA = Channel()
"""An Alexa device without a screen."""

ALEXA_WITH_SCREEN = Channel(screen=True)
"""An Alexa device with a screen. It talks and listens as one without."""
