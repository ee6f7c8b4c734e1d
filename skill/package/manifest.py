"""Makes skill.json, the manifest, from the listing and from what the owner said."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from skill import languages
from skill.alexa.limits import ICON_PIXELS, VIEWPORTS
from skill.languages import Tables
from skill.package.owner import ARN, CERTIFICATES, Owner

LISTING = Path(__file__).parent / "listing" / "skill.toml"
"""What the store is told of the skill once, whatever the language."""

INSTRUCTED = "en"
"""The language in which the store is told how to test the skill: it takes one text for all locales."""

IMAGES = "assets/images"
"""Where icons lie in a skill package."""

Json = dict[str, Any]


def manifest(owner: Owner, locales: Sequence[str]) -> Json:
    """The manifest for these locales, as it is uploaded.

    Without an endpoint it names none, nor events: ask-cli writes both once it has made the function.
    Without a privacy page it names none, and the store takes it only with one.
    Raises FileNotFoundError for a locale whose language has no listing.
    """
    skill = once()
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": _publishing(skill, locales),
            "apis": {"custom": {**_answers_at(owner), "interfaces": [_screens()]}},
            **_events(skill, owner),
            "permissions": [{"name": name} for name in skill["permissions"]],
            "privacyAndCompliance": {**skill["compliance"], **_privacy(owner, locales)},
        }
    }


@cache
def once() -> Tables:
    """What the store is told once."""
    return tomllib.loads(LISTING.read_text("utf-8"))


def listing(locale: str) -> Tables:
    """What the store shows in a locale or a language. Raises FileNotFoundError where there is nothing."""
    if not (found := languages.tables(languages.LANGUAGES, locale, "listing")):
        (own, *_) = languages.layers(languages.LANGUAGES, locale, "listing")
        raise FileNotFoundError(f"There is no {own}. Copy the one of en to it, and put it into the language.")
    return found


def _publishing(skill: Mapping[str, Any], locales: Sequence[str]) -> Json:
    return {
        "isAvailableWorldwide": True,
        "distributionMode": "PUBLIC",
        "distributionCountries": [],
        "category": skill["category"],
        "testingInstructions": listing(INSTRUCTED)["testing_instructions"].strip(),
        "locales": {locale: _listed(listing(locale)) for locale in locales},
    }


def _listed(found: Tables) -> Json:
    return {
        "name": found["name"],
        "summary": found["summary"],
        "description": found["description"].strip(),
        "examplePhrases": found["phrases"],
        "keywords": found["keywords"],
        **{field: f"file://{IMAGES}/{icon_name(pixels)}" for field, pixels in ICON_PIXELS.items()},
    }


def icon_name(pixels: int) -> str:
    """The file of the icon that has so many pixels a side."""
    return f"icon-{pixels}.png"


def _privacy(owner: Owner, locales: Sequence[str]) -> Json:
    if owner.privacy_url is None:
        return {}
    return {"locales": {locale: {"privacyPolicyUrl": owner.privacy_url} for locale in locales}}


def _answers_at(owner: Owner) -> Json:
    if owner.endpoint is None:
        return {}
    if ARN.fullmatch(owner.endpoint):
        return {"endpoint": {"uri": owner.endpoint}}
    return {"endpoint": {"uri": owner.endpoint, "sslCertificateType": CERTIFICATES[owner.certificate]}}


def _screens() -> Json:
    """The interface for screens: the one document that is sent is made for all of them."""
    ranges = (
        {"mode": mode, "shape": shape, **_least_and_most("Width", wide), **_least_and_most("Height", high)}
        for mode, shape, wide, high in VIEWPORTS.values()
    )
    return {"type": "ALEXA_PRESENTATION_APL", "supportedViewports": list(ranges)}


def _least_and_most(name: str, sizes: range) -> Json:
    return {f"min{name}": sizes.start, f"max{name}": sizes.stop - 1}


def _events(skill: Mapping[str, Any], owner: Owner) -> Json:
    if owner.endpoint is None:
        return {}
    return {
        "events": {**_answers_at(owner), "subscriptions": [{"eventName": name} for name in skill["events"]]}
    }
