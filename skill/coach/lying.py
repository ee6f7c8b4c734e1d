"""Lying on the roller without a clock: for how long, and the words that get somebody off it in time.

Pressure without rolling is not what anybody came for. So a long answer is heard on the knees, and whoever
breaks in again and again is sent up onto them after a minute (safety rules: what was cut).
"""

from skill.coach.layout import Cue, longest_words
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.route import setup_cues, sided
from skill.coach.routine import Routine
from skill.coach.session import Session
from skill.coach.turn import Context

LONG_ANSWER = 6.0
"""Seconds of an answer that nobody hears out lying on the roller without a clock (safety rules)."""
LONGEST_LYING = 60
"""Seconds without a clock after which the next answer begins with getting off (safety rules)."""
_PUT_BACK = frozenset({"resume", Phrase.RESUME_PLACE.value})
"""Marks that bring somebody back down onto the roller."""
_PLACING = frozenset({Phrase.BELLY_OFF, Phrase.RESUME_PLACE})
"""Phrases that take somebody off or put them back by themselves."""
_TELLS_HOW = frozenset({Phrase.ANSWER_HOW_TO_SET_UP})
"""Answers that say how to lie down themselves."""


def lying_since(routine: Routine, session: Session, at: int, passed: float) -> int | None:
    """The timestamp since which somebody lies without a clock; None where nobody does.

    `passed` are seconds since the speech began that the word at this timestamp has cut. They lie from the
    first word of the sentence that brings them down, whether or not it was heard out.
    """
    if not session.on_roller or not session.place.getting_set or session.aside is not None:
        return None
    again = [mark.start for mark in session.speech.marks if mark.name in _PUT_BACK and mark.start <= passed]
    if session.lying_since is not None and not again:
        return session.lying_since
    lowered = again or [start for start in _lowering(routine, session) if start <= passed]
    if not lowered and not _was_lowered(routine, session):
        return None
    return max(0, at - round(passed - max(lowered, default=0.0)))


def _lowering(routine: Routine, session: Session) -> list[float]:
    """The seconds of a speech at which the set-up brings somebody down onto the roller."""
    marks = [mark for mark in session.speech.marks if mark.name == "setup"]
    cues = setup_cues(routine, session)
    if any(cue.teaches == "lowers" for cue in cues):
        pairs = zip(marks, cues[-len(marks) :], strict=False)
        return [mark.start for mark, cue in pairs if cue.teaches == "lowers"]
    return [mark.start for mark in session.speech.marks if marks and mark.name == "ask_settled"]


def _was_lowered(routine: Routine, session: Session) -> bool:
    heard = setup_cues(routine, session)[: session.step]
    return session.place != Place.SETUP or any(cue.teaches == "lowers" for cue in heard)


def off_first(context: Context, heading: Session, lead: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """What is said first, heard on the knees where it is long or they have been lying for too long.

    Whoever is on the way to another place, or is taken off the roller by the words themselves, hears
    them as they are. Whoever is up on the knees by now is told how to lie down again.
    """
    before = context.before
    stays = (heading.place, heading.side) == (before.place, before.side)
    if not stays or any(cue.phrase in _PLACING for cue in lead):
        return lead
    back = () if any(cue.phrase in _TELLS_HOW for cue in lead) else _back(context.routine, heading)
    if is_up(context):
        return (*lead, *back)
    return (Cue(Phrase.KNEES_FIRST, 1.5), *lead, *back) if has_to_kneel(context, lead) else lead


def has_to_kneel(context: Context, lead: tuple[Cue, ...]) -> bool:
    """Whether these words, said to somebody who waits on the roller, are heard on the knees."""
    long = context.session.lying_since is not None and _longest(context, lead) > LONG_ANSWER
    return long or lying_too_long(context)


def _back(routine: Routine, heading: Session) -> tuple[Cue, ...]:
    """How to lie down again, where the set-up does not say it next by itself."""
    if not _was_lowered(routine, heading):
        return ()
    return (sided(Cue(Phrase.RESUME_PLACE, 4), heading.side),)


def is_up(context: Context) -> bool:
    """Whether somebody who was lowered onto the roller has been sent up onto the knees."""
    before = context.before
    lowered = before.place.getting_set and before.aside is None and _was_lowered(context.routine, before)
    return lowered and not before.on_roller


def lying_too_long(context: Context) -> bool:
    """Whether the next answer has to begin with getting off."""
    since = context.session.lying_since
    return since is not None and context.event.at - since > LONGEST_LYING


def _longest(context: Context, lead: tuple[Cue, ...]) -> float:
    """Seconds that the longest sentence of what is said first takes."""
    measure, tempo = context.tools.measure, context.session.tempo
    return max((longest_words((cue,), measure, tempo) for cue in lead), default=0.0)
