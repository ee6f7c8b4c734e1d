"""Rules for what the store shows: names, texts, phrases, keywords and icons. Checked 2026-11-22."""

import re
import struct
from pathlib import Path

from skill.alexa import limits
from skill.languages import language_of
from skill.languages.speech import speech_for
from skill.package.checks.rule import Found, Package, Rule, rows, words_in
from skill.package.manifest import INSTRUCTED

FILLED = ("name", "summary", "description", "examplePhrases", "keywords", *limits.ICON_PIXELS)
"""Fields that the store needs in every locale."""

LENGTHS = {
    "name": limits.STORE_NAME_CHARACTERS,
    "summary": range(1, limits.SUMMARY_CHARACTERS + 1),
    "description": range(1, limits.DESCRIPTION_CHARACTERS + 1),
}

PHRASE = re.compile(r"Alexa, [^\W\d_](?:[^\W\d_]|[' -])*")
QUOTED = re.compile(r'"Alexa, ([^"]*)"')


def missing(package: Package) -> Found:
    """Fields that are not filled in."""
    yield from ((where, "it is empty") for _, where, value in rows(package, *FILLED) if not value)


def lengths(package: Package) -> Found:
    """Texts that are too long or too short."""
    for _, where, text in rows(package, *LENGTHS):
        allowed = LENGTHS[where.rpartition(", ")[2]]
        if len(text) not in allowed:
            yield where, f"it has {len(text)} characters, not {allowed.start} to {allowed.stop - 1}"


def claims(package: Package) -> Found:
    """Words of healing where they may stand least."""
    for locale, where, value in rows(package, "name", "summary", "keywords"):
        text = value if isinstance(value, str) else " ".join(value)
        claimed = speech_for(locale).store.claims_in(words_in(text))
        yield from ((where, f"it says '{word}'") for word in claimed)


def disclaimer(package: Package) -> Found:
    """Descriptions that do not say what the skill is not."""
    for locale, where, text in rows(package, "description"):
        needed = speech_for(locale).store.disclaimers
        yield from ((where, f"'{words}' is not in it") for words in needed if words not in text)


def phrase_count(package: Package) -> Found:
    """Another number of example phrases than three, or one twice."""
    for _, where, phrases in rows(package, "examplePhrases"):
        if len(set(phrases)) != limits.EXAMPLE_PHRASES or len(phrases) != limits.EXAMPLE_PHRASES:
            yield where, f"there are {len(phrases)}, {len(set(phrases))} of them different"


def first_phrase(package: Package) -> Found:
    """First phrases that do not open the skill."""
    for locale, where, phrases in rows(package, "examplePhrases"):
        opening = f"Alexa, {_opening(package, locale)}"
        if list(phrases[:1]) != [opening]:
            yield where, f"the first is not '{opening}'"


def phrase_form(package: Package) -> Found:
    """Phrases with more in them than words."""
    for _, where, phrases in rows(package, "examplePhrases"):
        for phrase in phrases:
            if not PHRASE.fullmatch(phrase) or len(phrase) > limits.EXAMPLE_PHRASE_CHARACTERS:
                yield (
                    where,
                    f"'{phrase}' is not 'Alexa, ' and up to {limits.EXAMPLE_PHRASE_CHARACTERS} letters",
                )


def phrase_samples(package: Package) -> Found:
    """Phrases after the first that are no sample."""
    for locale, where, phrases in rows(package, "examplePhrases"):
        for phrase in phrases[1:]:
            if phrase.removeprefix("Alexa, ").lower() not in package.samples(locale):
                yield where, f"'{phrase}' is no sample of the model"


def quoted_samples(package: Package) -> Found:
    """Things to say, in texts, that neither open the skill nor are a sample."""
    texts = [(locale, where, text) for locale, where, text in rows(package, "description")]
    instructions = package.manifest["publishingInformation"].get("testingInstructions", "")
    instructed = [locale for locale in package.models if language_of(locale) == INSTRUCTED]
    texts += [(locale, "skill.json, testingInstructions", instructions) for locale in instructed]
    for locale, where, text in texts:
        known = {_opening(package, locale)} | package.samples(locale)
        for said in QUOTED.findall(text):
            if said.lower() not in known:
                yield where, f"'Alexa, {said}' is no sample of {locale}"


def _opening(package: Package, locale: str) -> str:
    """What opens the skill in a locale, after the name of whoever is called."""
    name = package.models.get(locale, {}).get("invocationName")
    return speech_for(locale).invocation.opening.format(name=name)


def keywords(package: Package) -> Found:
    """Too many keywords, too long ones, and one given twice."""
    for _, where, words in rows(package, "keywords"):
        if len(words) > limits.KEYWORDS:
            yield where, f"there are {len(words)}, and {limits.KEYWORDS} are taken"
        if len({word.lower() for word in words}) < len(words):
            yield where, "one stands there twice"
        for word in words:
            if not 0 < len(word) <= limits.KEYWORD_CHARACTERS or "," in word:
                yield where, f"'{word}' is not 1 to {limits.KEYWORD_CHARACTERS} characters without a comma"


def icons(package: Package) -> Found:
    """Icons that are not there, are no PNG, or have the wrong size."""
    for _, where, uri in rows(package, *limits.ICON_PIXELS):
        pixels = limits.ICON_PIXELS[where.rpartition(", ")[2]]
        if reason := _no_icon(package.asset_folder, uri, pixels):
            yield where, reason


def _no_icon(folder: Path, uri: str, pixels: int) -> str | None:
    name = uri.removeprefix("file://")
    if name == uri or not name.startswith("assets/"):
        return f"'{uri}' does not begin with file://assets/"
    if not (folder / name).is_file():
        return f"{name} is not in the package"
    head = (folder / name).read_bytes()[:24]
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return f"{name} is no PNG"
    size: tuple[int, int] = struct.unpack(">II", head[16:24])
    return None if size == (pixels, pixels) else f"{name} has {size[0]} by {size[1]} pixels, not {pixels}"


_LISTING = "Mend it in listing.toml in the folder of the language."
_TAUGHT = "Take a sample to the letter, or teach it in skill/languages/."

RULES = (
    Rule("the store's fields are filled", f"Write it. {_LISTING}", missing),
    Rule("the store's texts have their lengths", f"Shorten or lengthen it. {_LISTING}", lengths),
    Rule("no claim about health", f"Say what is done, not what it is good for. {_LISTING}", claims),
    Rule("a disclaimer in the description", f"Add the words as they stand here. {_LISTING}", disclaimer),
    Rule("three example phrases", f"Give three, each of its own. {_LISTING}", phrase_count),
    Rule("the first phrase opens the skill", f"Put it first. {_LISTING}", first_phrase),
    Rule("phrases of words alone", f"Leave out marks, digits and emoji. {_LISTING}", phrase_form),
    Rule("phrases are samples", _TAUGHT, phrase_samples),
    Rule("what is quoted can be said", _TAUGHT, quoted_samples),
    Rule("keywords within bounds", f"Drop or shorten some. {_LISTING}", keywords),
    Rule("icons of 108 and 512 pixels", "Run psoas package again; its icons.py draws them.", icons),
)
"""All rules for the store."""
