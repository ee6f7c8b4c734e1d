"""Laying an answer out: where it leads, what is said first, and the question with which it ends.

Every answer ends with exactly one question, or closes. Whatever is laid out has passed the gate; what
may not be laid out becomes what is still possible, from the session as the word found it.
"""

from collections.abc import Sequence

from skill.coach.acts import Reply
from skill.coach.effects import Effect
from skill.coach.events import Label
from skill.coach.gate import Refusal, refusal
from skill.coach.layout import Cue, Layouter, Segment, as_segments, lay_out, longest, longest_words
from skill.coach.lying import is_up, lying_too_long, off_first
from skill.coach.phrases import WHILE_ROLLING, Phrase
from skill.coach.places import MARKS, NO_TRAITS, Aside, Place
from skill.coach.questions import confirm, left_at, reprompt_of
from skill.coach.route import after_hold, ask, next_side, route
from skill.coach.session import Part, Session
from skill.coach.timed_segments import short_rests
from skill.coach.timeline import CUT_TWICE, hang, head_for, leave, walk
from skill.coach.turn import Context, Turn

SETTLES = 2.5
"""Seconds that a lead takes beside its words: the breath before the clock's next cue."""
SILENT = 4
"""With more seconds than this till the end of a side, somebody who asked is told to wait for the answer."""


def go(context: Context, place: Place, *lead: Cue, step: int = 0, remaining: int = 0) -> Turn:
    """Go on with the routine from a place; `lead` is said first."""
    return lay(context, head_for(context.session, place, None, step, remaining), lead)


def go_on(context: Context, *lead: Cue) -> Turn:
    """Say something, and carry on from where the person stands: an aside asks its question again."""
    if context.session.aside is not None:
        return wait(context, context.session.aside, *lead)
    return lay(context, context.session, lead)


def lay(context: Context, heading: Session, lead: tuple[Cue, ...] = ()) -> Turn:
    """The turn that goes on from where the session is heading, with something said first.

    Where an aside hangs over it, that one's question is asked again instead.
    """
    if heading.aside is not None:
        return wait(context.with_session(heading), heading.aside, *lead)
    return say(context, heading, _with_lead(context, heading, off_first(context, heading, lead)))


def wait(context: Context, aside: Aside, *lead: Cue, pending: tuple[str, ...] | None = None) -> Turn:
    """Say something, and ask the question of an aside; the place stays as it is.

    `pending` is what a question to confirm is about; where it is left out, it stays what it was.
    """
    pending = context.session.pending if pending is None else pending
    heading = hang(context.session, aside, pending if aside == Aside.CONFIRM else ())
    return say(context, heading, [*_off_at_an_opening(context), *as_segments(lead), *_question(heading)])


def _off_at_an_opening(context: Context) -> list[Segment]:
    """Whoever is greeted, though they may lie on the roller, comes off it: their session was lost."""
    greeted = context.event.opens and context.event.label == Label.LAUNCH
    off = Segment("come_off", cues=(Cue(Phrase.COME_OFF, 3),))
    return [off] if greeted and context.session.on_roller else []


def _question(session: Session) -> list[Segment]:
    if session.aside == Aside.CHOICE:
        return [choice(session)]
    if session.aside == Aside.OFFER:
        there = next_side(session) is not None
        phrase = Phrase.ASK_RESUME if there else Phrase.ASK_RESUME_HERE
        return [*left_at(session), ask("ask_resume", phrase)]
    if session.aside == Aside.ALARM:
        phrase = Phrase.ASK_ALARM_LAUNCH if session.place == Place.LAUNCH else Phrase.ASK_ALARM
        return [ask("ask_alarm", phrase)]
    if session.aside == Aside.CONFIRM:
        return [confirm(session)]
    return [ask("ask_paused", Phrase.ASK_PAUSED)]


def say(
    context: Context, heading: Session, row: Sequence[Segment], reprompt: Sequence[Segment] | None = None
) -> Turn:
    """The turn that says these segments, the last of which is a question."""
    denied = refusal(heading, row)
    if denied is not None:
        return _refused(context, denied)
    layouter = _layouter(context, heading)
    fitting = _with_a_short_rest(context, fit(context, list(row), layouter), layouter)
    speech, said = lay_out(fitting, layouter), tuple(layouter.items)
    layouter.items, layouter.now, layouter.words = [], 0.0, 0.0
    again = reprompt_of(context.routine, heading, fitting[-1]) if reprompt is None else reprompt
    part = lay_out(again, layouter)
    reply = Reply(said, tuple(layouter.items), tempo=heading.tempo)
    sent = heading.with_(sent_at=context.event.at, speech=speech, reprompt=part, used=layouter.used)
    return Turn(walk(sent, speech, 0.0), reply, context.person)


def _layouter(context: Context, session: Session) -> Layouter:
    return Layouter(context.tools.measure, session.tempo, dict(session.used), session.sessions)


def _refused(context: Context, denied: Refusal) -> Turn:
    """What is still possible, from the session as it was before the word."""
    before = context.before
    if denied.side is None:
        place = Place.SAFETY if before.listed else Place.WELCOME
        step = before.step if before.place == place else 0
        return go(context.with_session(before), place, Cue(denied.says), step=step)
    spent = before.with_(todo={**before.todo, denied.side: 0})
    told, cue = context.with_session(spent), Cue(denied.says)
    if spent.aside is not None:
        return wait(told, spent.aside, cue)
    for heading in _still_possible(spent):
        row = _with_lead(told, heading, (cue,))
        if refusal(heading, row) is None:
            return say(told, heading, row)
    return go(told, Place.REST, cue)


def _still_possible(session: Session) -> Sequence[Session]:
    """Where the session may go on: as it was, then with the other side."""
    following = next_side(session)
    if following is None:
        return (session,)
    moved = session.with_(side_index=session.sides.index(following))
    return (session, head_for(moved, Place.CHANGE_OVER))


def _with_lead(context: Context, session: Session, lead: tuple[Cue, ...]) -> list[Segment]:
    """The route from here with something said first. A side ends at its own second, whatever is said.

    What takes longer than the side still lasts is said once it is over.
    """
    routine = context.routine
    if lead and context.session.cut == CUT_TWICE and not (is_up(context) or lying_too_long(context)):
        return _after_what_was_cut(route(routine, session), lead)
    if not lead or not session.place.traits.clock:
        return route(routine, session, lead)
    measure, tempo = context.tools.measure, context.session.tempo
    spoken = longest_words(lead, measure, tempo) + SETTLES
    if session.place == Place.HOLD and spoken > session.remaining:
        session = after_hold(routine, session.with_(remaining=0))
    left = session.todo[session.side]
    if spoken <= left:
        return route(routine, session, lead)
    lead = tuple(cue for cue in lead if cue.phrase not in WHILE_ROLLING)
    row = route(routine, session, (Cue(Phrase.IN_A_MOMENT),) if lead and left > SILENT else ())
    end = next(number for number, segment in enumerate(row) if segment.name.startswith(("off", "ask")))
    return [*row[: end + 1], *as_segments(lead), *row[end + 1 :]]


def _after_what_was_cut(row: list[Segment], lead: tuple[Cue, ...]) -> list[Segment]:
    """The row with its first sentence that must be heard before what is said first."""
    counts = (number for number, segment in enumerate(row) if MARKS.get(segment.name, NO_TRAITS).counts)
    first = next(counts, -1) + 1
    return [*row[:first], *as_segments(lead), *row[first:]]


def choice(session: Session) -> Segment:
    """The choice after a report of pain: only what is still possible is offered."""
    here = session.todo[session.side] > 0 and session.side not in session.stopped
    there = next_side(session) is not None
    if here:
        return ask("ask_choice", Phrase.CHOICE_ALL if there else Phrase.CHOICE_HERE)
    return ask("ask_choice", Phrase.CHOICE_OTHER if there else Phrase.CHOICE_REST)


def close(context: Context, *cues: Cue) -> Turn:
    """Say something, and close the session."""
    session = leave(context.session)
    layouter = _layouter(context, session)
    speech = lay_out(as_segments(cues), layouter)
    items = tuple(layouter.items[:-1] if cues and cues[-1].after else layouter.items)
    ended = session.with_(sent_at=None, speech=speech, reprompt=Part(), used=layouter.used)
    return Turn(ended, Reply(items, closes=True, tempo=session.tempo), context.person)


def send(context: Context, effect: Effect) -> Turn:
    """Have something done first; the answer is given once its result is known."""
    return Turn(context.session.with_(sent_at=None), Reply(), context.person, effect=effect)


def hand_over(context: Context, effect: Effect, *cues: Cue) -> Turn:
    """Say something, and have the platform ask on: the session waits until it is back with the answer."""
    session = context.session
    layouter = _layouter(context, session)
    speech = lay_out(as_segments(cues), layouter)
    waits = session.with_(sent_at=context.event.at, speech=speech, reprompt=Part(), used=layouter.used)
    reply = Reply(tuple(layouter.items), tempo=session.tempo)
    return Turn(waits, reply, context.person, dialog=effect)


def nothing(context: Context) -> Turn:
    """Say nothing at all: the answer to a session's end."""
    ended = context.session.with_(
        sent_at=None, ended_at=context.event.at, speech=Part(), reprompt=Part(), undo={}
    )
    return Turn(ended, Reply(closes=True), context.person)


def fit(context: Context, row: list[Segment], layouter: Layouter) -> list[Segment]:
    """The row, or as much of it as a response can carry, ended with the question found there.

    Whoever wants to be asked before the other side is asked there in any case. Where nothing fits the
    budget, the shortest is taken: the platform's limit lies above the budget.
    """
    asks = context.session.asks_first
    if not any(segment.ends for segment in row) or (_fits(context, row, layouter) and not asks):
        return row
    shorter = row
    for place in range(len(row) - 1, -1, -1):
        if row[place].ends:
            shorter = [*row[: place + 1], ask(row[place].ends, Phrase(row[place].ends))]
            if _fits(context, shorter, layouter):
                break
    return shorter


def _with_a_short_rest(context: Context, row: list[Segment], layouter: Layouter) -> list[Segment]:
    """The row, with a shorter rest where it would be too long with the usual one."""
    if len(row) < 2 or row[-2].name != "rest":
        return row
    for shorter in short_rests(context.routine):
        if _fits(context, row, layouter):
            break
        row = [*row[:-2], shorter, row[-1]]
    return row


def _fits(context: Context, row: list[Segment], layouter: Layouter) -> bool:
    channel, part = context.tools.channel, longest(row, layouter)
    slow = part.seconds + part.words * (1 / channel.slowest - 1)
    return part.seconds <= channel.budget and slow <= channel.slow_budget
