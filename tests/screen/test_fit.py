"""Every word that can be seen has its room: titles, labels, and the longest sentences of every locale."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from skill import languages
from skill.screen.data import data
from skill.screen.document import document
from skill.screen.seen import SEEN, Look, Seen
from skill.screen.view import LONGEST_TEXT, Row
from skill.voice.script import load
from tests.support.renderer import GLIDED, THREE, Renderer, needs_renderer
from tests.support.screens import WORDS

pytestmark = [needs_renderer, pytest.mark.slow, pytest.mark.parametrize("screen", THREE)]

PAGE = 5
"""Seconds of each row."""
NEARLY = 85
"""Letters from which on a sentence is looked at: a shorter one has room where these have."""
ABOVE_A_CLOCK = ("rolling", "hold", "ease", "extra", "halfway", "ten")


def leaf(drawn: Renderer, rows: Sequence[Row], screen: str) -> list[str]:
    """What is wrong with rows that one document shows, each for some seconds."""
    pages = [replace(row, start=at * PAGE, ends=row.ends + at * PAGE) for at, row in enumerate(rows)]
    drawn.show(document(), {"c": data(pages, WORDS)}, screen)
    faults = []
    for page in pages:
        drawn.step(page.start + GLIDED - drawn.second)
        assert page.title in drawn.texts().values()
        faults += [f"{page.title}, {screen}: {fault}" for fault in drawn.faults(screen)]
    return faults


def test_all_titles_fit(drawn: Renderer, screen: str) -> None:
    """Each right above the longest sentence that is shown, whatever its words are."""
    longest, labels = ("Longest words. " * (LONGEST_TEXT // 15)).strip(), tuple(WORDS.buttons)
    titles = [WORDS.filled(title, "right", {"seconds": 120}) for title in WORDS.titles.values()]
    rows = [
        Row(start=0, pose="stand", title=title, text=longest, buttons=labels[2 * at % 20 :][:2])
        for at, title in enumerate(titles)
    ]
    assert leaf(drawn, rows, screen) == []


def test_all_titles_above_a_clock_fit(drawn: Renderer, screen: str) -> None:
    """Also on a round screen, where they stand inside the field."""
    titles = [WORDS.titles[name] for name in ABOVE_A_CLOCK]
    rows = [Row(start=0, pose="prone", side="right", lasts=90, ends=90, title=title) for title in titles]
    assert leaf(drawn, rows, screen) == []


def test_all_labels_fit(drawn: Renderer, screen: str) -> None:
    """Four beside one another, which is the most."""
    labels = tuple(WORDS.buttons)
    groups = [labels[at : at + 4] for at in range(0, len(labels), 4)]
    rows = [Row(start=0, pose="stand", title=f"Labels {at}", buttons=each) for at, each in enumerate(groups)]
    assert leaf(drawn, rows, screen) == []


def sentences() -> Iterator[tuple[str, str, Seen]]:
    """What is said in any locale, by its phrase; a fact stands for itself."""
    for name in sorted(languages.names(languages.LANGUAGES, "script")):
        for phrase, found in load(name).phrases.items():
            for variant in found.variants:
                yield phrase, variant.filled(str), SEEN.get(phrase, Seen())


def test_the_longest_sentences_fit(drawn: Renderer, screen: str) -> None:
    """Every warning, and every sentence that is nearly too long to be shown, with the dots of the week."""
    shown = {
        (WORDS.titles.get(phrase, WORDS.titles["setup_down"]), words, seen.look or Look.POSE)
        for phrase, words, seen in sentences()
        if seen.look == Look.WARNING or NEARLY < len(words) <= LONGEST_TEXT
    }
    rows = [
        Row(start=0, pose="stand", title=title, text=text, look=look, count=3, buttons=("stop",))
        for title, text, look in sorted(shown)
    ]
    assert len(rows) > 20
    assert leaf(drawn, rows, screen) == []
