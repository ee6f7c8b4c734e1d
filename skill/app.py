"""The one place where the parts meet: the wire, the coach, the voice and the memory.

One request: the attributes become a session, the coach catches up and takes a step, the voice puts
the reply into words, and everything that must outlive the request is kept before it is answered.
"""

from typing import Any, cast

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder

from skill.alexa.handlers import Answer, add_handlers
from skill.alexa.incoming import LOCALE, Incoming, application_id
from skill.alexa.serializer import SERIALIZER, Body, MalformedRequest, read
from skill.coach.acts import Reply, Say
from skill.coach.events import Event, Label
from skill.coach.machine import step
from skill.coach.person import Person
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.timeline import catch_up
from skill.coach.turn import Turn
from skill.config import Config
from skill.memory import Store, open_store
from skill.voice.script import Script, load

HALTED_AT = "halted_at"
"""Session attribute: the timestamp of a request that went wrong, until a later one goes well."""

SORRY = Reply(speech=(Say("went_wrong"),), reprompt=(Say("went_wrong"),))
STOPPED = Reply(speech=(Say("stopped"),), closes=True)


class Coaching:
    """Answers the requests of a session with the coach's turns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, request: Incoming) -> Answer:
        """One turn: catch up, take a step, put it into words, keep what must outlive it."""
        script = load(request.locale)
        person = self._store.load(request.user, request.device)
        session = _session(request, person, script)
        moment = catch_up(session, request.at)
        event = request.event(moment, opens=request.opens or session is None)
        turn = step(moment, event, person, script.measure)
        spoken = script.render(turn.reply)
        if session is not None or event.label != Label.ENDED:
            self._keep(request, person, turn)
        attributes = {**turn.session.to_attributes(), **request.carried}
        return Answer(spoken.speech, spoken.reprompt, turn.reply.closes, attributes)

    def apologise(self, request: Incoming) -> Answer:
        """Say how to go on. The session stays as it came in, and knows since when it has stood still.

        Whoever asked to stop is let go.
        """
        reply = STOPPED if request.stops else SORRY
        spoken = load(request.locale).render(reply)
        attributes = {HALTED_AT: request.at, **request.attributes, **request.carried}
        return Answer(spoken.speech, spoken.reprompt, reply.closes, attributes)

    def _keep(self, request: Incoming, person: Person, turn: Turn) -> None:
        if turn.forget:
            self._store.forget(request.user)
            return
        self._store.save_checkpoint(request.user, request.device, turn.session)
        if turn.person != person:
            self._store.save_settings(request.user, turn.person)
        if turn.record is not None:
            key = f"{request.device} {turn.record.opened_at}"
            self._store.record(request.user, key, turn.record)


def _session(request: Incoming, person: Person, script: Script) -> Session | None:
    """The open session that came in. One that went wrong was told to come off, which is a pause."""
    session = Session.from_attributes(request.attributes)
    if session is None or session.state == State.CLOSED:
        return None
    halted_at = request.attributes.get(HALTED_AT)
    if not isinstance(halted_at, int):
        return session
    pause = Event(label=Label.PAUSE, at=min(halted_at, request.at))
    paused = step(catch_up(session, pause.at), pause, person, script.measure).session
    return paused.with_(recorded=session.recorded)


class Skill(CustomSkill):
    """ask-sdk's skill, which also takes a request's body as it comes. `store` is what it keeps."""

    def __init__(self, config: Config, store: Store) -> None:
        builder = SkillBuilder()
        add_handlers(builder, Coaching(store))
        super().__init__(builder.skill_configuration)
        self.serializer = SERIALIZER
        if config.skill_id is not None:
            self.skill_id = config.skill_id
        self.store = store

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
