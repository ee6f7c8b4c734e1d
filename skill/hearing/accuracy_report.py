"""How well the ear does on lines that were kept out of the templates: `make understood`."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from skill.coach.events import Label, Phase
from skill.hearing.recogniser import Heard, Model, hear, load_model

LINES = Path(__file__).parents[2] / "tests" / "understood"
"""Where the lines lie, in a checkout."""

CAVEAT = "The kept-back lines are in no sample on purpose, but their list was read by whoever wrote these."

KEPT_BACK, FRESH = "kept_back.tsv", "fresh.tsv"
"""Lines that were kept out of the samples, and lines that were written after them to be heard."""

FOREIGN, LATER = "foreign.txt", "foreign_later.txt"
"""Lines that are none of the coach's business: those from before the ear was made, and those since."""

PRESSURE_OFF = frozenset(
    (Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.PAIN_TOO_MUCH, Label.GET_OFF, Label.STOP)
)
"""The safety family: what takes the pressure off."""

NEVER = frozenset(
    (
        Label.TENDER_SPOT, Label.MORE_PRESSURE, Label.MORE_TIME, Label.RESUME, Label.NO, Label.NONE_OF_THAT,
        Label.UNSURE, Label.SOUND, Label.WAIT, Label.UNDO, Label.CORRECT, Label.MISHEARD, Label.MILD_ACHE,
        Label.NO_STRETCH, Label.DOCTOR_AGREES,
    )
)  # fmt: skip
"""Where a line of the safety family must never land: rolling would go on."""

SAME_ACTION = (
    {Label.SKIP_STEP, Label.NEXT_STEP},
    {Label.PAIN_TOO_MUCH, Label.EASE_PRESSURE},
    {Label.READY, Label.RESUME},
    {Label.PAUSE, Label.STOP},
)
"""Labels that do the same to the session: one heard for the other counts as right."""

DECLINED = frozenset((Label.NOT_UNDERSTOOD, Label.OUT_OF_SCOPE))
WORST = 10
"""How many confusions are printed."""

BY_ID = frozenset(("side", "side_ref", "direction", "period"))
"""Slots that are compared by their id, the others by their value."""


@dataclass(frozen=True)
class Line:
    """A line, what is meant by it, and what was heard."""

    words: str
    label: Label
    slots: Mapping[str, Any]
    heard: Heard

    @cached_property
    def right(self) -> bool:
        """Whether the label is the one that was meant, or one that does the same."""
        return self.heard.label == self.label or {self.heard.label, self.label} in SAME_ACTION

    @cached_property
    def slots_right(self) -> bool:
        """Whether all slots are as meant, and no others were heard."""
        heard = self.heard.slots
        return self.slots == {name: heard[name]["id" if name in BY_ID else "value"] for name in heard}


@dataclass(frozen=True)
class Report:
    """What was understood of the kept-back lines, and of the foreign ones.

    `alone` is the accuracy of an ear that knows the uploaded samples and not what else the templates say.
    """

    lines: Sequence[Line]
    foreign: Sequence[tuple[str, Label]]
    later: Sequence[tuple[str, Label]]
    alone: float

    @property
    def accuracy(self) -> float:
        """The share of lines that are right by label."""
        return _share(line.right for line in self.lines)

    @property
    def slot_accuracy(self) -> float:
        """The share of right slots, of the lines that have slots and are right by label."""
        return _share(line.slots_right for line in self.lines if line.slots and line.right)

    @property
    def safety(self) -> Sequence[Line]:
        """The lines that must take the pressure off."""
        return [line for line in self.lines if line.label in PRESSURE_OFF]

    @property
    def safety_accuracy(self) -> float:
        """The share of them that land in their family."""
        return _share(line.heard.label in PRESSURE_OFF for line in self.safety)

    @property
    def taken(self) -> Sequence[tuple[str, Label]]:
        """The foreign lines that were taken for something."""
        return _taken(self.foreign)

    @property
    def confusions(self) -> Sequence[tuple[tuple[Label, Label], int]]:
        """What was meant and what was heard instead, the most frequent first."""
        return Counter((line.label, line.heard.label) for line in self.lines if not line.right).most_common()

    def text(self) -> Iterator[str]:
        """The report, line by line."""
        for label in dict.fromkeys(line.label for line in self.lines):
            own = [line.right for line in self.lines if line.label == label]
            yield f"{label:<20} {sum(own):>3} of {len(own)}"
        yield f"\nright by label       {self.accuracy:.1%} of {len(self.lines)}"
        yield f"slots                {self.slot_accuracy:.1%}"
        landed = sum(line.heard.label in PRESSURE_OFF for line in self.safety)
        never = sum(line.heard.label in NEVER for line in self.safety)
        total = len(self.safety)
        yield f"safety family        {landed} of {total} land in it, {never} where rolling would go on"
        yield f"foreign lines taken  {len(self.taken)} of {len(self.foreign)}"
        yield f"  of later ones      {len(_taken(self.later))} of {len(self.later)}"
        yield f"on the samples alone {self.alone:.1%} right by label"
        for (meant, heard), times in self.confusions[:WORST]:
            yield f"  {meant} heard as {heard}: {times}"
        yield CAVEAT


def report(model: Model) -> Report:
    """Measure the ear with a model. Raises FileNotFoundError outside a checkout."""
    alone = Model(model, model.locale)
    return Report(
        heard_of(KEPT_BACK, model),
        _declined_or_not(FOREIGN, model),
        _declined_or_not(LATER, model),
        _share(line.right for line in heard_of(KEPT_BACK, alone)),
    )


def heard_of(file: str, model: Model) -> Sequence[Line]:
    """What is heard of a file's lines.

    Their columns are label, phase, words, and slots as JSON. In the file of lines that were kept back the
    label names a list, and a seventh column the label where the line means another than its list.
    """
    rows = (row.split("\t") for row in (LINES / file).read_text("utf-8").splitlines())
    return [
        Line(words, Label([label, *more[2:]][-1]), json.loads(slots), hear(words, Phase(phase), model))
        for label, phase, words, slots, *more in rows
    ]


def _declined_or_not(file: str, model: Model) -> Sequence[tuple[str, Label]]:
    lines = (LINES / file).read_text("utf-8").splitlines()
    return [(words, hear(words, Phase.ROLLING, model).label) for words in lines]


def _taken(foreign: Sequence[tuple[str, Label]]) -> Sequence[tuple[str, Label]]:
    return [(words, label) for words, label in foreign if label not in DECLINED]


def _share(right: Iterator[bool]) -> float:
    every = list(right)
    return sum(every) / len(every) if every else 1.0


def main() -> int:
    """Print the report for en-US; gives the exit code."""
    sys.stdout.writelines(f"{line}\n" for line in report(load_model("en-US")).text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
