"""No Python, TOML or JSON of the skill outside its languages' folders holds words of a language.

Four things are looked for in every text, docstrings left out:
a whole wording, that is a text which equals a sentence or phrase of two words or more;
a part, that is a wording of four words or more within a text;
a small word, that is a text which equals a filler or a short form;
a row, that is three words or more of one list of `speech.toml` side by side, or one of them in a pattern.
Single words are no wordings: ids such as "pause" are spelled like them. The simulator's page and its scenes
are for whoever works on the skill, and stay English.
"""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from skill.hearing.recogniser import MODELS
from skill.languages import LANGUAGES, read
from skill.languages.lint import FILES, wordings
from skill.languages.speech import Speech, speech
from tests.support.source import ROOT

SKILL = ROOT / "skill"

EXCEPTIONS = {
    "skill/cli.py": {"psoas rolling"},  # the name of the package, whose version is told
    "skill/coach/effects.py": {"once"},  # an id: how often a reminder comes
    "skill/coach/machine.py": {"well"},  # ids: the question whether somebody is well
    "skill/coach/questions.py": {"well"},
    "skill/coach/reactions/pain.py": {"well"},
    "skill/coach/session.py": {"well"},
    "skill/config.py": {"app", "ask", "skill", "psoas rolling"},  # the form of a skill's id, and a folder
    "skill/package/bundle.py": {"coach"},  # a folder
    "skill/simulator/picture.py": {"coach"},  # who speaks, on the simulator's page
    "skill/simulator/playback.py": {"the end"},  # of an answer, in an error
    "skill/simulator/rules.py": {"say less"},  # what an error tells to mend
    "skill/voice/ssml.py": {"break time"},  # a tag
    "skill/web/__init__.py": {"ok"},  # what a server's health is
}
"""What is found in a file and may be there, each with its reason."""

WHOLE, PART, ROW = 2, 4, 3
"""Words of a whole text that is a wording, words of a wording within a text, and words of a row."""

_WORD = re.compile(r"\w+(?:'\w+)*")
_PATTERN = re.compile(r"\\b|\w\|\(?\w")
"""What tells a pattern of words: a word's edge, or alternatives."""


@cache
def languages_there() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in LANGUAGES.iterdir() if list(path.glob("*.toml"))))


@cache
def known() -> frozenset[str]:
    """Every wording of two words or more, in lower case, without marks: said, seen, listed and heard."""
    files = (LANGUAGES / name / file for name in languages_there() for file in FILES)
    texts = chain((each.text for file in files for each in wordings(read(file))), samples())
    plain = (" ".join(words_of(line)) for text in texts for line in (text, *re.split(r"(?<=[.?!]) ", text)))
    return frozenset(text for text in plain if len(text.split()) >= WHOLE)


def samples() -> Iterator[str]:
    """All that the interaction models hold."""
    for file in MODELS.glob("*.json"):
        model = json.loads(file.read_text("utf-8"))["interactionModel"]["languageModel"]
        yield from chain.from_iterable(intent["samples"] for intent in model["intents"])
        names = (value["name"] for kind in model["types"] for value in kind["values"])
        yield from chain.from_iterable((name["value"], *name["synonyms"]) for name in names)


@cache
def small() -> frozenset[str]:
    """Fillers, short forms, and what may stand before a speaker's name."""
    own = [speech(name).words for name in spoken()]
    return frozenset(
        chain.from_iterable((*each.fillers, *each.spelled, *each.waking, *each.apart) for each in own)
    )


@cache
def lists() -> tuple[frozenset[str], ...]:
    """The lists of words that code puts patterns together from, and the values of slots."""
    return tuple(each for name in spoken() for each in _lists(speech(name)) if each)


def _lists(of: Speech) -> Iterator[frozenset[str]]:
    asks, called, words = of.prompts, of.invocation, of.words
    yield from map(
        frozenset, (asks.say, asks.or_, asks.leading, asks.clauses, words.waking, words.conditions)
    )
    yield from map(
        frozenset, (called.launch, called.joining, called.connecting, called.small, called.reserved)
    )
    yield from map(frozenset, (words.fillers, words.spelled, of.durations.fixed, called.polite))
    values = of.values
    yield from (
        frozenset(each) for kind in (values.learned, values.judged, values.spoken) for each in kind.values()
    )


def spoken() -> list[str]:
    return [name for name in languages_there() if (LANGUAGES / name / "speech.toml").is_file()]


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def found_in(text: str) -> Iterator[str]:
    """Words of a language in one text."""
    words = words_of(text)
    whole = " ".join(words)
    if whole in known() or whole in small():
        yield whole
    for start in range(len(words)):
        parts = (" ".join(words[start:end]) for end in range(start + PART, len(words) + 1))
        yield from (part for part in parts if part in known())
    if _PATTERN.search(text):
        alone = (word for word in _WORD.findall(re.sub(r"\\.", " ", text.casefold())) if len(word) > 1)
        yield from (word for word in alone if any(word in words for words in lists()))


def rows_in(texts: Sequence[str]) -> Iterator[str]:
    """Words of one list of a language, where three or more of them stand side by side."""
    for words in lists():
        if len(same := words.intersection(text.casefold() for text in texts)) >= ROW:
            yield from same


def code(source: str) -> Iterator[str]:
    """Words of a language in a module."""
    module = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield from found_in(node.value)
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            inside: Sequence[ast.expr | None] = node.keys if isinstance(node, ast.Dict) else node.elts
            constants = [each.value for each in inside if isinstance(each, ast.Constant)]
            yield from rows_in([value for value in constants if isinstance(value, str)])


def data(value: Any) -> Iterator[str]:
    """Words of a language in tables and lists; their keys are ids."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from data(inner)
    elif isinstance(value, list):
        yield from rows_in([each for each in value if isinstance(each, str)])
        for inner in value:
            yield from data(inner)
    elif isinstance(value, str):
        yield from found_in(value)


def files(ending: str) -> list[Path]:
    """The files of the skill with an ending, those of the languages left out."""
    found = [
        path for path in SKILL.rglob(f"*.{ending}") if not path.is_relative_to(LANGUAGES) or ending == "py"
    ]
    return sorted(path for path in found if "node_modules" not in path.parts)


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "py": code,
    "toml": lambda text: data(tomllib.loads(text)),
    "json": lambda text: data(json.loads(text)),
}


@pytest.mark.parametrize("ending", READERS)
def test_no_file_outside_the_languages_holds_a_word_of_one(ending: str) -> None:
    """What is found belongs into a language's folder, or is an exception that has a reason."""
    there = files(ending)
    assert there
    found: dict[str, set[str]] = {}
    for path in there:
        name = path.relative_to(ROOT).as_posix()
        words = set(READERS[ending](path.read_text("utf-8"))) - EXCEPTIONS.get(name, set())
        found |= {name: words} if words else {}
    assert found == {}


def test_every_exception_is_needed() -> None:
    """One that nothing needs any more would hide a word."""
    for name, words in EXCEPTIONS.items():
        assert words == words & set(code((ROOT / name).read_text("utf-8"))), name


@pytest.mark.parametrize(
    "planted",
    [
        'x = "Thanks for rolling with me."',
        'x = f"{name}: Settled? Say ready."',
        'x = "Come off the roller"',
        'x = "switch sides"',
        'x = {"half an hour": 1800}',
        'x = "left hip"',
        'x = "um"',
        'x = ["yaar"]',
        'x = re.compile(r"\\bsay\\b")',
        'x = r"^(?:and|then)\\b"',
        'x = r"(?:hey|ok|okay) alexa"',
        'x = frozenset(("ask", "begin", "enable"))',
        'x = ("if", "only", "once", "when")',
        'x = {"thirty", "ninety", "two"}',
        'x = "It does not provide medical advice."',
        'x = "Note: You need a foam roller, and a mat or a carpet. Bring them."',
    ],
)
def test_a_word_of_a_language_would_be_found(planted: str) -> None:
    """Sentences, samples, fillers, and what code would ask or listen for."""
    assert list(code(planted))


def test_words_in_data_would_be_found() -> None:
    assert list(data({"cues": [["Breathe in, and a long breath out.", 3]]}))
    assert list(data({"words": ["and", "by", "for"]}))


@pytest.mark.parametrize(
    "harmless",
    [
        'x = "where_am_i"',
        'x = "pause"',
        'x = ("left", "right")',
        'x = "Write left or right."',
        '"""Say ready."""',
    ],
)
def test_an_id_an_error_and_a_docstring_pass(harmless: str) -> None:
    assert list(code(harmless)) == []
