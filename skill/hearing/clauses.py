"""Several things said in one breath, each heard by itself: "ready, thank you", "skip it, no wait".

Words are taken apart into clauses that the model or its templates say, words of courtesy, and words that
take back what stands before them. Where they leave no word over, one clause is what was meant. Pain goes
before everything, then a state of health, then what stands behind a correction, then soreness, then what
came first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from skill.alexa.intents import TABLE
from skill.coach.events import Label
from skill.hearing.filling import Filled
from skill.hearing.words import Words, words_of
from skill.languages.speech import speech

Meant = tuple[str, Filled]
Find = Callable[[Words], Meant | None]

MOST_WORDS = 30
"""Nobody says more in a breath."""
LONG_REFUSAL = 4
"""Words with which a "no" takes back what was said: "no, finish this one" does, and "no more" does not."""
SHORTEST_INSIDE = 3
"""Words that a sentence of pain has at least, where it is found inside others."""
COURTESY, CORRECTION, CLAUSE = 1, 2, 100
"""What a piece costs: the fewest clauses explain words best, and courtesy is no clause."""

_PAIN = frozenset({Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG})
_OFF = _PAIN | {Label.GET_OFF}
_HEALTH = frozenset({Label.HEALTH_CONDITION})
_CLEARS = frozenset({Label.NO, Label.NONE_OF_THAT, Label.DOCTOR_AGREES})
_SORE = frozenset({Label.FEEL_SORE})
_TAKES_BACK = frozenset(
    {Label.WAIT, Label.UNDO, Label.MISHEARD, Label.CORRECT, Label.STOP, Label.PAUSE, Label.GET_OFF}
)
"""Said last, these are meant, whatever came before."""
_GOES_ON = frozenset({Label.READY, Label.RESUME})
_AFTER_YES = _GOES_ON | {Label.SWITCH_SIDES, Label.SPOT_EASED, Label.TENDER_SPOT, Label.DONE}
"""What may follow a "yes" at once, which then says nothing by itself: "aye, carry on"."""
_SETS = frozenset({Label.SET_SIDE_DURATION, Label.SET_FIRST_SIDE, Label.ONE_SIDE_ONLY, Label.SHORTER_SESSION})
"""Beside "ready" these are meant: the question for "ready" is asked again after them."""
_STOPS_CLOCK = frozenset({Label.WAIT, Label.PAUSE})
"""Followed by "it's fine", nobody has to wait after all."""
_SAYS_LITTLE = frozenset({Label.SOUND, Label.WAIT, Label.UNDO})
_LEADS = frozenset({Label.NONE_OF_THAT, Label.SPOT_EASED})
"""After these another clause may follow at once: "none, ready", "it's gone, carry on"."""
_ALONE = frozenset({Label.NO, Label.YES, Label.UNSURE, Label.MISHEARD})
"""Beside other clauses nobody can tell what they answer: "no more" is not "no" and "more".
"Misheard" lifts an alarm, and does so by itself alone."""
_LIFTED_WITH = frozenset({Label.MISHEARD, Label.NO})
"""What may stand before "misheard": "no, misheard"."""
PAIN = "PainIntent"
WAIT, SOUND, GO_ON, CANCEL = "WaitIntent", "SoundIntent", "CarryOnIntent", "AMAZON.CancelIntent"
UNKNOWN = "AMAZON.FallbackIntent"


@dataclass(frozen=True)
class _Piece:
    """A clause with what it means, or None where it takes back what stands before it."""

    meant: Meant | None

    @property
    def label(self) -> Label | None:
        return TABLE[self.meant[0]].label if self.meant else None


_Way = tuple[int, tuple[_Piece, ...]]


def hear_clauses(words: Words, language: str, find: Find) -> Meant | None:
    """What was meant by clauses that leave no word over; None where words cannot be taken apart so.

    `find` gives what words mean that are heard by themselves, or None.
    """
    pieces = _pieces(words, language, find) if len(words) <= MOST_WORDS else ()
    return _meant(pieces)


def hear_correction(words: Words, language: str, find: Find, near: Find) -> Meant | None:
    """What stands behind the last correction, where not all words are clauses; None where there is none.

    What stood before it was taken back, but for pain and a state of health. Where nobody understands what
    stands behind it, the coach waits.
    """
    corrections = _phrases(language)[1]
    ends = ((at, end) for at in range(len(words) - 1, 0, -1) for end in range(len(words), at + 1, -1))
    at, end = next((each for each in ends if words[slice(*each)] in corrections), (0, 0))
    if not at:
        at = next((at for at in range(len(words) - 1, 0, -1) if _refuses(words[at:], language, find)), 0)
        end = at + 1
    if not at:
        return None
    before, behind = (
        find(part) or hear_clauses(part, language, find) or near(part) or (UNKNOWN, {})
        for part in (words[:at], words[end:])
    )
    if TABLE[before[0]].label in _PAIN | _HEALTH:
        return before
    return (WAIT, {}) if behind[0] == UNKNOWN or TABLE[behind[0]].label in _CLEARS else behind


def hear_pain_inside(words: Words, find: Find) -> Meant | None:
    """The longest sentence of pain or of getting off inside words that nobody understands as a whole.

    It has at least three words, as "too much" and "get off" are said of many things. A bare number of pain is
    no such sentence.
    """
    lengths = range(len(words) - 1, SHORTEST_INSIDE - 1, -1)
    spans = (words[start : start + length] for length in lengths for start in range(len(words) - length + 1))
    found = (meant for span in spans if (meant := find(span)) and TABLE[meant[0]].label in _OFF)
    return next((meant for meant in found if "level" not in meant[1]), None)


def names_pain(words: Words, language: str) -> bool:
    """Whether words name a pain and deny nothing."""
    said = speech(language).words
    return not said.pains.isdisjoint(words) and said.denials.isdisjoint(words)


def hear_parts(parts: Sequence[Words], language: str, find: Find, near: Find) -> Meant | None:
    """The same of words that were typed with marks between them, which a speaker would hear as pauses.

    A part may be near to a sentence. One that nobody understands takes nothing from pain that another
    tells of; but for that, all are understood, or None is given.
    """
    courtesies, corrections = _phrases(language)
    telling = [part for part in parts if part not in courtesies]
    heard = []
    for at, part in enumerate(telling, 1):
        meant = find(part) or hear_clauses(part, language, find) or _not_clearing(near(part))
        takes_back = part in corrections or (TABLE[meant[0]].label == Label.NO and at < len(telling))
        heard.append(_Piece(None if takes_back else meant))
    if urgent := _first(heard, _PAIN):
        return urgent
    unknown = any(piece.meant and piece.meant[0] == UNKNOWN for piece in heard)
    return None if unknown else _meant(tuple(heard))


def _not_clearing(meant: Meant | None) -> Meant:
    """What is near, where it clears nothing: what clears is said to the letter."""
    return (UNKNOWN, {}) if meant is None or TABLE[meant[0]].label in _CLEARS else meant


def _meant(pieces: tuple[_Piece, ...]) -> Meant | None:
    clauses = [piece for piece in pieces if piece.meant]
    if not clauses:
        return None
    if urgent := _first(clauses, _PAIN) or _first(clauses, _HEALTH):
        return urgent
    if clauses[0].label == Label.YES and len(clauses) > 1 and clauses[1].label in _AFTER_YES:
        return _meant(pieces[pieces.index(clauses[0]) + 1 :])
    if clauses[-1].label == Label.UNSURE and clauses[0].label in _GOES_ON:
        return clauses[-1].meant
    if clauses[-1].label == Label.MISHEARD and all(each.label in _LIFTED_WITH for each in clauses):
        return clauses[-1].meant
    if len(clauses) > 1 and any(each.label in _ALONE for each in clauses):
        return (WAIT, {}) if len(pieces) > len(clauses) and clauses[-1].label in _ALONE else None
    return _weighed(pieces)


def _pieces(words: Words, language: str, find: Find) -> tuple[_Piece, ...]:
    """The cheapest way to take words apart; none where some are left over.

    Two clauses have words of courtesy or a correction between them, as "go lighter" is not "go" and
    "lighter". Only what means the same, or stands after "none of that", follows at once.
    """
    ways: dict[tuple[int, Label | None], _Way] = {(0, None): (0, ())}
    for start in range(len(words)):
        reached = [(last, way) for (at, last), way in ways.items() if at == start]
        for end in range(start + 1, len(words) + 1) if reached else ():
            for step in _steps(words[start:end], start, language, find):
                _go_on(ways, reached, end, step)
    whole = [way for (at, _), way in ways.items() if at == len(words)]
    return min(whole, key=lambda way: way[0])[1] if whole else ()


def _go_on(
    ways: dict[tuple[int, Label | None], _Way],
    reached: Iterable[tuple[Label | None, _Way]],
    end: int,
    step: _Way,
) -> None:
    """Note the ways that go on by a step, where they are the cheapest to its end; `Label` is their last."""
    label = step[1][0].label if step[0] == CLAUSE else None
    for last, (cost, pieces) in reached:
        lifts = label == Label.MISHEARD and last in _LIFTED_WITH
        if (
            label is None
            or lifts
            or (last == Label.YES and label in _AFTER_YES)
            or last in (None, label, *_LEADS)
        ):
            way = (cost + step[0], pieces + step[1])
            if (end, label) not in ways or way[0] < ways[end, label][0]:
                ways[end, label] = way


def _steps(words: Words, start: int, language: str, find: Find) -> Iterator[_Way]:
    """What words may be: courtesy, a correction, a clause, or a clause that takes back what is before it.

    `start` counts the words before them.
    """
    courtesies, corrections = _phrases(language)
    if words in courtesies:
        yield COURTESY, ()
    elif words in corrections:
        yield CORRECTION, (_Piece(None),)
    elif (meant := find(words)) is not None:
        yield CLAUSE, (_Piece(meant),)
    if start and (meant := _refuses(words, language, find)) is not None:
        yield CORRECTION + CLAUSE, (_Piece(None), _Piece(meant))


def _refuses(words: Words, language: str, find: Find) -> Meant | None:
    """What a long clause behind a "no" means; None where words are no such thing."""
    long = len(words) >= LONG_REFUSAL and words[0] in speech(language).words.refusals
    return find(words[1:]) if long else None


@cache
def _phrases(language: str) -> tuple[frozenset[Words], frozenset[Words]]:
    """Words of courtesy, and words that take back what stands before them."""
    said = speech(language).words
    fillers = ((word,) for word in said.fillers)
    courtesies = frozenset({*fillers, *(words_of(text, language) for text in said.courtesies)})
    return courtesies, frozenset(words_of(text, language) for text in said.corrections)


def _weighed(pieces: tuple[_Piece, ...]) -> Meant | None:
    """What is meant by clauses of which none is about pain or health."""
    last = pieces[-1]
    if last.meant is None:
        return WAIT, {}
    if len(pieces) > 1 and last.label in _TAKES_BACK:
        return (SOUND, {}) if _takes_all_back(pieces) else last.meant
    if pieces[0].label in _STOPS_CLOCK and last.label == Label.SOUND:
        return GO_ON, {}
    taken_back = max((at for at, piece in enumerate(pieces) if piece.meant is None), default=-1)
    clauses = pieces[taken_back + 1 :]
    if sore := _first(clauses, _SORE):
        return sore
    if _first(clauses, _GOES_ON) and (setting := _first(clauses, _SETS)):
        return setting
    telling = [piece for piece in clauses if piece.label not in _SAYS_LITTLE] or clauses
    telling = [piece for piece in telling if piece.label != Label.SPOT_EASED] or telling
    return _together([piece.meant for piece in telling if piece.meant and piece.label == telling[0].label])


def _together(alike: Sequence[Meant]) -> Meant | None:
    """Clauses that mean the same, as one with all their slots: "remind me" and "on Friday"."""
    fullest, _ = max(alike, key=lambda meant: len(meant[1]), default=(UNKNOWN, {}))
    slots = [filled for intent, filled in alike if intent == fullest]
    return (fullest, {name: slot for filled in slots for name, slot in filled.items()}) if alike else None


def _takes_all_back(pieces: tuple[_Piece, ...]) -> bool:
    """Whether the last clause takes back what this breath said, and nothing that was done before it."""
    last = pieces[-1]
    undoes = last.label == Label.UNDO or (last.meant is not None and last.meant[0] == CANCEL)
    return undoes and any(piece.label != Label.UNDO for piece in pieces)


def _first(pieces: Iterable[_Piece], labels: frozenset[Label]) -> Meant | None:
    return next((piece.meant for piece in pieces if piece.label in labels), None)
