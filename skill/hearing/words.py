"""Spoken numbers, durations and times of day, as Amazon's slot types would give them.

Each type is a table from words to Alexa's value: "a minute and a half" to "PT1M30S". The number
words of a language come from num2words; how it joins them to units stands in `LANGUAGES`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from num2words import num2words

Words = tuple[str, ...]
"""Words as they are compared: in lower case, without punctuation, a possessive 's on its own."""

MOST_SECONDS, MOST_MINUTES, MOST_MIXED = 600, 60, 10
"""The largest counts that are known: seconds alone, minutes alone, minutes with seconds."""

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_STRAIGHT = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'" * 5)
_WAKING = re.compile(
    r"\s*(?:(?:hey|ok|okay)\s+)?(?:alexa|amazon|echo|computer|ziggy)\b[,!.]?\s+(?=\w)", re.IGNORECASE
)
_DIGITS = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_WORD = re.compile(r"'s(?!\w)|[^\W_]+(?:'(?!s(?!\w))[^\W_]+)*")


def words_of(text: str, language: str) -> Words:
    """Split a text into words as they are compared.

    Numbers of up to four digits become words; of a letter drawn out, as in "owwww", two are left. A wake
    word that is typed before the rest is left out: a speaker keeps it for itself.
    """
    plain = _DRAWN_OUT.sub(r"\1\1", _WAKING.sub("", text.translate(_STRAIGHT).casefold(), count=1))
    return tuple(_WORD.findall(_DIGITS.sub(lambda found: f" {_said(int(found[0]), language)[0]} ", plain)))


def phrase_words(phrase: str, language: str) -> Words:
    """The same for a phrase of a table, word by word: of thousands the words are always the same few."""
    return tuple([word for text in phrase.split() for word in _kept(text, language)])


@cache
def _kept(text: str, language: str) -> Words:
    return words_of(text, language)


@dataclass(frozen=True)
class Language:
    """How a language says durations and times. `{n}` and `{m}` stand for number words.

    `counted` has a pattern, the seconds of each `n`, the seconds beside them, and the largest `n`;
    `mixed` are minutes with seconds; `fixed` tells seconds. `variants` rewrites number words: "one
    hundred" to "a hundred". `clock` has a pattern for an hour, its minutes, and the hours it adds to.
    `typical` has for each of Amazon's types a few values as people say them; `fillers` are words that
    change no meaning. `conditions` are words for a state of health that sentences which clear have too, as
    in "not pregnant". `endings` and `spelled` write short forms out, where likeness is what counts.
    """

    variants: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, int, int, int], ...]
    mixed: tuple[str, ...]
    fixed: Mapping[str, int]
    clock: tuple[tuple[str, int], ...]
    half_days: Mapping[str, int]
    typical: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    conditions: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    spelled: Mapping[str, str]


LANGUAGES: Mapping[str, Language] = {
    "en": Language(
        variants=((r"^one hundred", "a hundred"), (r" and ", " ")),
        counted=(
            ("{n} second", 1, 0, MOST_SECONDS),
            ("{n} seconds", 1, 0, MOST_SECONDS),
            ("{n} minute", 60, 0, MOST_MINUTES),
            ("{n} minutes", 60, 0, MOST_MINUTES),
            ("{n} and a half minutes", 60, 30, MOST_MIXED),
            ("{n} minutes and a half", 60, 30, MOST_MIXED),
            ("{n} hour", 3600, 0, 1),
            ("{n} hours", 3600, 0, 24),
        ),
        mixed=("{n} minute {m}", "{n} minutes {m}", "{n} minute {m} seconds", "{n} minutes {m} seconds",
               "{n} minute and {m} seconds", "{n} minutes and {m} seconds"),
        fixed={"minute": 60, "a minute": 60, "half a minute": 30, "half minute": 30, "a half minute": 30,
               "a minute and a half": 90, "one minute and a half": 90, "minute and a half": 90,
               "a couple of minutes": 120, "couple of minutes": 120, "a couple minutes": 120,
               "an hour": 3600, "half an hour": 1800, "a quarter of an hour": 900},
        clock=(("{n}", 0), ("{n} o'clock", 0), ("half past {n}", 30), ("quarter past {n}", 15),
               ("quarter to {n}", -15), ("{n} fifteen", 15), ("{n} thirty", 30), ("{n} forty five", 45)),
        half_days={"": 0, "a m": 0, "am": 0, "in the morning": 0, "p m": 12, "pm": 12, "in the afternoon": 12,
                   "in the evening": 12, "at night": 12},
        typical={"AMAZON.DURATION": ("thirty seconds", "a minute", "two minutes", "half a minute",
                                     "ninety seconds", "one minute", "a minute and a half",
                                     "a couple of minutes"),
                 "AMAZON.NUMBER": ("eight", "ten", "ninety", "two", "thirty"),
                 "AMAZON.TIME": ("seven", "six p m", "half past eight", "eight in the morning")},
        fillers=frozenset(("please", "kindly", "um", "uh", "er", "erm", "well", "mate", "coach", "yaar", "ji",
                            "hm", "hmm", "hey", "oh", "actually", "honestly", "basically", "innit")),
        conditions=frozenset(("pregnant", "hernia")),
        endings=(("n't", " not"), ("'m", " am"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"),
                 ("'d", " would")),
        spelled={"'s": "is", "can't": "can not", "cannot": "can not", "won't": "will not", "ok": "okay",
                 "alright": "all right", "gonna": "going to", "wanna": "want to", "gotta": "got to",
                 "gimme": "give me", "lemme": "let me", "kinda": "kind of", "dunno": "do not know",
                 "yep": "yes", "yup": "yes", "yeah": "yes", "anymore": "any more", "everyday": "every day"},
    ),
}  # fmt: skip


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

    Raises `ValueError` for a language that has no words here.
    """
    if (spoken := LANGUAGES.get(language)) is None:
        raise ValueError(
            f"no words for numbers and times in {language!r}: add them to LANGUAGES in {__file__}"
        )
    tables = {
        "AMAZON.NUMBER": {words: str(n) for n in range(MOST_SECONDS + 1) for words in _said(n, language)},
        "AMAZON.DURATION": {words: iso(seconds) for words, seconds in _durations(language, spoken)},
        "AMAZON.TIME": dict(_times(language, spoken)),
    }
    return {
        name: Phrases({phrase_words(said, language): (value, None) for said, value in table.items()})
        for name, table in tables.items()
    }


def meant(words: Words, language: str) -> Words:
    """Words written out, without those that change no meaning, unless there are no others."""
    fillers = LANGUAGES[language].fillers
    kept = [word for word in words if word not in fillers] or words
    return tuple(said for word in kept for said in _written_out(word, language))


@cache
def _written_out(word: str, language: str) -> Words:
    """A short form as the words that it stands for: "don't" is "do not"."""
    spoken = LANGUAGES[language]
    if word in spoken.spelled:
        return tuple(spoken.spelled[word].split())
    ends = ((ending, whole) for ending, whole in spoken.endings if word.endswith(ending))
    ending, whole = next(ends, ("", ""))
    return tuple((word.removesuffix(ending) + whole).split())


@cache
def typical(language: str) -> Mapping[str, tuple[Words, ...]]:
    """A few values of Amazon's own slot types in a language, by name, as people say them."""
    types = LANGUAGES[language].typical
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
    for pattern, instead in LANGUAGES[language].variants:
        said += [re.sub(pattern, instead, words) for words in said]
    return tuple(dict.fromkeys(said))


def _durations(language: str, spoken: Language) -> Iterator[tuple[str, int]]:
    for pattern, unit, beside, most in spoken.counted:
        for n in range(1, most + 1):
            yield from ((pattern.format(n=words), n * unit + beside) for words in _said(n, language))
    for pattern in spoken.mixed:
        for n, m in ((n, m) for n in range(1, MOST_MIXED + 1) for m in range(5, 60, 5)):
            for words in _said(n, language):
                yield from ((pattern.format(n=words, m=rest), n * 60 + m) for rest in _said(m, language))
    yield from spoken.fixed.items()


def _times(language: str, spoken: Language) -> Iterator[tuple[str, str]]:
    for pattern, minutes in spoken.clock:
        for hour in range(1, 13):
            for half_day, hours in spoken.half_days.items():
                clock = (hour % 12 + hours) * 60 + minutes
                for words in _said(hour, language):
                    said = f"{pattern.format(n=words)} {half_day}"
                    yield said, f"{clock // 60 % 24:02}:{clock % 60:02}"
