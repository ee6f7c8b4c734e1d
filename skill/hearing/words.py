"""Spoken numbers, durations and times of day, as Amazon's slot types would give them.

Each type is a table from words to Alexa's value: "a minute and a half" to "PT1M30S". The number
words of a language come from num2words; how it joins them to units stands in its `speech.toml`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from num2words import num2words

from skill.alexa.limits import WAKE_WORDS
from skill.languages.speech import Durations, Times, speech

Words = tuple[str, ...]
"""Words as they are compared: in lower case, without punctuation, an end such as "'s" on its own."""

MOST_NUMBER, MOST_MIXED = 600, 10
"""The largest counts that are known: numbers alone, and minutes with seconds."""

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_STRAIGHT = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'" * 5)
_DIGITS = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")


def words_of(text: str, language: str) -> Words:
    """Split a text into words as they are compared.

    Numbers of up to four digits become words; of a letter drawn out, as in "owwww", two are left. "dont" is
    "don't". A wake word that is typed before the rest is left out: a speaker keeps it for itself.
    """
    plain = _DRAWN_OUT.sub(r"\1\1", _waking(language).sub("", text.translate(_STRAIGHT).casefold(), count=1))
    spelled = _DIGITS.sub(lambda found: f" {_said(int(found[0]), language)[0]} ", plain)
    whole = _word(language).findall(spelled)
    unmarked = speech(language).words.unmarked
    return tuple(each for word in whole for each in unmarked.get(word, word).split())


@cache
def _waking(language: str) -> re.Pattern[str]:
    """A wake word at the beginning, with what may stand before it, and all marks around it."""
    before, names = "|".join(map(re.escape, speech(language).words.waking)), "|".join(sorted(WAKE_WORDS))
    return re.compile(rf"\A[\W_]*(?:(?:{before})[\W_]+)?(?:{names})\b(?!'\w)[\W_]+(?=[^\W_])", re.IGNORECASE)


@cache
def _word(language: str) -> re.Pattern[str]:
    """A word: letters and digits, with apostrophes in it, or an end that is a word of its own."""
    ends = "|".join(re.escape(end[1:]) for end in speech(language).words.apart)
    return re.compile(
        rf"'(?:{ends})(?!\w)|[^\W_]+(?:'(?!(?:{ends})(?!\w))[^\W_]+)*" if ends else r"[^\W_]+(?:'[^\W_]+)*"
    )


def phrase_words(phrase: str, language: str) -> Words:
    """The same for a phrase of a table, word by word: of thousands the words are always the same few."""
    return tuple([word for text in phrase.split() for word in _kept(text, language)])


@cache
def _kept(text: str, language: str) -> Words:
    return words_of(text, language)


@dataclass(frozen=True, eq=False)
class Phrases:
    """The values of one slot type: words, the value that Alexa sends for them, and its id."""

    values: Mapping[Words, tuple[str, str | None]]

    def starting(self, words: Words, at: int) -> Iterator[tuple[int, str, str | None]]:
        """The values said from a place on, shortest first: where each ends, what it is, its id."""
        for end in range(at + 1, min(at + self._longest, len(words)) + 1):
            if (found := self.values.get(words[at:end])) is not None:
                yield end, *found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.values), default=0)


@cache
def built_in(language: str) -> Mapping[str, Phrases]:
    """Amazon's own slot types in a language, by name.

    Raises what `speech` raises for a language that it does not know.
    """
    spoken = speech(language)
    tables = {
        "AMAZON.NUMBER": {words: str(n) for n in range(MOST_NUMBER + 1) for words in _said(n, language)},
        "AMAZON.DURATION": {words: iso(seconds) for words, seconds in _durations(language, spoken.durations)},
        "AMAZON.TIME": dict(_times(language, spoken.times)),
    }
    return {
        name: Phrases({phrase_words(said, language): (value, None) for said, value in table.items()})
        for name, table in tables.items()
    }


def meant(words: Words, language: str) -> Words:
    """Words written out, without those that change no meaning, unless there are no others."""
    fillers = speech(language).words.fillers
    kept = [word for word in words if word not in fillers] or words
    return tuple(said for word in kept for said in _written_out(word, language))


@cache
def _written_out(word: str, language: str) -> Words:
    """A short form as the words that it stands for: "don't" is "do not"."""
    spoken = speech(language).words
    if word in spoken.spelled:
        return tuple(spoken.spelled[word].split())
    ends = ((ending, whole) for ending, whole in spoken.endings.items() if word.endswith(ending))
    ending, whole = next(ends, ("", ""))
    return tuple((word.removesuffix(ending) + whole).split())


@cache
def typical(language: str) -> Mapping[str, tuple[Words, ...]]:
    """A few values of Amazon's own slot types in a language, by name, as people say them."""
    types = speech(language).values.learned
    return {kind: tuple(words_of(said, language) for said in values) for kind, values in types.items()}


def iso(seconds: int) -> str:
    """A duration as Alexa writes it: 90 is "PT1M30S"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = zip((hours, minutes, rest), "HMS", strict=True)
    return "PT" + "".join(f"{count}{unit}" for count, unit in parts if count)


@cache
def _said(number: int, language: str) -> tuple[str, ...]:
    """The ways to say a whole number."""
    said = [str(num2words(number, lang=language)).replace("-", " ")]
    for pattern, instead in speech(language).numbers.variants:
        said += [pattern.sub(instead, words) for words in said]
    return tuple(dict.fromkeys(said))


def _durations(language: str, spoken: Durations) -> Iterator[tuple[str, int]]:
    for pattern, unit, beside, most in spoken.counted:
        for n in range(1, most + 1):
            yield from ((pattern.format(n=words), n * unit + beside) for words in _said(n, language))
    for pattern in spoken.mixed:
        for n, m in ((n, m) for n in range(1, MOST_MIXED + 1) for m in range(5, 60, 5)):
            for words in _said(n, language):
                yield from ((pattern.format(n=words, m=rest), n * 60 + m) for rest in _said(m, language))
    yield from spoken.fixed.items()


def _times(language: str, spoken: Times) -> Iterator[tuple[str, str]]:
    for pattern, minutes in spoken.clock:
        for hour in range(1, 13):
            for half_day, hours in spoken.half_days.items():
                clock = (hour % 12 + hours) * 60 + minutes
                for words in _said(hour, language):
                    said = f"{pattern.format(n=words)} {half_day}"
                    yield said, f"{clock // 60 % 24:02}:{clock % 60:02}"
