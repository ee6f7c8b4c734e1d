"""Makes the interaction models from the sentence templates: `make models`."""

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from skill.alexa.intents import TABLE
from skill.hearing.ear_model import MODELS
from skill.hearing.families import URGENT_INTENTS
from skill.hearing.learned import write_learned
from skill.hearing.recogniser import FALLBACK
from skill.hearing.training.learn import learn
from skill.hearing.training.material import languages, material
from skill.hearing.training.templates import Templates, load_templates, template_locales

COMMAND = "make models"
"""What to run when templates have changed."""

MOST, URGENT_MOST = 20, 26
"""The most samples of an intent, and of one of pain or stop, beside those that stand first (`_varied`).

Alexa learns from variety, not from number. With the samples alone our ear heard 283 of 384 lines right
when 5875 were spread evenly over all that the templates say, and 306 with 2262 chosen as here (2026-11-22).
"""

Piece = str | tuple[str, str]
"""A word of a sample, or a pair of neighbours."""

_SLOT = re.compile(r"\{(\w+)\}")


def document(locale: str) -> dict[str, Any]:
    """A locale's interaction model, made from its templates, as it is uploaded.

    Raises what `load_templates` and `Templates.expand` raise.
    """
    templates = load_templates(locale)
    every = templates.all_samples()
    samples = {name: _varied(name, said, templates.plain(name)) for name, said in every.items()}
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
    """Write every locale's model, and what the ear learns of every language; gives the exit code."""
    for locale in template_locales():
        (MODELS / f"{locale}.json").write_text(text_of(document(locale)), "utf-8")
    for language in languages():
        write_learned(learn(material(language)), language)
    return 0


def _varied(intent: str, said: list[str], plain: set[str]) -> list[str]:
    """An intent's samples: the plain ones, one for each set of slots, then those that bring most new.

    What is new are words, and words beside each other, that no sample chosen before has; those that the
    intent says often bring most. Single words stand first where no time is for two, or where Amazon's
    own intents take nothing but what is exact.
    """
    urgent = intent in URGENT_INTENTS
    slots = {frozenset(_SLOT.findall(sample)): sample for sample in reversed(said)}
    single = {sample for sample in said if " " not in sample and (urgent or intent.startswith("AMAZON."))}
    chosen = plain | {*slots.values()} | single
    worth: dict[Piece, int] = dict(Counter(piece for sample in said for piece in _pieces(sample)))
    worth.update(dict.fromkeys((piece for sample in chosen for piece in _pieces(sample)), 0))

    def brings(sample: str) -> float:
        return sum(worth[piece] for piece in _pieces(sample)) / (len(sample.split()) + 1)

    for _ in range((URGENT_MOST if urgent else MOST) + len(single) - len(chosen)):
        best = max(said, key=brings)
        chosen.add(best)
        worth.update(dict.fromkeys(_pieces(best), 0))
    return [sample for sample in said if sample in chosen]


@cache
def _pieces(sample: str) -> frozenset[Piece]:
    """A sample's words, and its pairs of neighbours with the two ends."""
    words = sample.split()
    return frozenset((*words, *pairwise(("<", *words, ">"))))


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
