"""Makes the interaction models from the sentence templates: `python -m skill.simulator.models`."""

import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from skill.alexa.intents import TABLE
from skill.simulator.model import MODELS, URGENT
from skill.simulator.recogniser import FALLBACK
from skill.simulator.templates import CLIPPED, Templates, load_templates, template_locales

COMMAND = "make models"
"""What to run when templates have changed."""

MOST, URGENT_MOST = 45, 100
"""The most samples of an intent, and of one of pain or stop. Alexa learns from variety, not from number."""

_SLOT = re.compile(r"\{(\w+)\}")


def document(locale: str) -> dict[str, Any]:
    """A locale's interaction model, made from its templates, as it is uploaded.

    Raises what `load_templates` and `Templates.expand` raise.
    """
    templates = load_templates(locale)
    every = templates.all_samples()
    samples = {name: _spread(said, templates.plain(name), _most(name)) for name, said in every.items()}
    samples[FALLBACK] = []
    language_model = {
        "invocationName": templates.invocation_name,
        "modelConfiguration": {"fallbackIntentSensitivity": {"level": templates.fallback_sensitivity}},
        "intents": [_intent(name, samples[name], templates.slots) for name in TABLE if name in samples],
        "types": [_type(name, values, templates) for name, values in templates.types.items()],
    }
    return {"interactionModel": {"languageModel": language_model}}


def text_of(model: Mapping[str, Any]) -> str:
    """A model as its file holds it."""
    return json.dumps(model, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write every locale's model; gives the exit code."""
    for locale in template_locales():
        (MODELS / f"{locale}.json").write_text(text_of(document(locale)), "utf-8")
    return 0


def _most(intent: str) -> int:
    return URGENT_MOST if TABLE[intent].label in URGENT else MOST


def _spread(samples: list[str], plain: set[str], most: int) -> list[str]:
    """About so many samples: the plain ones, those of one or two words, and of the rest a spread.

    Each set of slots has one, and each template has some.
    """
    kept = plain | {sample for sample in samples if len(sample.split()) <= CLIPPED}
    kept |= set({frozenset(_SLOT.findall(sample)): sample for sample in samples}.values())
    rest = [sample for sample in samples if sample not in kept]
    step = max(1.0, len(rest) / max(1, most - len(kept)))
    kept |= {rest[int(at * step)] for at in range(int(len(rest) / step))}
    return [sample for sample in samples if sample in kept]


def _intent(name: str, samples: list[str], slots: Mapping[str, str]) -> dict[str, Any]:
    used = dict.fromkeys(slot for sample in samples for slot in _SLOT.findall(sample))
    return {"name": name, "slots": [{"name": slot, "type": slots[slot]} for slot in used], "samples": samples}


def _type(name: str, values: Mapping[str, str], templates: Templates) -> dict[str, Any]:
    ways = {known: templates.expand(template) for known, template in values.items()}
    return {
        "name": name,
        "values": [
            {"id": known, "name": {"value": said[0], "synonyms": said[1:]}} for known, said in ways.items()
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
