"""Amazon's rules for a skill package, checked without Amazon, as far as a file can show them."""

from pathlib import Path

from skill.package.checks import deploy, model, store
from skill.package.checks.rule import Fault, Package, Rule

__all__ = ["RULES", "Fault", "Package", "Rule", "check"]

RULES = (*store.RULES, *model.RULES, *deploy.RULES)
"""Every rule, each with its cure."""


def check(folder: Path) -> list[Fault]:
    """Everything in a package that breaks a rule. Raises FileNotFoundError where there is no package."""
    package = Package(folder)
    return [fault for rule in RULES for fault in rule.faults(package)]
