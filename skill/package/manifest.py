"""Makes skill.json, the manifest, from the listing and from what the owner said."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from skill.alexa.limits import ICON_PIXELS, VIEWPORTS
from skill.package.owner import ARN, CERTIFICATES, Owner

LISTING = Path(__file__).parent / "listing"
IMAGES = "assets/images"
"""Where icons lie in a skill package."""

Json = dict[str, Any]


def manifest(owner: Owner, locales: Sequence[str]) -> Json:
    """The manifest for these locales, as it is uploaded.

    Without an endpoint it names none, nor events: ask-cli writes both once it has made the function.
    Without a privacy page it names none, and the store takes it only with one.
    Raises FileNotFoundError for a locale whose language has no listing.
    """
    skill = read("skill")
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
def read(name: str) -> Mapping[str, Any]:
    """One file of the listing: "skill", or a language. Raises FileNotFoundError where there is none."""
    path = LISTING / f"{name}.toml"
    if not path.is_file():
        raise FileNotFoundError(f"There is no {path}. Copy en.toml to it, and put it into the language.")
    return tomllib.loads(path.read_text("utf-8"))


def _publishing(skill: Mapping[str, Any], locales: Sequence[str]) -> Json:
    return {
        "isAvailableWorldwide": True,
        "distributionMode": "PUBLIC",
        "distributionCountries": [],
        "category": skill["category"],
        "testingInstructions": read("en")["testing_instructions"].strip(),
        "locales": {locale: _listed(read(locale.partition("-")[0])) for locale in locales},
    }


def _listed(listing: Mapping[str, Any]) -> Json:
    return {
        "name": listing["name"],
        "summary": listing["summary"],
        "description": listing["description"].strip(),
        "examplePhrases": listing["phrases"],
        "keywords": listing["keywords"],
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
