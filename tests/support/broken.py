"""A package whose files can be edited, and the ways to break it that `broken_*.py` are made of."""

import copy
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from skill.package.layout import resources
from skill.package.owner import Owner
from skill.package.pythons import Python

PAGE, SERVER = "https://psoas-rolling.dev/privacy", "https://psoas-rolling.dev/alexa"
DEPLOYED = resources(Owner(privacy_url=PAGE, region="eu-west-1"), Python("python3.13", "3.13"))
"""ask-resources.json of a skill whose function ask-cli makes."""


class Parts:
    """A package's files as they are edited: `skill` is the manifest, `en` and `model` those of en-US."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.skill_json = json.loads((folder / "skill-package" / "skill.json").read_text("utf-8"))
        self.skill: Any = self.skill_json["manifest"]
        self.en: Any = self.skill["publishingInformation"]["locales"]["en-US"]
        self.path = folder / "skill-package" / "interactionModels" / "custom" / "en-US.json"
        self.document: Any = json.loads(self.path.read_text("utf-8"))
        self.model: Any = self.document["interactionModel"]["languageModel"]
        self.resources: Any = copy.deepcopy(DEPLOYED)
        self.made: Any = self.resources["profiles"]["default"]["skillInfrastructure"]["userConfig"]

    def intent(self, name: str) -> Any:
        return next(intent for intent in self.model["intents"] if intent["name"] == name)

    def save(self) -> None:
        (self.folder / "skill-package" / "skill.json").write_text(json.dumps(self.skill_json))
        (self.folder / "ask-resources.json").write_text(json.dumps(self.resources))
        if self.path.exists():
            self.path.write_text(json.dumps(self.document))

    def pack(self, *names: str) -> None:
        with zipfile.ZipFile(self.folder / "lambda.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
            for name in names:
                bundle.writestr(name, "")

    def icon(self, name: str) -> Path:
        return self.folder / "skill-package" / "assets" / "images" / name


class Breakage(NamedTuple):
    """One way to break a rule: the rule, the edit, and what is said of it."""

    rule: str
    edit: Callable[[Parts], object]
    said: str


def changed(of: Callable[[Parts], Any], name: str, value: object) -> Callable[[Parts], object]:
    """Set one value of a part."""
    return lambda parts: of(parts).__setitem__(name, value)


def en(name: str, value: object) -> Callable[[Parts], object]:
    return changed(lambda parts: parts.en, name, value)


def told(name: str, value: object) -> Callable[[Parts], object]:
    return changed(lambda parts: parts.skill["publishingInformation"], name, value)


def called(name: str) -> Callable[[Parts], object]:
    return changed(lambda parts: parts.model, "invocationName", name)


def sample(text: str, intent: str = "ReadyIntent") -> Callable[[Parts], object]:
    return lambda parts: parts.intent(intent)["samples"].append(text)


def slot(kind: str, text: str) -> Callable[[Parts], object]:
    """A slot of a kind in ReadyIntent, with a sample that uses it."""

    def edit(parts: Parts) -> None:
        parts.intent("ReadyIntent")["slots"].append({"name": "word", "type": kind})
        parts.intent("ReadyIntent")["samples"].append(text)

    return edit


def value(said: str) -> Callable[[Parts], object]:
    one = {"id": "x", "name": {"value": said, "synonyms": []}}
    return lambda parts: parts.model["types"][0]["values"].append(one)


def phrases(*texts: str) -> Callable[[Parts], object]:
    return en("examplePhrases", [*texts])


OPEN, SWITCH, SPOT = "Alexa, open psoas rolling", "Alexa, switch sides", "Alexa, tender spot"
PHRASES = "skill.json, en-US, examplePhrases"
MODEL = "interactionModels/custom/en-US.json"
LONG = "a" * 201
