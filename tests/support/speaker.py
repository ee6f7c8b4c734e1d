"""The whole skill on the virtual speaker: real envelopes in, responses checked by the platform's rules."""

import copy
from dataclasses import fields
from functools import cache
from typing import Any

from skill.alexa.intents import meaning
from skill.app import build_skill
from skill.coach.events import Label, Phase
from skill.coach.profile import Profile
from skill.config import Config
from skill.hearing.recogniser import load_model
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.simulator.device import Device
from skill.simulator.envelope import SCREEN, Slots, language_model
from skill.simulator.options import Options

MODEL = load_model("en-US")
_ABOUT_A_PERSON = {spec.name for spec in fields(Profile)}


def speaker(pace: float = 1.0, screen: bool = False, **person: Any) -> Device:
    """A speaker with a skill of its own, on which this person talks; with a screen, or without."""
    skill = build_skill(Config(local=True), store=MemoryStore(kept_of(Profile(**person))))
    return Device(skill.handle, model=MODEL, pace=pace, interfaces=(SCREEN,) if screen else ())


def speaker_for(options: Options) -> Device:
    """A speaker for the options of a transcript."""
    person = {name: value for name, value in vars(options).items() if name in _ABOUT_A_PERSON}
    return speaker(options.pace, options.screen, **person)


def fork(device: Device) -> Device:
    """Another speaker at the same moment, so that one can try what would be said now."""
    twin = copy.copy(device)
    twin.answers = [copy.copy(answer) for answer in device.answers]
    twin.answer = twin.answers[-1] if twin.answers else None
    twin.exchanges = []
    twin.session = copy.copy(device.session)
    return twin


@cache
def probes() -> tuple[tuple[str, Slots], ...]:
    """For every label an intent that means it in some phase, bare and with a value in each of its slots."""
    model = language_model(MODEL)
    intents = {each["name"]: each.get("slots", ()) for each in model["intents"]}
    types = {each["name"]: each["values"][0] for each in model["types"]}
    found: dict[Label, list[tuple[str, Slots]]] = {}
    for name, slots in intents.items():
        filled = {slot["name"]: _value(slot["type"], types) for slot in slots}
        for label in {meaning(name, {}, phase).label for phase in Phase} - found.keys():
            found[label] = [(name, {})] + ([(name, filled)] if filled else [])
    return tuple(probe for row in found.values() for probe in row)


def _value(kind: str, types: dict[str, Any]) -> dict[str, str | None]:
    if kind not in types:
        return {"value": {"AMAZON.DURATION": "PT1M", "AMAZON.NUMBER": "7"}.get(kind, "friday"), "id": None}
    return {"value": types[kind]["name"]["value"], "id": types[kind].get("id")}
