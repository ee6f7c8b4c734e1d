"""Makes the interaction models from the sentence templates: `make models`."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any

from skill.alexa.intents import TABLE
from skill.coach.events import Label
from skill.hearing.ear_model import MODELS
from skill.hearing.families import URGENT
from skill.hearing.learned import write_learned
from skill.hearing.recogniser import FALLBACK
from skill.hearing.training.learn import learn
from skill.hearing.training.material import languages, material
from skill.hearing.training.templates import Templates, load_templates, template_locales

COMMAND = "make models"
"""What to run when templates have changed."""

MOST, FALLBACK_MOST = 200, 600
"""The most samples of an intent, beside those that stand first (`_varied`), and of the fallback.

Intents of pain, of stopping and of conditions send all that their templates say. An independent ear that
knew the samples alone heard 72 and 82 % of two unseen sets right with 20 an intent, and 90 % of both with
200 (2026-11-25). The fallback takes samples too: Amazon's "Tips for using built-in intents" says that a
built-in intent may be given some, and that this one, unlike the others, hears what is only like them
(checked 2026-11-26).
"""

Piece = str | tuple[str, str]
"""A word of a sample, or a pair of neighbours."""

Join = tuple[str, str]
"""Two words beside each other."""

WHOLE = URGENT | {Label.HEALTH_CONDITION, Label.DOCTOR_AGREES, Label.MILD_ACHE, Label.NO_STRETCH}
"""The labels whose intents send every sentence."""

_SLOT = re.compile(r"\{(\w+)\}")
_PIECES = re.compile(r"[()\[\]|<>]")


def document(locale: str) -> dict[str, Any]:
    """A locale's interaction model, made from its templates, as it is uploaded.

    Raises what `load_templates` and `Templates.expand` raise.
    """
    templates = load_templates(locale)
    fitting = _fitting(templates)
    every = templates.all_samples()
    samples = {name: _varied(name, said, templates.plain(name), fitting) for name, said in every.items()}
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


def _varied(intent: str, said: list[str], plain: set[str], fitting: Set[Join]) -> list[str]:
    """An intent's samples: the plain ones, one for each set of slots, then those that bring most new.

    What is new are words, and words beside each other, that no sample chosen before has; those that the
    intent says often bring most, and a sentence brings less for each pair of neighbours that is not
    `fitting`. Single words stand first where no time is for two, or where Amazon's own intents take
    nothing but what is exact.
    """
    urgent = TABLE[intent].label in WHOLE
    most = len(said) if urgent else FALLBACK_MOST if intent == FALLBACK else MOST
    slots = {frozenset(_SLOT.findall(sample)): sample for sample in reversed(said)}
    single = {sample for sample in said if " " not in sample and (urgent or intent.startswith("AMAZON."))}
    chosen = plain.intersection(said) | {*slots.values()} | single
    chosen |= set(_bringing(said, chosen, most - len(chosen), fitting))
    return [sample for sample in said if sample in chosen]


def _bringing(said: list[str], chosen: Set[str], number: int, fitting: Set[Join]) -> Iterator[str]:
    """The so many samples that bring most new, one after the other.

    What a sample brings never grows as others are chosen, so one that still brings what it is listed with
    is the best.
    """
    worth: dict[Piece, int] = dict(Counter(piece for sample in said for piece in _pieces(sample)))
    worth.update(dict.fromkeys((piece for sample in chosen for piece in _pieces(sample)), 0))

    def brings(sample: str) -> float:
        words = sample.split()
        odd = sum(join not in fitting for join in pairwise(words))
        return sum(worth[piece] for piece in _pieces(sample)) / (len(words) + 1) / (1 + odd)

    listed = [(-brings(sample), at, sample) for at, sample in enumerate(said) if sample not in chosen]
    heapify(listed)
    while listed and number > 0:
        was, at, best = heappop(listed)
        if -was > (now := brings(best)):
            heappush(listed, (-now, at, best))
            continue
        worth.update(dict.fromkeys(_pieces(best), 0))
        number -= 1
        yield best


def _fitting(templates: Templates) -> Set[Join]:
    """The neighbours that fit: they stand so in a template, or two templates or more bring them together.

    A template crosses its alternatives without asking whether they fit each other.
    """
    written: set[Join] = set()
    made: Counter[Join] = Counter()
    for line in (line for lines in templates.intents.values() for line in lines.splitlines()):
        written.update(join for piece in _PIECES.split(line) for join in pairwise(piece.split()))
        if line.strip():
            made.update({join for said in templates.expand(line.strip()) for join in pairwise(said.split())})
    return written | {join for join, times in made.items() if times > 1}


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
