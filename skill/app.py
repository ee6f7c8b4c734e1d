"""The one place where the parts meet: the wire, the turns, the store and the settings."""

from typing import Any, cast

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response_envelope import ResponseEnvelope

from skill.alexa.handlers import add_handlers
from skill.alexa.incoming import LOCALE, application_id
from skill.alexa.serializer import SERIALIZER, Body, MalformedRequest, read
from skill.config import Config
from skill.memory import Store, open_store
from skill.memory.guarded import GuardedStore
from skill.turns import Coaching
from skill.voice.script import load


class Skill(CustomSkill):
    """ask-sdk's skill, which also takes a request's body as it comes.

    `store` is what it keeps, and `only_for` the id of the one skill whose requests it answers, or None.
    ask-sdk's own `skill_id` stays unset: its check fails with an AttributeError where a request names no
    skill, so `invoke` checks instead.
    """

    def __init__(self, config: Config, store: Store) -> None:
        builder = SkillBuilder()
        guarded = GuardedStore(store)
        add_handlers(builder, Coaching(guarded))
        super().__init__(builder.skill_configuration)
        self.serializer = SERIALIZER
        self.only_for = config.skill_id
        self.store = guarded

    def handle(self, body: Body) -> dict[str, Any]:
        """Answer a request's body (bytes, text or parsed JSON) with a response that is plain JSON.

        Raises MalformedRequest for a body that is no Alexa request, or one for another skill.
        Whatever else goes wrong becomes an apology, and the session stays as it was.
        """
        return cast("dict[str, Any]", self.serializer.serialize(self.invoke(read(body))))

    def invoke(self, request_envelope: RequestEnvelope, context: object = None) -> ResponseEnvelope:
        """Answer a request's envelope. The verified door calls this, and so does `handle`.

        Raises MalformedRequest for a request for another skill.
        """
        if self.only_for is not None:
            _check_id(application_id(request_envelope), self.only_for)
        return super().invoke(request_envelope, context)


def _check_id(found: str | None, wanted: str) -> None:
    """Raises MalformedRequest where a request names no skill, or another one than is wanted."""
    if found is None:
        raise MalformedRequest(
            "The request names no skill: it lacks the context.System.application.applicationId that "
            "PSOAS_SKILL_ID asks for."
        )
    if found != wanted:
        raise MalformedRequest("The request is for another skill than the one that PSOAS_SKILL_ID names.")


def build_skill(config: Config | None = None, store: Store | None = None) -> Skill:
    """Build the skill. `config` defaults to the environment, `store` to the one that `config` names.

    Raises UnknownStore for a store that this version does not have, and BrokenScript for a script
    that breaks a rule, so that neither can surprise a person later.
    """
    config = config or Config.from_environment()
    load(LOCALE)
    return Skill(config, store or open_store(config.store, make_folder=config.make_folder))
