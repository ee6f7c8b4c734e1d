"""One turn of a conversation, whatever platform brings it: something is heard, and something is said.

The attributes become a session, the coach catches up and takes a step, the voice puts the reply into
words, and everything that must outlive the turn is kept before it is answered. A platform makes a
`Heard` out of its request, and its response out of the `Spoken`.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from traceback import format_tb
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from skill import routines
from skill.channel import Channel
from skill.coach.acts import Reply, Say, Silence
from skill.coach.effects import Effect, EffectResult, Reminder
from skill.coach.events import Event, Label, Phase
from skill.coach.machine import PAIN_AND_STOP, finish, step
from skill.coach.places import Place
from skill.coach.reactions.pain import EMERGENCIES
from skill.coach.session import LATEST, Session
from skill.coach.timeline import Moment, catch_up
from skill.coach.turn import Tools, Turn
from skill.memory.guarded import GuardedStore
from skill.memory.people import Calendar, Known, change_of, learn
from skill.memory.store import Who
from skill.voice.script import Script, load

if TYPE_CHECKING:
    from skill.screen.view import Row
    from skill.screen.words import ScreenWords

__all__ = [
    "AskPermission",
    "Coaching",
    "Heard",
    "Meaning",
    "NotErased",
    "Services",
    "Show",
    "Spoken",
    "SpokenEffect",
    "Who",
]

logger = logging.getLogger(__name__)

HALTED_AT = "halted_at"
"""Session attribute: the timestamp of a turn that went wrong, until a later one goes well."""
KNOWN = "known"
"""Session attribute: what was known of the person when the session opened."""

SORRY = Reply(speech=(Say("went_wrong"),), reprompt=(Say("went_wrong"),))
STOPPED = Reply(speech=(Say("stopped"),), closes=True)
HURT = Reply(speech=(Say("hurt"), Silence(6.0), Say("ask_paused")), reprompt=(Say("went_wrong"),))
EMERGENCY = Reply(speech=(Say("stop_emergency"),), closes=True)
UNWELL = Reply(speech=(Say("stop_unwell"),), closes=True)
CONDITION = Reply(speech=(Say("condition_rolling"),), closes=True)
UNREADABLE = Moment(Session(on_roller=True))
"""Where somebody is whose session cannot be read: anywhere, so perhaps on the roller."""


class NotErased(RuntimeError):
    """What was to be erased is still there, at least a part of it."""


class Meaning(Protocol):
    """What was said means this in one phase: a label, and an event of the coach's with all that was told."""

    @property
    def label(self) -> Label:
        """What was meant."""
        ...

    def event(self, at: int, opens: bool) -> Event:
        """The coach's event, at a timestamp (seconds since 1970)."""
        ...


class Services(Protocol):
    """What a turn can ask of the platform while it is being answered. Neither method raises."""

    def zone(self) -> str | None:
        """The IANA name of the speaker's time zone, or None where it cannot be known now."""
        ...

    def run(self, effect: Effect, words: str, zone: Callable[[], str | None]) -> EffectResult:
        """Do an effect about reminders. `words` are said when one is due, `zone` is asked to set one."""
        ...


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One thing that was heard in a session, or the session's opening or end.

    `at` is its timestamp in whole seconds since 1970. `attributes` are those of the session's last
    `Spoken`, empty where it opens the session. `meaning_in` tells what it means in a phase of the
    routine; `stops` whether it asks to stop, which is so in every phase. `carried` are attributes of the
    platform's own that the answer has to take along. `screen` names what the answer shows; it is empty
    where nothing can be shown.
    """

    at: int
    locale: str
    who: Who
    channel: Channel
    meaning_in: Callable[[Phase], Meaning]
    services: Services
    opens: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)
    stops: bool = False
    carried: Mapping[str, Any] = field(default_factory=dict)
    screen: str = ""

    def event(self, moment: Moment, opens: bool) -> Event:
        """The coach's event, for somebody who is at this moment.

        Where a question is open, a meaning that answers it comes first; else what it means right now.
        """
        return moment.resolve(self.meaning_in).event(self.at, opens)


class SpokenEffect(Protocol):
    """Something that the platform does beside the speech, such as to ask a question of its own.

    With one that `hands_over` the platform goes on by itself once the speech is over: nobody is listened
    to until it brings the person back, and then the session goes on.
    """

    hands_over: ClassVar[bool]


@dataclass(frozen=True)
class AskPermission:
    """The platform asks for the permission to remind, and brings the answer back with this reminder."""

    reminder: Reminder
    hands_over: ClassVar[bool] = True


@dataclass(frozen=True)
class Show:
    """A screen shows the turn: rows on the speech's own seconds, in words of the language."""

    token: str
    rows: "tuple[Row, ...]"
    words: "ScreenWords"
    hands_over: ClassVar[bool] = False


@dataclass(frozen=True)
class Spoken:
    """What goes back: two SSML documents, the end of the session, its attributes, and effects.

    An empty speech is the answer to a session's end, to which nothing may be answered, not even an
    effect. Where the session stays open, the reprompt is said when nobody has answered.
    """

    speech: str
    reprompt: str
    closes: bool
    attributes: Mapping[str, Any]
    effects: tuple[SpokenEffect, ...] = ()

    @property
    def hands_over(self) -> bool:
        """Whether the platform goes on by itself: the session is then neither ended nor listening."""
        return any(effect.hands_over for effect in self.effects)


class Coaching:
    """Answers what is heard in a session with the coach's turns."""

    def __init__(self, store: GuardedStore) -> None:
        self._store = store

    def answer(self, heard: Heard) -> Spoken:
        """One turn: catch up, take a step, put it into words, keep what must outlive it."""
        script = load(heard.locale)
        session, known = _session(heard, script), self._known(heard, script)
        tools = Tools(routine=routines.load(), measure=script.measure, channel=heard.channel)
        moment = catch_up(session, heard.at, heard.channel)
        if session is None and heard.attributes and not heard.opens:
            moment = UNREADABLE
        event = heard.event(moment, opens=heard.opens or session is None)
        turn = step(moment, event, known.person, tools)
        gone = False
        if turn.effect is not None:
            result = self._run(turn.effect, heard, known, script)
            gone = turn.effect.what == "forget" and result.how == "done"
            turn = finish(turn, event, result, tools)
        words = script.render(turn.reply)
        attributes = turn.session.to_attributes()
        if not gone and (session is not None or event.label != Label.ENDED):
            known, kept = self._keep(heard, known, turn, attributes, script)
            attributes["recorded"] = turn.session.recorded and (kept or turn.record is None)
        attributes |= {KNOWN: known.to_attributes(), **heard.carried}
        return Spoken(
            words.speech, words.reprompt, turn.reply.closes, attributes, _effects(heard, turn, script)
        )

    def apologise(self, heard: Heard) -> Spoken:
        """Say how to go on. The session stays as it came in, and knows since when it has stood still.

        Whoever asked to stop is let go, whoever is in pain is taken off the roller first, and a warning
        sign or a condition has its words and closes.
        """
        reply = STOPPED if heard.stops else _without_the_coach(heard)
        words = load(heard.locale).render(reply)
        attributes = {HALTED_AT: heard.at, **heard.attributes, **heard.carried}
        shown = _shown(heard, None, reply, load(heard.locale))
        return Spoken(words.speech, words.reprompt, reply.closes, attributes, shown)

    def disabled(self, user: str, at: int) -> None:
        """Erase all that is kept of an account that has disabled the skill, at a second. Raises NotErased."""
        if not self._store.forget_user(user, at):
            raise NotErased("Not all of an account that was disabled could be erased; the store is away.")

    def _known(self, heard: Heard, script: Script) -> Known:
        """What is known of the person: carried along, and read where the session opens."""
        known = Known.from_attributes(heard.attributes.get(KNOWN))
        if known is not None:
            return known
        return learn(self._store.load(heard.who), heard.at, _calendar(script), heard.services.zone)

    def _run(self, effect: Effect, heard: Heard, known: Known, script: Script) -> EffectResult:
        if effect.what == "forget":
            return EffectResult(how="done" if self._store.forget(heard.who, heard.at) else "away")
        zone = (lambda: known.zone) if known.zone_at else heard.services.zone
        return heard.services.run(effect, script.words("reminder_words", 0, {}), zone)

    def _keep(
        self, heard: Heard, known: Known, turn: Turn, attributes: dict[str, Any], script: Script
    ) -> tuple[Known, bool]:
        """Keep what the turn leaves. What could not be kept is tried again with the next turn."""
        change = change_of(known, turn, attributes, heard.at, _calendar(script))
        kept = self._store.keep(heard.who, change)
        person = replace(turn.person, left_off=None)
        return replace(known, person=person, surplus=(), unkept={} if kept else change.fields), kept


def _without_the_coach(heard: Heard) -> Reply:
    """What is said where the coach cannot answer: pain and signs as ever, else that something went wrong."""
    event = heard.meaning_in(Phase.ROLLING).event(heard.at, opens=False)
    if event.label == Label.RED_FLAG and event.sign != "pulse":
        return EMERGENCY if event.sign in EMERGENCIES else UNWELL
    if event.label == Label.HEALTH_CONDITION and event.topic is None:
        return CONDITION
    return HURT if event.label in PAIN_AND_STOP else SORRY


def _effects(heard: Heard, turn: Turn, script: Script) -> tuple[SpokenEffect, ...]:
    if turn.dialog is not None:
        return (AskPermission(turn.dialog.reminder),)
    return _shown(heard, turn.session, turn.reply, script)


def _shown(heard: Heard, session: Session | None, reply: Reply, script: Script) -> tuple[SpokenEffect, ...]:
    """What a screen shows of a reply; without a session it was not laid out.

    A screen that cannot be drawn costs nobody the voice.
    """
    if not heard.screen or not reply.speech:
        return ()
    try:
        from skill.screen.view import still, view  # only devices with a screen need these
        from skill.voice import screen_words

        words = screen_words.load(heard.locale)
        rows = (
            still(reply, words)
            if session is None
            else view(session, reply, words, script.said, heard.channel)
        )
    except Exception as failed:
        where = "".join(format_tb(failed.__traceback__))
        logger.error(
            "%s while a screen was drawn; the answer goes without it:\n%s", type(failed).__name__, where
        )
        return ()
    return (Show(heard.screen, rows, words),)


def _calendar(script: Script) -> Calendar:
    return Calendar(script.week_begins, script.safety_words)


def _session(heard: Heard, script: Script) -> Session | None:
    """The open session that came in. One that went wrong was told to come off, which is a pause."""
    session = Session.from_attributes(heard.attributes)
    if session is None or session.place == Place.CLOSED:
        return None
    halted_at = heard.attributes.get(HALTED_AT)
    if type(halted_at) is not int or not 0 <= halted_at <= LATEST:
        return session
    pause = Event(label=Label.PAUSE, at=min(halted_at, heard.at))
    tools = Tools(routine=routines.load(), measure=script.measure, channel=heard.channel)
    paused = step(catch_up(session, pause.at, heard.channel), pause, Known().person, tools).session
    return paused.with_(recorded=session.recorded)
