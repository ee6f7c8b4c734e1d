"""The one place where the parts meet: the wire, the coach, the voice and the memory.

One request: the attributes become a session, the coach catches up and takes a step, the voice puts
the reply into words, and everything that must outlive the request is kept before it is answered.
"""

from dataclasses import replace
from functools import partial
from typing import Any, cast

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder

from skill.alexa.handlers import Answer, NotErased, add_handlers
from skill.alexa.incoming import LOCALE, Incoming, application_id
from skill.alexa.reminders import Reminders, ask_permission
from skill.alexa.serializer import SERIALIZER, Body, MalformedRequest, read
from skill.alexa.zones import zone_of
from skill.coach.acts import Reply, Say
from skill.coach.errands import Errand, Outcome
from skill.coach.events import Event, Label
from skill.coach.machine import finish, step
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.timeline import catch_up
from skill.coach.turn import Turn
from skill.config import Config
from skill.memory import Store, open_store
from skill.memory.guarded import GuardedStore
from skill.memory.people import Calendar, Known, change_of, learn
from skill.memory.store import Who
from skill.voice.script import Script, load

HALTED_AT = "halted_at"
"""Session attribute: the timestamp of a request that went wrong, until a later one goes well."""
KNOWN = "known"
"""Session attribute: what was known of the person when the session opened."""

SORRY = Reply(speech=(Say("went_wrong"),), reprompt=(Say("went_wrong"),))
STOPPED = Reply(speech=(Say("stopped"),), closes=True)


class Coaching:
    """Answers the requests of a session with the coach's turns."""

    def __init__(self, store: GuardedStore) -> None:
        self._store = store

    def answer(self, request: Incoming) -> Answer:
        """One turn: catch up, take a step, put it into words, keep what must outlive it."""
        script = load(request.locale)
        session, known = _session(request, script), self._known(request, script)
        moment = catch_up(session, request.at)
        event = request.event(moment, opens=request.opens or session is None)
        turn = step(moment, event, known.person, script.measure)
        gone = False
        if turn.errand is not None:
            outcome = self._run(turn.errand, request, known, script)
            gone = turn.errand.what == "forget" and outcome.how == "done"
            turn = finish(turn, event, outcome, script.measure)
        spoken = script.render(turn.reply)
        attributes = turn.session.to_attributes()
        if not gone and (session is not None or event.label != Label.ENDED):
            known, kept = self._keep(request, known, turn, attributes, script)
            attributes["recorded"] = turn.session.recorded and (kept or turn.record is None)
        attributes |= {KNOWN: known.to_attributes(), **request.carried}
        directive = ask_permission(turn.handover) if turn.handover is not None else None
        return Answer(spoken.speech, spoken.reprompt, turn.reply.closes, attributes, directive)

    def apologise(self, request: Incoming) -> Answer:
        """Say how to go on. The session stays as it came in, and knows since when it has stood still.

        Whoever asked to stop is let go.
        """
        reply = STOPPED if request.stops else SORRY
        spoken = load(request.locale).render(reply)
        attributes = {HALTED_AT: request.at, **request.attributes, **request.carried}
        return Answer(spoken.speech, spoken.reprompt, reply.closes, attributes)

    def disabled(self, user: str, at: int) -> None:
        """The skill was disabled: all that is kept of the account goes. Raises NotErased."""
        if not self._store.forget_user(user, at):
            raise NotErased("Not all of an account that was disabled could be erased; the store is away.")

    def _known(self, request: Incoming, script: Script) -> Known:
        """What is known of the person: carried along, and read where the session opens."""
        known = Known.from_attributes(request.attributes.get(KNOWN))
        if known is not None:
            return known
        kept = self._store.load(_who(request))
        return learn(kept, request.at, _calendar(script), partial(zone_of, request.access, request.device))

    def _run(self, errand: Errand, request: Incoming, known: Known, script: Script) -> Outcome:
        if errand.what == "forget":
            return Outcome(how="done" if self._store.forget(_who(request), request.at) else "away")
        ask = partial(zone_of, request.access, request.device)
        return Reminders(
            access=request.access,
            at=request.at,
            locale=request.locale,
            words=script.words("reminder_words", 0, {}),
            zone=(lambda: known.zone) if known.zone_at else ask,
        ).run(errand)

    def _keep(
        self, request: Incoming, known: Known, turn: Turn, attributes: dict[str, Any], script: Script
    ) -> tuple[Known, bool]:
        """Keep what the turn leaves. What could not be kept is told again with the next turn."""
        change = change_of(known, turn, attributes, request.at, _calendar(script))
        kept = self._store.keep(_who(request), change)
        person = replace(turn.person, left_off=None)
        return replace(known, person=person, surplus=(), unkept={} if kept else change.fields), kept


def _who(request: Incoming) -> Who:
    return Who(request.user, request.device, request.person)


def _calendar(script: Script) -> Calendar:
    return Calendar(script.week_begins, script.safety_words)


def _session(request: Incoming, script: Script) -> Session | None:
    """The open session that came in. One that went wrong was told to come off, which is a pause."""
    session = Session.from_attributes(request.attributes)
    if session is None or session.state == State.CLOSED:
        return None
    halted_at = request.attributes.get(HALTED_AT)
    if not isinstance(halted_at, int):
        return session
    pause = Event(label=Label.PAUSE, at=min(halted_at, request.at))
    paused = step(catch_up(session, pause.at), pause, Known().person, script.measure).session
    return paused.with_(recorded=session.recorded)


class Skill(CustomSkill):
    """ask-sdk's skill, which also takes a request's body as it comes. `store` is what it keeps."""

    def __init__(self, config: Config, store: Store) -> None:
        builder = SkillBuilder()
        guarded = GuardedStore(store)
        add_handlers(builder, Coaching(guarded))
        super().__init__(builder.skill_configuration)
        self.serializer = SERIALIZER
        if config.skill_id is not None:
            self.skill_id = config.skill_id
        self.store = guarded

    def handle(self, body: Body) -> dict[str, Any]:
        """Answer a request's body (bytes, text or parsed JSON) with a response that is plain JSON.

        Raises MalformedRequest for a body that is no Alexa request, or one for another skill.
        Whatever else goes wrong becomes an apology, and the session stays as it was.
        """
        envelope = read(body)
        if self.skill_id is not None and application_id(envelope) != self.skill_id:
            raise MalformedRequest("The request is for another skill than the one that PSOAS_SKILL_ID names.")
        return cast("dict[str, Any]", self.serializer.serialize(self.invoke(envelope, None)))


def build_skill(config: Config | None = None, store: Store | None = None) -> Skill:
    """Build the skill. `config` defaults to the environment, `store` to the one that `config` names.

    Raises UnknownStore for a store that this version does not have, and BrokenScript for a script
    that breaks a rule, so that neither can surprise a person later.
    """
    config = config or Config.from_environment()
    load(LOCALE)
    return Skill(config, store or open_store(config.store))
