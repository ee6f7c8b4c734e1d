"""The safety question: a choice of words, and what each of them does.

Nobody is asked to tell of their health. "None" clears; a yes or a condition leads to a doctor or out;
everything else is asked again, and closed kindly after the third time. What is said here about a side
or a time is kept, and confirmed while kneeling.
"""

from collections.abc import Callable

from skill.coach.answer import close, go, say
from skill.coach.events import SIDES
from skill.coach.layout import Cue, as_segments, unrecorded
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.reactions import choices
from skill.coach.reactions.choices import Change
from skill.coach.route import ask, coming_off
from skill.coach.timeline import head_for
from skill.coach.turn import Context, Turn

MOST_TRIES = 2
"""So often the question is asked again; the next time it closes."""


def hear_first(context: Context) -> Turn:
    """Said into the welcome or the kneeling: what was cut is said, and the rest."""
    session = choices.with_choices(context).session
    return go(context.with_session(session), session.place, Cue(Phrase.HEAR_FIRST, 0.5), step=session.step)


def none_of_that(context: Context) -> Turn:
    """None of it: cleared, and on to kneeling, or where the lesson is known, to the set-up."""
    return _cleared(context, Cue(Phrase.NONE_THEN, 0.5))


def doctor_agrees(context: Context) -> Turn:
    """A doctor agrees. It counts only where there was something to agree to, and then all stays light."""
    if not context.session.doubt:
        return ask_again(context)
    return _cleared(context.with_session(light=SIDES), Cue(Phrase.DOCTOR_LIGHT, 0.5))


def _cleared(context: Context, cue: Cue) -> Turn:
    session = context.session
    cleared = context.with_session(cleared=True, tries=0).with_person(safety_heard=True, safety_due=False)
    return go(cleared, Place.KNEELING if session.lesson else Place.SETUP, cue)


def yes(context: Context) -> Turn:
    """Yes, one of them: not cleared, and three ways on."""
    return _ask(context.with_session(cleared=False, doubt=True), Phrase.ASK_SAFETY_YES)


def yes_while_kneeling(context: Context) -> Turn:
    """Yes, said while kneeling: to "found the fold" it means ready; before that question, one of the list."""
    if context.asked:
        return go(context, Place.SETUP)
    return yes(context)


def condition(context: Context) -> Turn:
    """A condition, by name or as a question. Which one is neither asked nor kept."""
    topic = context.event.topic
    if topic == "back":
        return _ask(context, Phrase.ASK_SAFETY, Cue(Phrase.BACK_STANDING, 1))
    if topic == "what":
        return _ask(context, Phrase.ASK_SAFETY, Cue(Phrase.ANSWER_CONDITION_WHAT, 1))
    if topic == "question":
        return say_again(context)
    told = context.with_session(cleared=False, doubt=True).with_person(safety_due=True, safety_heard=False)
    return _ask(told, Phrase.ASK_SAFETY_DOCTOR, unrecorded(Phrase.SAFETY_CONDITION, 0.5))


def say_again(context: Context) -> Turn:
    """Say the whole list again, and ask."""
    return _ask(context, Phrase.ASK_SAFETY, *context.routine.safety)


def ask_again(context: Context) -> Turn:
    """No answer to it: the choice again, in other words the second time, closed kindly after the third."""
    tries = context.session.tries + 1
    if tries > MOST_TRIES:
        return close(context, Cue(Phrase.SAFETY_GOODBYE))
    phrase = Phrase.ASK_SAFETY if tries == 1 else Phrase.ASK_SAFETY_AGAIN
    return _ask(context.with_session(tries=tries), phrase)


def start(context: Context) -> Turn:
    """A start, a side or a time, said here: it is kept, and the choice is asked again."""
    return ask_again(choices.with_choices(context))


def only_the_side_named(context: Context) -> Turn:
    """One side only, said here: it counts where the side was named, as "only" is said to many answers."""
    named = context.event.side or context.event.how == "both"
    return keeping(choices.one_side)(context) if named else ask_again(context)


def keeping(change: Callable[[Context], Change]) -> Callable[[Context], Turn]:
    """A setting said before the safety question is answered: it is kept, and confirmed while kneeling."""
    return lambda context: ask_again(change(context)[0])


def _ask(context: Context, phrase: Phrase, *lead: Cue) -> Turn:
    """Ask. Until it is answered nobody is cleared, also where they were before."""
    heading = head_for(context.session.with_(cleared=False), Place.SAFETY)
    return say(context, heading, [*coming_off(heading), *as_segments(lead), ask("ask_safety", phrase)])
