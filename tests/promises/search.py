"""A search for ways round the promises: breadth first over distinct sessions, so the shortest way is found.

From each opening every word is said at every moment that differs, and again from what comes of it, as
deep as is asked for. Two sessions are one where neither the coach nor a listener can tell them apart.
`python -m tests.promises.search --depth 3` prints what it saw, how long it took, and the breaches.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.promises.driver import WORDS, Here, Stand, here
from tests.promises.kept import OF_A_SESSION, PROMISES, Turned
from tests.promises.openings import LAUNCHES, OPENINGS, Opening, openings
from tests.promises.seen import Seen
from tests.promises.words import Word

Node = tuple[Stand, Seen]


@dataclass(frozen=True)
class Breach:
    """A broken promise, with the way to it. Breaches of one promise by one label in one state are alike."""

    promise: str
    label: str
    state: str
    why: str
    kind: str
    way: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.promise}: [{self.state}] {self.kind}: {'; '.join(self.way)} -> {self.why}"


@dataclass
class Search:
    """One search. `sessions` and `turns` count what it saw, `breaches` holds the shortest of each kind."""

    each: bool = False
    sessions: set[object] = field(default_factory=set)
    moments: set[object] = field(default_factory=set)
    turns: int = 0
    breaches: dict[tuple[str, str, str], Breach] = field(default_factory=dict)

    def run(self, nodes: Iterable[Node], depth: int) -> "Search":
        """Say everything, `depth` times over."""
        level = [node for node in nodes if self._is_new(*node)]
        for deeper in reversed(range(depth)):
            level = [after for node in level for after in self._after(*node) if deeper]
        return self

    def _is_new(self, stand: Stand, seen: Seen) -> bool:
        before = len(self.sessions)
        self.sessions.add(hash((stand.key, seen.key)))
        return len(self.sessions) > before

    def _after(self, stand: Stand, seen: Seen) -> list[Node]:
        """What comes of every word at every new moment."""
        found = []
        for position in stand.positions(self.each):
            now, then = here(stand, position), seen.reached(stand.answer, position)
            key = hash((now.key, then.key))
            if key not in self.moments:
                self.moments.add(key)
                found += [node for word in WORDS for node in self._say(now, then, word)]
        return found

    def _say(self, now: Here, seen: Seen, word: Word) -> list[Node]:
        """The session after a word, where it is a new one that broke nothing; what it breaks is noted."""
        self.turns += 1
        try:
            stand, heard = now.say(word), seen.heard(word, now.opens(word))
            turned = Turned(heard, word, stand.spoken)
            after = heard.answered(word, stand.spoken)
            is_new = self._is_new(stand, after)
            wrong = [(promise, promise(turned)) for promise in (OF_A_SESSION if is_new else PROMISES)]
        except Exception as error:
            self._note("nothing_raises", now, word, f"{type(error).__name__}: {error}")
            return []
        broken = [(promise.__name__, why) for promise, why in wrong if why]
        for name, why in broken:
            self._note(name, now, word, why)
        return [(stand, after)] if is_new and not broken else []

    def _note(self, promise: str, now: Here, word: Word, why: str) -> None:
        way = now.way(word)
        breach = Breach(promise, word.label, now.state, why, now.stand.kind.name, way)
        known = self.breaches.get(key := (promise, word.label, now.state))
        if known is None or len(way) < len(known.way):
            self.breaches[key] = breach

    def told(self) -> list[str]:
        """A line for each kind of breach: the shortest way to it, and by which other labels it happens."""
        alike: dict[tuple[str, str, str], list[Breach]] = {}
        for each in sorted(self.breaches.values(), key=lambda each: (len(each.way), each.way)):
            alike.setdefault((each.promise, each.state, each.why), []).append(each)
        return sorted(_line(*rows) for rows in alike.values())


def _line(first: Breach, *others: Breach) -> str:
    also = ", ".join(sorted({each.label for each in others}))
    return f"{first} (also: {also})" if also else str(first)


def search(rows: Sequence[Opening], depth: int, each: bool = False, part: slice = slice(None)) -> Search:
    """Search from the sessions that these openings lead to, or from a part of them."""
    return Search(each).run(openings(rows)[part], depth)


def main() -> None:
    """Search as deep as is asked for, and print what was seen."""
    parser = argparse.ArgumentParser(description="Search for ways round the promises.")
    parser.add_argument("--depth", type=int, default=3, help="words said one after another (default: 3)")
    parser.add_argument("--all", action="store_true", help="from every opening, not from the launches only")
    parser.add_argument("--few", action="store_true", help="three moments an answer, not three a segment")
    options = parser.parse_args()
    began = time.perf_counter()
    found = search(OPENINGS if options.all else LAUNCHES, options.depth, not options.few)
    passed = time.perf_counter() - began
    counts = (
        f"{len(found.sessions):,} distinct sessions, {len(found.moments):,} moments, {found.turns:,} turns"
    )
    lines = [*found.told(), f"{counts}, {passed:.0f} s, {len(found.breaches)} breaches"]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
