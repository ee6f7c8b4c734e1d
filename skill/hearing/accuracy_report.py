"""How well ears do on lines that were kept out of the templates: `make understood`.

Our own ear knows all that the templates say. The independent one knows what is uploaded, as Alexa does, so
it judges the choice of samples.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from skill.coach.events import Label, Phase
from skill.hearing import lines
from skill.hearing.ear_model import MODELS
from skill.hearing.families import DECLINED, NEVER, SAME_ACTION, URGENT
from skill.hearing.lines import Line
from skill.hearing.recogniser import Heard, Model, hear, load_model

CAVEAT = "The kept-back lines are in no sample on purpose, but their list was read by whoever wrote these."

SHOWN = "en-US"
"""The locale whose labels and confusions are told one by one."""

WORST = 10
"""How many confusions are printed."""

WIDE = 40
"""Characters of a row's name."""

BY_ID = frozenset(("side", "side_ref", "direction", "period"))
"""Slots that are compared by their id, the others by their value."""

ASKED = frozenset(("question", "what"))
"""The topics of a health condition that is only asked about."""

Ear = Callable[[str, Phase], Heard]
"""Tells what is heard of words in a phase."""


@dataclass(frozen=True)
class Answer:
    """A line, and what was heard."""

    line: Line
    heard: Heard

    @property
    def label(self) -> Label:
        """What was heard; a question about a condition is one of help, for it names nobody's condition."""
        asked = self.heard.label == Label.HEALTH_CONDITION and self.heard.said.topic in ASKED
        return Label.HELP if asked else self.heard.label

    @property
    def right(self) -> bool:
        """Whether the label is one that was meant, or one that does the same."""
        same = (actions for actions in SAME_ACTION if self.label in actions)
        return self.label in self.line.labels or any(self.line.labels & actions for actions in same)

    @property
    def facts_right(self) -> bool:
        """Whether all facts are as meant, and no others were heard."""
        heard = self.heard.slots
        return self.line.facts == {name: heard[name]["id" if name in BY_ID else "value"] for name in heard}

    @property
    def told_right(self) -> bool:
        """Whether the coach is told every fact of a line whose facts have the coach's own names."""
        said = self.heard.said
        return all(getattr(said, name) == fact for name, fact in (self.line.facts or {}).items())

    @property
    def urgent(self) -> bool:
        """Whether what is meant takes the pressure off."""
        return bool(self.line.labels & URGENT)

    @property
    def is_harmful(self) -> bool:
        """Whether a line of the safety family would let the rolling go on, or the list says so."""
        return self.label in self.line.harmful or (self.urgent and self.label in NEVER)


Answers = Sequence[Answer]


@dataclass(frozen=True)
class Report:
    """What one ear heard of each list; a list that is not there has no answers."""

    kept_back: Answers
    fresh: Answers
    foreign: Answers
    later: Answers
    everyday: Answers
    warnings: Answers
    kinds: Answers

    @property
    def accuracy(self) -> float:
        """The share of kept-back lines that are right by label."""
        return sum(each.right for each in self.kept_back) / len(self.kept_back)

    @property
    def safety(self) -> Answers:
        """The kept-back and fresh lines that must take the pressure off."""
        return [each for each in (*self.kept_back, *self.fresh) if each.urgent]

    @property
    def missed(self) -> Answers:
        """Those of them that were heard as something outside their family."""
        return [each for each in self.safety if each.heard.label not in URGENT]

    @property
    def harmful(self) -> Answers:
        """Those of them after which rolling would go on."""
        return [each for each in self.safety if each.is_harmful]

    @property
    def confusions(self) -> Sequence[tuple[tuple[str, Label], int]]:
        """What was meant and what was heard instead, the most frequent first."""
        wrong = (each for each in (*self.kept_back, *self.fresh) if not each.right)
        return Counter((_named(each.line), each.heard.label) for each in wrong).most_common()


def report(ear: Ear) -> Report:
    """Ask an ear all lists."""

    def asked(those: Sequence[Line]) -> Answers:
        return [Answer(line, ear(line.words, line.phase)) for line in those]

    return Report(
        kept_back=asked(lines.said_lines(lines.KEPT_BACK)),
        fresh=asked(lines.said_lines(lines.FRESH)),
        foreign=asked(lines.foreign_lines(lines.FOREIGN)),
        later=asked(lines.foreign_lines(lines.LATER)),
        everyday=asked(lines.foreign_lines(lines.EVERYDAY)),
        warnings=asked(lines.warnings()),
        kinds=asked(lines.kinds()),
    )


def own_ear(model: Model) -> Ear:
    """Our own ear with an interaction model."""
    return lambda words, phase: hear(words, phase, model)


def taken(answers: Answers) -> Answers:
    """The foreign lines that were taken for something."""
    return [each for each in answers if each.heard.label not in DECLINED]


def _named(line: Line) -> str:
    return "|".join(sorted(line.labels))


def _right(answers: Answers) -> str:
    return _share([each for each in answers if each.right], answers)


def _facts(answers: Answers) -> str:
    told = [each for each in answers if each.line.facts and each.right]
    return _share([each for each in told if each.facts_right], told)


def _told(answers: Answers) -> str:
    told = [each for each in answers if each.line.facts and each.right]
    return _share([each for each in told if each.told_right], told)


def _share(some: Answers, of: Answers) -> str:
    return f"{len(some)} of {len(of)}" if of else "-"


def _alarms(answers: Answers) -> str:
    return _share([each for each in answers if each.heard.label == Label.RED_FLAG], answers)


def _harmful(answers: Answers) -> str:
    return _share([each for each in answers if each.is_harmful], answers)


Row = tuple[str, Callable[[Report], str]]

RIGHT: Sequence[Row] = (
    ("kept-back lines right by label", lambda told: _right(told.kept_back)),
    ("fresh lines right by label", lambda told: _right(told.fresh)),
)

SAFE: Sequence[Row] = (
    ("safety lines missed", lambda told: _share(told.missed, told.safety)),
    ("safety lines where rolling would go on", lambda told: _share(told.harmful, told.safety)),
    ("warnings in unusual words heard as one", lambda told: _alarms(told.warnings)),
    ("everyday sentences taken for a warning", lambda told: _alarms(told.everyday)),
    ("foreign lines taken", lambda told: _share(taken(told.foreign), told.foreign)),
    ("later foreign lines taken", lambda told: _share(taken(told.later), told.later)),
    ("words of the mat right by label", lambda told: _right(told.kinds)),
    ("words of the mat heard harmfully", lambda told: _harmful(told.kinds)),
)

FACTS: Sequence[Row] = (
    ("facts right, of lines with facts", lambda told: _facts((*told.kept_back, *told.fresh))),
    ("facts right, of words of the mat", lambda told: _told(told.kinds)),
)


def table(title: str, rows: Sequence[Row], reports: Mapping[str, Report]) -> Iterator[str]:
    """A table of reports by locale, line by line."""
    yield ""
    yield title.ljust(WIDE) + "".join(locale.rjust(12) for locale in reports)
    for name, figure in rows:
        yield f"  {name}".ljust(WIDE) + "".join(figure(told).rjust(12) for told in reports.values())


def labels(own: Report, independent: Report) -> Iterator[str]:
    """For each label how many lines are right, of both ears, and what is confused most."""
    yield f"\n{'label':<22}{'lines':>6}{'own ear':>9}{'independent':>13}"
    pairs = list(zip((*own.kept_back, *own.fresh), (*independent.kept_back, *independent.fresh), strict=True))
    for label in dict.fromkeys(_named(mine.line) for mine, _ in pairs):
        those = [(mine.right, theirs.right) for mine, theirs in pairs if _named(mine.line) == label]
        first, second = map(sum, zip(*those, strict=True))
        yield f"{label:<22}{len(those):>6}{first:>9}{second:>13}"
    for name, told in (("our own ear", own), ("the independent ear", independent)):
        yield f"\nconfused most by {name}"
        yield from (f"  {meant} heard as {heard}: {n}" for (meant, heard), n in told.confusions[:WORST])


def main() -> int:
    """Print the report of all locales; gives the exit code."""
    from skill.hearing.training.independent_ear import IndependentEar  # scikit-learn is for this alone

    own: dict[str, Report] = {}
    declining: dict[str, Report] = {}
    always: dict[str, Report] = {}
    for locale in sorted(path.stem for path in MODELS.glob("*.json")):
        model = load_model(locale)
        independent = IndependentEar(model, locale)
        own[locale] = report(own_ear(model))
        declining[locale] = report(independent.hear)
        always[locale] = report(independent.hear_always)
    sys.stdout.writelines(f"{line}\n" for line in _text(own, declining, always))
    return 0


def _text(
    own: Mapping[str, Report], declining: Mapping[str, Report], always: Mapping[str, Report]
) -> Iterator[str]:
    yield from table("our own ear", (*RIGHT, *FACTS, *SAFE), own)
    yield from table("independent ear, uploaded samples only", (*RIGHT, *SAFE), declining)
    yield from table("the same, if it never declines", RIGHT, always)
    yield from labels(own[SHOWN], declining[SHOWN])
    yield f"\n{CAVEAT}"


if __name__ == "__main__":
    sys.exit(main())
