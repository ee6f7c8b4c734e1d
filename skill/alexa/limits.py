"""The limits of the Alexa platform, each with its source and how sure it is. Checked 2026-11-22.

"Confirmed" means that the source says so. "Likely" means that sources disagree or are silent, and
the stricter reading is taken. "Remembered" means common knowledge with no page to point to.
What the coach allows itself below these limits is not here: it is the coach's own choice.
"""

from collections.abc import Mapping

SPEECH_CHARACTERS = 8_000
"""Characters in one outputSpeech, markup included; also in a reprompt's.

Confirmed: developer.amazon.com/en-US/docs/alexa/custom-skills/best-practice-text-response.html; that
the markup counts is seen in the service's own error, github.com/LorenzHW/Telegram-Connect/issues/6.
"""

RESPONSE_BYTES = 120 * 1024
"""Bytes in a whole response, session attributes included.

Confirmed: the JSON interface reference of custom skills. Its older copies say 24 KB.
"""

SPEECH_SECONDS = 240.0
"""Seconds of one outputSpeech: words, silences and clips together.

Likely: the JSON interface reference says it of audio files, the APLA pages of all that is rendered.
"""

REPROMPT_SECONDS = 90.0
"""Seconds of one reprompt. Likely, for the same reason: the reference says it of audio files."""

BREAK_SECONDS = 10.0
"""Seconds of one break; several in a row make a longer silence.

Confirmed: the linter ssml-check-core 0.3.9 and github.com/alexa-js/alexa-app/issues/211. That a chain
of breaks adds up is what published skills do; no page promises it.
"""

AUDIO_CLIPS = 5
"""Audio tags in one outputSpeech. Confirmed: ssml-check-core 0.3.9; alexaskillstutorials.com, 2020."""

MICROPHONE_SECONDS = 8.0
"""Seconds that the microphone stays open, once after the speech and once after the reprompt.

Confirmed: developer.amazon.com/en-US/docs/alexa/alexa-design/available.html. It cannot be changed:
github.com/alexa/alexa-skills-kit-sdk-for-nodejs/issues/181.
"""

ENDPOINT_SECONDS = 8.0
"""Seconds in which the endpoint must have answered.

Confirmed: developer.amazon.com/en-US/docs/alexa/custom-skills/send-the-user-a-progressive-response.html.
"""

TIMESTAMP_SECONDS = 150
"""Seconds by which a request's timestamp may differ from the clock of a web service.

Confirmed: verifier_constants.py of ask-sdk-webservice-support 1.3.3.
"""

EVENT_TIMESTAMP_SECONDS = 3_600
"""The same for skill events, such as SkillDisabled. Confirmed: the same file."""

PROSODY_RATE_PERCENT = 20
"""The slowest rate that prosody takes, in percent. Confirmed: ssml-check-core 0.3.9."""

MODEL_BYTES = 1_500_000
"""Bytes of one locale's interaction model. Remembered."""

MODEL_INTENTS = 250
"""Intents in one interaction model. Remembered."""

SAMPLE_CHARACTERS = 200
"""Characters in one sample utterance. Remembered."""

LAUNCH_WORDS = frozenset(
    ("ask", "begin", "enable", "launch", "load", "open", "play", "resume", "run", "start", "tell", "use")
)
"""English words before an invocation name that call a skill, and so may not be in the name.

Confirmed: developer.amazon.com/en-US/docs/alexa/interaction-model-design/
design-the-invocation-name-for-your-skill.html.
"""

SSML_TAGS: Mapping[str, frozenset[str]] = {
    "speak": frozenset(),
    "p": frozenset(),
    "s": frozenset(),
    "audio": frozenset({"src"}),
    "break": frozenset({"time", "strength"}),
    "emphasis": frozenset({"level"}),
    "lang": frozenset({"xml:lang"}),
    "phoneme": frozenset({"alphabet", "ph"}),
    "prosody": frozenset({"rate", "pitch", "volume"}),
    "say-as": frozenset({"interpret-as", "format"}),
    "sub": frozenset({"alias"}),
    "voice": frozenset({"name"}),
    "w": frozenset({"role"}),
    "amazon:domain": frozenset({"name"}),
    "amazon:effect": frozenset({"name"}),
    "amazon:emotion": frozenset({"name", "intensity"}),
    "alexa:name": frozenset({"type", "personId"}),
}
"""Tags that Alexa takes, with their attributes.

Confirmed for the kinds of tag: ssml-check-core 0.3.9. Remembered for the exact list.
"""

PHONEME_ALPHABETS = frozenset({"ipa", "x-sampa"})
"""Values of a phoneme's alphabet. Remembered."""
