"""What the simulator's ear takes for words that no sample has: the first in a new process, and later ones."""

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from bench.cold import ROOT

RUNS = 5

CODE = """
from time import process_time
began = process_time()
from skill.coach.events import Phase
from skill.hearing.recogniser import hear, load_model
model = load_model("en-US")
hear("there is a nasty stabbing feeling in there", Phase.ROLLING, model)
first = process_time() - began
later = ["my left one is sort of achy now", "could you possibly hang on for me", "what was that about my rib"]
began = process_time()
for words in later:
    hear(words, Phase.ROLLING, model)
print(first * 1000, (process_time() - began) * 1000 / len(later))
"""


class Heard(NamedTuple):
    """Milliseconds of processor time for the first phrase, with imports and files, and for a later one."""

    first: float
    later: float


def heard() -> Heard:
    """The fastest of five new processes."""
    command: Sequence[str] = (sys.executable, "-c", CODE)
    runs = [subprocess.check_output(command, cwd=ROOT, text=True) for _ in range(RUNS)]  # noqa: S603  # our own code
    return min(Heard(*map(float, told.split())) for told in runs)
