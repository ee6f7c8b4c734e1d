"""Plural categories of whole numbers, by rules in the notation of CLDR: "one", "few" and their kin.

A language's rules can be copied from CLDR's table of plural rules as they stand there, without the examples.
"""

import re
from functools import cache

OTHER = "other"
"""The category of what no rule names."""

_RELATION = re.compile(r"([nivwftce])(?: % ([1-9]\d*))? (!?=) (\d+(?:\.\.\d+)?(?:,\d+(?:\.\.\d+)?)*)")
_WHOLE = "ni"
"""The operands that are the number itself; the others tell of decimals and exponents, and are 0."""


@cache
def holds(rule: str, number: int) -> bool:
    """Whether a rule holds for a whole number. Raises ValueError for what is no rule."""
    ways = [[_relation(part, number) for part in way.split(" and ")] for way in rule.split(" or ")]
    return any(all(way) for way in ways)


def _relation(text: str, number: int) -> bool:
    if not (found := _RELATION.fullmatch(text.strip())):
        raise ValueError(f"'{text}' is no relation of CLDR's plural rules, such as 'n % 10 = 2..4'")
    operand, modulus, sign, ranges = found.groups()
    value = number if operand in _WHOLE else 0
    value = value % int(modulus) if modulus else value
    return any(_within(value, each) for each in ranges.split(",")) == (sign == "=")


def _within(value: int, bounds: str) -> bool:
    least, _, most = bounds.partition("..")
    return int(least) <= value <= int(most or least)
