"""Amazon's rules for a skill package, checked without Amazon, as far as a file can show them."""

from collections.abc import Sequence
from pathlib import Path

from skill.package.checks import deploy, model, publish, store
from skill.package.checks.rule import Fault, Package, Rule

__all__ = ["PUBLISHING", "RULES", "Fault", "Package", "Rule", "check"]

RULES = (*store.RULES, *model.RULES, *deploy.RULES)
"""Every rule that a package must keep to be deployed, each with its cure."""

PUBLISHING = publish.RULES
"""What the store asks for besides, and a skill on one's own devices does without."""


def check(folder: Path, rules: Sequence[Rule] = RULES) -> list[Fault]:
    """Everything in a package that breaks a rule. Raises FileNotFoundError where there is no package."""
    package = Package(folder)
    return [fault for rule in rules for fault in rule.faults(package)]
