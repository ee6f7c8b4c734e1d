"""Where in the routine somebody is, and what comes after it. Neither moves anybody."""

from skill.coach.answer import go_on
from skill.coach.phrases import Phrase
from skill.coach.places import Place, Stage
from skill.coach.reactions.asking import rounded, told
from skill.coach.route import next_side
from skill.coach.turn import Context, Turn


def where(context: Context) -> Turn:
    """Where in the routine: the side and its seconds first."""
    session, place = context.session, context.session.place
    if context.event.topic == "next":
        return what_follows(context)
    side = session.side
    if place == Place.HOLD and session.aside is None:
        return told(context, Phrase.WHERE_HOLD, side=side)
    if place.traits.clock:
        return told(context, Phrase.WHERE_ROLL, side=side, seconds=rounded(session.todo[side]))
    if place.traits.lies:
        return told(context, Phrase.WHERE_SETUP, side=side)
    if place.upright:
        return told(context, Phrase.WHERE_START)
    return told(context, Phrase.WHERE_BOTH if place.stage == Stage.BETWEEN else Phrase.WHERE_REST)


def what_follows(context: Context) -> Turn:
    """What comes next. It moves nobody, and where a question is open, that question is asked again."""
    session, stage = context.session, context.session.place.stage
    following = next_side(session)
    if session.aside is not None or stage == Stage.AFTER:
        return go_on(context)
    if session.place.before_rolling:
        return told(context, Phrase.NEXT_START)
    if session.place.on_a_side and following is not None:
        return told(context, Phrase.NEXT_SIDE, side=following)
    if stage < Stage.BETWEEN:
        return told(context, Phrase.NEXT_TIGHTER)
    return told(context, Phrase.NEXT_REST if stage < Stage.RESTING else Phrase.NEXT_END)
