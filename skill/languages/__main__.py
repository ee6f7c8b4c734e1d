"""Tells for each language what is still English: `python -m skill.languages [LANGUAGE ...]`."""

import sys
from collections.abc import Sequence

from skill import languages
from skill.languages.lint import left, others


def main(arguments: Sequence[str]) -> int:
    """Print what is left in some languages and locales, or in all; gives the exit code, 1 if anything."""
    known = others(languages.LANGUAGES)
    if unknown := sorted(set(arguments) - set(known)):
        there = ", ".join(known) or "English alone"
        sys.stderr.write(f"{', '.join(unknown)}: no such language; there is {there}.\n")
        return 2
    asked = arguments or known
    found = [line for name in asked for line in left(languages.LANGUAGES, name)]
    nothing = f"Nothing is left of English in {', '.join(asked)}." if asked else "There is English alone."
    sys.stdout.writelines(f"{line}\n" for line in found or [nothing])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
