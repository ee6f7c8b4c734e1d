"""The Alexa platform's limits of markup, endpoints, models and packages, each with its source.

They were checked on 2026-11-22. "Confirmed" means that the source says so. "Likely" means that sources
disagree or are silent, and the stricter reading is taken. "Remembered" means common knowledge with no
page to point to. How long a speaker may talk and listen stands in `skill/channel.py`.
"""

from collections.abc import Mapping

from skill.channel import WAKE_WORDS as WAKE_WORDS

AUDIO_CLIPS = 5
"""Audio tags in one outputSpeech. Confirmed: ssml-check-core 0.3.9; alexaskillstutorials.com, 2020."""

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

STORE_NAME_CHARACTERS = range(2, 51)
"""Characters in a skill's name in the store. Remembered: the developer console's own field."""

SUMMARY_CHARACTERS = 160
"""Characters in a skill's summary, the console's one sentence description. Remembered."""

DESCRIPTION_CHARACTERS = 4_000
"""Characters in a skill's description. Remembered; the same for its testing instructions."""

KEYWORDS, KEYWORD_CHARACTERS = 30, 150
"""Keywords of one locale, and characters in one. Remembered."""

EXAMPLE_PHRASES, EXAMPLE_PHRASE_CHARACTERS = 3, 200
"""Example phrases of one locale, and characters in one.

Confirmed for the number: developer.amazon.com/en-US/docs/alexa/devconsole/launch-your-skill.html.
Remembered for the length.
"""

ICON_PIXELS: Mapping[str, int] = {"smallIconUri": 108, "largeIconUri": 512}
"""Width and height of a skill's icons, which are PNG.

Confirmed: developer.amazon.com/docs/smapi/skill-manifest-v0.html; ask-smapi-model 1.36.0.
"""

SLOT_VALUE_CHARACTERS = 140
"""Characters in a slot's value or synonym. Remembered."""

INVOCATION_NAME_CHARACTERS = range(2, 51)
"""Characters in an invocation name. Remembered."""

REQUIRED_INTENTS = frozenset(
    f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "Help", "Fallback", "NavigateHome")
)
"""Intents that every custom skill must have.

Confirmed: the build refuses a model without Stop, Cancel, Help and NavigateHome. Remembered:
certification asks for Fallback.
"""

_EUROPE = ("de-DE", "en-GB", "es-ES", "fr-FR", "it-IT", "nl-NL")
_AMERICA = ("en-CA", "en-US", "es-MX", "es-US", "fr-CA", "pt-BR")
LOCALES = frozenset((*_EUROPE, *_AMERICA, "ar-SA", "en-AU", "en-IN", "hi-IN", "ja-JP"))
"""The platform's locales.

Confirmed: lib/utils/constants.js of ask-cli 2.30.7. Remembered: ar-SA and nl-NL, which it lacks.
"""

VIEWPORTS: Mapping[str, tuple[str, str, range, range]] = {
    "hubRoundSmall": ("HUB", "ROUND", range(100, 600), range(100, 600)),
    "hubLandscapeSmall": ("HUB", "RECTANGLE", range(960, 1280), range(100, 600)),
    "hubLandscapeMedium": ("HUB", "RECTANGLE", range(960, 1280), range(600, 960)),
    "hubLandscapeLarge": ("HUB", "RECTANGLE", range(1280, 1921), range(600, 1280)),
    "hubLandscapeXLarge": ("HUB", "RECTANGLE", range(1920, 2561), range(960, 1280)),
    "hubPortraitMedium": ("HUB", "RECTANGLE", range(960, 1280), range(1920, 2561)),
    "tvLandscapeXLarge": ("TV", "RECTANGLE", range(960, 961), range(540, 541)),
}
"""Kinds of screens by their profile: mode, shape, and the widths and heights that they have, in dp.

Confirmed for the names: developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/
apl-select-the-viewport-profiles-your-skill-supports.html. Likely for the figures of the small, the extra
large and the portrait one, which come from published manifests (checked 2026-11-25).
"""

TRIGGER_REGIONS = frozenset(("ap-northeast-1", "eu-west-1", "us-east-1", "us-west-2"))
"""AWS regions in which a Lambda function can have Alexa as its trigger.

Confirmed: instructions of github.com/alexa-samples/skill-sample-nodejs-trivia. More may have come since.
"""

BUNDLE_BYTES, BUNDLE_UNPACKED_BYTES = 50_000_000, 250_000_000
"""Bytes of a Lambda function's zip that is uploaded as it is, and of what is in it.

Confirmed: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, which says 50 MB and 250 MB.
"""
