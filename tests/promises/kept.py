"""The promises of the conversation, each a look at one turn.

`Turned` is the turn: what was seen up to the word, the word, and the answer. A promise returns what is
wrong with it, or nothing. `PROMISES` lists them, so a new one is a function and a line.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.promises.answers import ALEXA, CAP, CLOCKS, SIDES, Answer
from tests.promises.seen import Seen
from tests.promises.words import (
    ALSO_ITS_OWN,
    ASIDES,
    EMERGENCIES,
    GIVES_UP,
    LIFTS,
    OFF,
    OWN_WORDS,
    SIDE_QUESTIONS,
    Word,
    moves_credit,
    takes_pressure_off,
)


@dataclass(frozen=True)
class Turned:
    """One turn: what was seen when the word had been said, the word itself, and what was answered."""

    seen: Seen
    word: Word
    answer: Answer

    @property
    def lying(self) -> list[str]:
        """The segments of the answer that put a body on the roller, with their sides."""
        rows = (*self.answer.rows, *self.answer.later)
        return [f"{row.name} {row.side or ''}".strip() for row in rows if row.lies]


def nobody_lies_down_uncleared(turned: Turned) -> str:
    """Nothing puts a body on the roller before the safety question was answered."""
    return f"{turned.lying[0]} before the safety question" if turned.lying and not turned.seen.cleared else ""


def a_stopped_side_stays_stopped(turned: Turned) -> str:
    """Nobody is set up on, changed over to, or rolled on a side that was stopped."""
    rows = (*turned.answer.rows, *turned.answer.later)
    again = [row for row in rows if row.lies and row.side in turned.seen.stopped]
    return f"{again[0].name} {again[0].side}, which was stopped" if again else ""


def pressure_comes_off_first(turned: Turned) -> str:
    """After pain, a sign or stop the first sentence takes the roller away, and nothing is rolled."""
    if not takes_pressure_off(turned.word) or not turned.seen.lies:
        return ""
    if turned.lying:
        return f"{turned.lying[0]} after {turned.word.label}"
    first = turned.answer.first_words
    return "" if any(words in first for words in OFF) else f"the first words are '{first}'"


def an_open_answer_ends_with_one_question(turned: Turned) -> str:
    """Speech and reprompt each end with the one question that they ask, or the session closes.

    The last reprompt of a session ends with goodbye, as nobody may answer it: its question comes before.
    """
    if turned.answer.closes or turned.answer.hands_over:
        return ""
    for name, asked in zip(("speech", "reprompt"), turned.answer.asked, strict=True):
        goodbye = name == "reprompt" and turned.answer.parts_with
        if sum(asked) != 1 or not (asked[-1] or goodbye):
            return f"the {name} asks {sum(asked)} questions, or ends with none"
    return "" if turned.answer.question.startswith("ask_") else f"it ends with {turned.answer.question}"


def an_aside_ends_with_its_own_words(turned: Turned) -> str:
    """A setting, a question, noise or a side question leaves a pause, a choice or an offer as it is."""
    aside, asked = turned.seen.aside, turned.answer.question
    own = OWN_WORDS.union(*(ALSO_ITS_OWN.get(question, ()) for question in (aside, *turned.seen.about)))
    if not aside or turned.word.label in own or turned.answer.hands_over:
        return ""
    if turned.lying:
        return f"{turned.lying[0]} out of {aside}"
    stays = turned.answer.closes or asked in ASIDES or asked.startswith(SIDE_QUESTIONS)
    return "" if stays else f"{asked} out of {aside}"


def the_platform_takes_it(turned: Turned) -> str:
    """With the slowest voice, speech and reprompt are inside the platform's limits."""
    speech, reprompt, characters, again = turned.answer.longest()
    if speech > ALEXA.speech_seconds or reprompt > ALEXA.reprompt_seconds:
        return f"{speech:.0f} s of speech, {reprompt:.0f} s of reprompt"
    most = max(characters, again)
    return f"{most} characters" if most > ALEXA.speech_characters else ""


def the_session_travels(turned: Turned) -> str:
    """The attributes are plain JSON, read back the same, and leave room in a response."""
    same, size = turned.answer.carried()
    if not same:
        return "the attributes are not read back the same"
    return f"{size} bytes of attributes" if size > ALEXA.response_bytes / 4 else ""


def credit_never_shrinks(turned: Turned) -> str:
    """What was rolled stays credited within a session, and never passes the cap."""
    told, seen = turned.answer.credit, turned.seen
    if max(told) > CAP:
        return f"{max(told)} s credited on one side"
    if turned.answer.opened_at != seen.opened_at or "ask_finished" in turned.answer.phrases:
        return ""
    if moves_credit(turned.word, seen.about):
        return "" if sum(told) >= sum(seen.credit) - 1 else f"credit {seen.credit} became {told}"
    kept = all(now >= before - 1 for now, before in zip(told, seen.credit, strict=True))
    return "" if kept else f"credit {seen.credit} became {told}"


def no_clock_passes_the_cap(turned: Turned) -> str:
    """What is laid out to be rolled on a side has room under its cap."""
    for place, side in enumerate(SIDES):
        ahead = sum(row.seconds for row in turned.answer.rows if row.name in CLOCKS and row.side == side)
        if turned.answer.credit[place] + ahead > CAP + 1:
            return f"{turned.answer.credit[place]} s rolled on the {side} side, and {ahead:.0f} s to come"
    return ""


def nobody_lies_down_for_nothing(turned: Turned) -> str:
    """Nobody is brought onto a side that has had all its time."""
    spent = {side for side, rolled in zip(SIDES, turned.answer.credit, strict=True) if rolled >= CAP}
    again = [row for row in turned.answer.rows if row.lies and row.side in spent and row.name not in CLOCKS]
    return f"{again[0].name} {again[0].side}, which has had {CAP} s" if again else ""


def only_a_running_clock_is_credited(turned: Turned) -> str:
    """Nobody is credited more than was rolled: in an aside, nothing."""
    told, seen = turned.answer.credit, turned.seen
    if turned.answer.opened_at != seen.opened_at or moves_credit(turned.word, seen.about):
        return ""
    more = max(now - before for now, before in zip(told, seen.credit, strict=True))
    return f"credit {told}, though {seen.credit} was rolled" if more > 2 else ""


def an_emergency_closes(turned: Turned) -> str:
    """After an emergency nothing of ours stands between a person and a call."""
    emergency = turned.word.fact("sign") in EMERGENCIES
    return "the session stays open" if emergency and not turned.answer.closes else ""


def an_alarm_holds(turned: Turned) -> str:
    """After a warning sign nobody lies down again, in this session or the next, unless it was misheard."""
    held = turned.seen.alarmed and turned.word.label not in LIFTS
    return f"{turned.lying[0]} after a warning sign" if held and turned.lying else ""


def no_pressure_after_pain(turned: Turned) -> str:
    """After pain more pressure is refused for the rest of the session."""
    return "more pressure, though it hurt" if turned.seen.hurt and "more" in turned.answer.phrases else ""


def no_side_is_lost(turned: Turned) -> str:
    """The rest comes once each side was rolled, stopped, or given up by the person."""
    done = set(turned.seen.had | turned.seen.stopped)
    for row in turned.answer.rows:
        if row.name in ("roll", "extra", "hold") and row.side:
            done.add(row.side)
        if row.name in ("rest", "ask_tighter") and turned.word.label not in GIVES_UP:
            lost = [side for side in SIDES if side not in done]
            return f"{row.name}, and the {lost[0]} side was never rolled" if lost else ""
    return ""


PROMISES: tuple[Callable[[Turned], str], ...] = (
    nobody_lies_down_uncleared,
    a_stopped_side_stays_stopped,
    pressure_comes_off_first,
    an_open_answer_ends_with_one_question,
    an_aside_ends_with_its_own_words,
    the_platform_takes_it,
    credit_never_shrinks,
    no_clock_passes_the_cap,
    nobody_lies_down_for_nothing,
    only_a_running_clock_is_credited,
    an_emergency_closes,
    an_alarm_holds,
    no_pressure_after_pain,
    no_side_is_lost,
)
"""What is looked at in each turn."""

OF_A_SESSION = (*PROMISES, the_session_travels)
"""What is looked at where a turn leads to a session that was not seen before."""
