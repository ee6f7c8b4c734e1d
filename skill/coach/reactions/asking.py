"""Questions, and what was not understood: a sentence or two, and the routine goes on."""

from collections.abc import Mapping
from dataclasses import replace

from skill.coach.answer import close, go, go_on, wait
from skill.coach.events import SIDES, Label
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place, Stage
from skill.coach.questions import GOODBYE, regularly
from skill.coach.session import Session
from skill.coach.turn import Context, Turn

ANSWERS: Mapping[Label, Phrase] = {
    Label.WHAT_IS_PSOAS: Phrase.ANSWER_WHAT_IS_PSOAS,
    Label.WHY_IT_MATTERS: Phrase.ANSWER_WHY_IT_MATTERS,
    Label.SIGNS_OF_TIGHTNESS: Phrase.ANSWER_SIGNS_OF_TIGHTNESS,
    Label.HOW_OFTEN: Phrase.ANSWER_HOW_OFTEN,
    Label.WHAT_DO_I_NEED: Phrase.ANSWER_WHAT_DO_I_NEED,
    Label.HOW_TO_SET_UP: Phrase.ANSWER_HOW_TO_SET_UP,
    Label.ROLLER_PLACEMENT: Phrase.ANSWER_ROLLER_PLACEMENT,
    Label.NORMAL_TO_HURT: Phrase.ANSWER_NORMAL_TO_HURT,
    Label.WHICH_SIDE_FIRST: Phrase.ANSWER_WHICH_SIDE_FIRST,
    Label.BREATHING_HELP: Phrase.ANSWER_BREATHING_HELP,
    Label.ON_BONE: Phrase.ANSWER_ON_BONE,
    Label.BEGINNER_HELP: Phrase.ANSWER_BEGINNER_HELP,
    Label.FEEDBACK_MORE: Phrase.ANSWER_FEEDBACK_MORE,
    Label.OUT_OF_SCOPE: Phrase.ANSWER_OUT_OF_SCOPE,
}
"""The answer to each question."""

NARROW: Mapping[tuple[Label, str], Phrase] = {
    (Label.WHY_IT_MATTERS, "back_pain"): Phrase.ANSWER_WHY_IT_MATTERS_BACK_PAIN,
    (Label.WHY_IT_MATTERS, "injury"): Phrase.ANSWER_WHY_IT_MATTERS_INJURY,
    (Label.WHY_IT_MATTERS, "knots"): Phrase.ANSWER_WHY_IT_MATTERS_KNOTS,
    (Label.WHY_IT_MATTERS, "performance"): Phrase.ANSWER_WHY_IT_MATTERS_PERFORMANCE,
    (Label.WHY_IT_MATTERS, "lasts"): Phrase.ANSWER_WHY_IT_MATTERS_LASTS,
    (Label.HOW_OFTEN, "daily"): Phrase.ANSWER_HOW_OFTEN_DAILY,
    (Label.HOW_OFTEN, "sport"): Phrase.ANSWER_HOW_OFTEN_SPORT,
    (Label.HOW_OFTEN, "sore_yesterday"): Phrase.ANSWER_HOW_OFTEN_SORE,
    (Label.HOW_OFTEN, "skipped"): Phrase.ANSWER_HOW_OFTEN_SKIPPED,
    (Label.WHAT_DO_I_NEED, "cushion"): Phrase.ANSWER_WHAT_DO_I_NEED_CUSHION,
    (Label.WHAT_DO_I_NEED, "ball"): Phrase.ANSWER_WHAT_DO_I_NEED_BALL,
    (Label.WHAT_DO_I_NEED, "bed"): Phrase.ANSWER_WHAT_DO_I_NEED_BED,
    (Label.HOW_TO_SET_UP, "how_far"): Phrase.ANSWER_HOW_FAR,
    (Label.HOW_TO_SET_UP, "which_way"): Phrase.ANSWER_WHICH_WAY,
    (Label.HOW_TO_SET_UP, "frog_knee"): Phrase.ANSWER_FROG_KNEE,
    (Label.HOW_TO_SET_UP, "rock"): Phrase.ANSWER_ROCK,
    (Label.ROLLER_PLACEMENT, "bony_points"): Phrase.ANSWER_BONY_POINTS,
    (Label.NORMAL_TO_HURT, "tomorrow"): Phrase.ANSWER_NORMAL_TO_HURT_TOMORROW,
    (Label.NORMAL_TO_HURT, "click"): Phrase.ANSWER_NORMAL_TO_HURT_CLICK,
    (Label.NORMAL_TO_HURT, "bruise"): Phrase.ANSWER_NORMAL_TO_HURT_BRUISE,
    (Label.NORMAL_TO_HURT, "thigh"): Phrase.ANSWER_NORMAL_TO_HURT_THIGH,
    (Label.BREATHING_HELP, "water"): Phrase.ANSWER_BREATHING_HELP_WATER,
    (Label.OUT_OF_SCOPE, "volume"): Phrase.ANSWER_OUT_OF_SCOPE_VOLUME,
    (Label.OUT_OF_SCOPE, "medical"): Phrase.ANSWER_OUT_OF_SCOPE_MEDICAL,
}
"""The answer to a narrower question, by what it is about."""

SOON = 6
"""With fewer seconds than this left on a side, saying how many takes longer than they last."""
RIGHT_QUIET = 5.0
"""Seconds in which a person feels for what was named (safety rules: "a sign to feel, 5 s")."""


def answer(context: Context) -> Turn:
    """Answer a question, and carry on."""
    label, side = context.event.label, context.side
    if context.event.topic == "which_leg":
        return told(context, Phrase.ANSWER_WHICH_LEG, side=side, other=SIDES[1 - SIDES.index(side)])
    return told(context, NARROW.get((label, context.event.topic or ""), ANSWERS[label]))


def told(context: Context, phrase: Phrase, **facts: str | int) -> Turn:
    """Say a phrase and carry on; "repeat" says it again."""
    turn = go_on(context, Cue(phrase, 1, facts=facts))
    return replace(turn, session=turn.session.with_(answer="" if phrase.facts else phrase.value))


def placement(context: Context) -> Turn:
    """Where the roller goes, whether it lies right, or that it lies on the belly: then off it first."""
    topic, session = context.event.topic, context.session
    if topic == "check":
        quiet = RIGHT_QUIET if session.lies else 1
        return go_on(context, Cue(Phrase.ANSWER_ROLLER_PLACEMENT_CHECK, quiet))
    if topic == "belly" and session.lies:
        return on_the_belly(context)
    return answer(context)


def on_the_belly(context: Context) -> Turn:
    """The roller lies on the belly: off it, lay it lower, and the place is taken up when they are ready."""
    cue = Cue(Phrase.BELLY_OFF, 4)
    if context.session.aside is not None:
        return go_on(context, cue)
    place = Place.SETTLED if context.session.place.getting_set else context.session.place
    return go(context, place, cue) if place == Place.SETTLED else pause_for(context, cue)


def pause_for(context: Context, *cues: Cue) -> Turn:
    """Off the roller, with the clock stopped: the session waits for "continue"."""
    return wait(context, Aside.PAUSED, *cues)


def time_left(context: Context) -> Turn:
    """How long is left: the number first, rounded to five, and never a question.

    With so little left that it would be over before it is said, the end itself is the answer.
    """
    session, place = context.session, context.session.place
    if place.traits.clock and session.aside is None and session.todo[session.side] < SOON:
        return go_on(context)
    if session.remaining and session.aside is None:
        phrase = Phrase.TIME_LEFT_HOLD if place == Place.HOLD else Phrase.TIME_LEFT_REST
        return told(context, phrase, seconds=rounded(session.remaining))
    if place.traits.clock:
        return told(context, Phrase.TIME_LEFT_SIDE, seconds=rounded(session.todo[session.side]))
    return told(context, Phrase.TIME_LEFT_SESSION, minutes=minutes_left(session))


def rounded(seconds: float) -> int:
    """Seconds as they are told: to five, and never none."""
    return max(5, 5 * round(seconds / 5))


def minutes_left(session: Session) -> int:
    """Minutes to the end of the session, rounded up."""
    seconds = session.place.traits.seconds_after + sum(session.todo.values())
    return max(1, -(-seconds // 60))


def help_(context: Context) -> Turn:
    """What can be said; on the roller it may be distress, so coming off is named first."""
    session = context.session
    if session.lies and session.aside is None:
        return told(context, Phrase.HELP_ROLLING)
    resting = session.aside is not None or session.place.stage in (Stage.BETWEEN, Stage.RESTING)
    return told(context, Phrase.HELP_RESTING if resting else Phrase.HELP_START)


def missed(context: Context) -> Turn:
    """Not understood: on the roller the first thought is pain, then the two likeliest words come."""
    session = context.session
    turn = go_on(context, *(Cue(phrase, 1) for phrase in _missed(session)))
    return replace(turn, session=turn.session.with_(missed=context.session.missed + 1))


def _missed(session: Session) -> tuple[Phrase, ...]:
    again = session.missed > 0
    if not session.lies or session.aside is not None:
        return (Phrase.MISSED_AGAIN if again else Phrase.MISSED,)
    if again:
        return (Phrase.MISSED_ROLLING_AGAIN,)
    return (Phrase.MISSED_ROLLING, OFFERED.get(session.place, Phrase.OFFER_SETTING))


OFFERED: Mapping[Place, Phrase] = {
    Place.ROLLING: Phrase.OFFER_ROLLING,
    Place.EXTRA: Phrase.OFFER_ROLLING,
    Place.HOLD: Phrase.OFFER_HOLD,
    Place.SETTLED: Phrase.OFFER_SETTLED,
}
"""The two likeliest words where somebody lies on the roller; elsewhere on it, those of getting set."""


def repeat(context: Context) -> Turn:
    """Say the last thing again: the last answer, or the part or question that is under way."""
    session = context.session
    if session.answer:
        return told(context, Phrase(session.answer))
    if session.place == Place.KNEELING and session.aside is None and session.step:
        return go(context, Place.KNEELING, step=session.step - 1)
    cue = _REPEATED.get(session.place) if session.aside is None else None
    return go_on(context, *((Cue(cue, 1),) if cue else ()))


_REPEATED: Mapping[Place, Phrase] = {
    Place.BREATHING: Phrase.REPEAT_BREATHING,
    Place.ROLLING: Phrase.REPEAT_ROLLING,
    Place.EXTRA: Phrase.REPEAT_ROLLING,
    Place.HOLD: Phrase.HOLD_8,
    Place.REST: Phrase.REST_8,
}


def bony_points(context: Context) -> Turn:
    """Bone, said by somebody who kneels and looks for the fold: where the bony points are."""
    return told(context, Phrase.ANSWER_BONY_POINTS)


def looser(context: Context) -> Turn:
    """Looser after the roll."""
    return _checked(context, Phrase.CHECK_LOOSER)


def no_change(context: Context) -> Turn:
    """No change after the roll."""
    return _checked(context, Phrase.CHECK_SAME)


def _checked(context: Context, reply: Phrase) -> Turn:
    """The reply to the body check, then how often; the first three sessions may ask something."""
    session = context.session
    cues = [Cue(reply, 1)]
    if session.first:
        cues.append(Cue(Phrase.SIGNS_HINT, 1.5))
    cues += regularly(context.routine, session)
    if session.sessions < context.routine.experienced:
        return go(context, Place.CLOSE, *cues)
    return close(context, *cues, *GOODBYE)


def ask_again(context: Context) -> Turn:
    """A word that moves nobody here: the question is asked again, or the routine goes on."""
    return go_on(context)


def no_hurry(context: Context) -> Turn:
    """Hesitation: there is time, and the question again."""
    return go_on(context, Cue(Phrase.NO_HURRY, 1))


def go_ahead(context: Context) -> Turn:
    """Yes, there is a question."""
    return go_on(context, Cue(Phrase.GO_AHEAD, 1))


def stay_light(context: Context) -> Turn:
    """A tender spot before the clock runs: light on it, it comes later."""
    return go_on(context, Cue(Phrase.STAY_LIGHT, 1))


def not_yet(context: Context) -> Turn:
    """More pressure before the clock runs; it is not promised for later to somebody whom it hurt."""
    if context.session.light:
        return go_on(context, Cue(Phrase.MORE_REFUSED, 1))
    return go_on(context, Cue(Phrase.MORE_NOT_AGAIN if context.session.taken_up else Phrase.NOT_YET, 1))


def seconds_stand(context: Context) -> Turn:
    """A time that could mean two things: the seconds that stand, and the words that would change them."""
    wanted = context.routine.seconds.within(context.event.seconds or context.session.seconds)
    stands = Cue(Phrase.STANDS_SECONDS, 0.5, facts={"seconds": context.session.seconds})
    return go_on(context, stands, Cue(Phrase.STANDS_SAY_SECONDS, 1, facts={"wanted_seconds": wanted}))


def what_stands(context: Context) -> Turn:
    """A word that could mean two things: what stands is said, and the words that would change it."""
    session = context.session
    if not session.lies or session.aside is not None:
        return go_on(context)
    return go_on(context, Cue(Phrase.STANDS_ROLLING, 1))
