"""ask-sdk's handlers. Each translates a request into what the coaching takes, and its answer back.

What a request means stands in the table of intents; what is done about it is none of Alexa's
business, and comes in as a `Coaching`.
"""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils.request_util import get_request_type
from ask_sdk_model.directive import Directive
from ask_sdk_model.response import Response

from skill.alexa.incoming import Incoming, account, incoming
from skill.alexa.serializer import ANSWERED, Attributes

DISABLED = "AlexaSkillEvent.SkillDisabled"
"""The event of a person who disables the skill. It has no session."""

logger = logging.getLogger(__name__)


class NotErased(RuntimeError):
    """What was to be erased is still there, at least a part of it."""


@dataclass(frozen=True)
class Answer:
    """What goes back: two SSML documents (empty for silence), the end of the session, attributes.

    With a `directive` Alexa goes on by herself: the session is neither ended nor left open, which is
    what leaving `shouldEndSession` out means.
    """

    speech: str
    reprompt: str
    closes: bool
    attributes: Mapping[str, Any]
    directive: Directive | None = None


class Coaching(Protocol):
    """What the handlers need from the skill."""

    def answer(self, request: Incoming) -> Answer:
        """Answer a request that opens, continues or ends a session."""
        ...

    def disabled(self, user: str, at: int) -> None:
        """Erase what is kept of an account that has disabled the skill, at a second. Raises NotErased."""
        ...

    def apologise(self, request: Incoming) -> Answer:
        """Say that something went wrong, and how to go on. Never fails."""
        ...


class SessionRequests(AbstractRequestHandler):
    """A launch, an intent, or the end of a session."""

    def __init__(self, coaching: Coaching) -> None:
        self._coaching = coaching

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the request is one that coaching answers."""
        return get_request_type(handler_input) in ANSWERED

    def handle(self, handler_input: HandlerInput) -> Response:
        """Hand the request on and the answer back."""
        return _respond(handler_input, self._coaching.answer(incoming(handler_input.request_envelope)))


class SkillDisabled(AbstractRequestHandler):
    """The person disabled the skill: what was kept of them goes. Nobody is there to hear an answer."""

    def __init__(self, coaching: Coaching) -> None:
        self._coaching = coaching

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the request is that event."""
        return bool(get_request_type(handler_input) == DISABLED)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Hand the account on."""
        envelope: Any = handler_input.request_envelope
        if user := account(envelope):
            self._coaching.disabled(user, int(envelope.request.timestamp.timestamp()))
        return handler_input.response_builder.response


class OtherRequests(AbstractRequestHandler):
    """Any other request, known to Amazon or to nobody: nothing is said and nothing changes."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Always; registered last."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """An empty response."""
        return handler_input.response_builder.response


class WentWrong(AbstractExceptionHandler):
    """Whatever was raised: the person hears how to go on, and the session stays as it came in.

    But for an erasure that failed, which nobody hears: that goes up, so that the answer is no success
    and the event may be sent again.
    """

    def __init__(self, coaching: Coaching) -> None:
        self._coaching = coaching

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        """Always, but for that."""
        return not isinstance(exception, NotErased)

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Apologise where something may be said."""
        _log(handler_input, exception)
        if get_request_type(handler_input) not in ANSWERED - {"SessionEndedRequest"}:
            return handler_input.response_builder.response
        return _respond(handler_input, self._coaching.apologise(incoming(handler_input.request_envelope)))


def add_handlers(builder: SkillBuilder, coaching: Coaching) -> None:
    """Register all handlers, in the order in which ask-sdk is to try them."""
    builder.add_request_handler(SessionRequests(coaching))
    builder.add_request_handler(SkillDisabled(coaching))
    builder.add_request_handler(OtherRequests())
    builder.add_exception_handler(WentWrong(coaching))


def _respond(handler_input: HandlerInput, answer: Answer) -> Response:
    builder = handler_input.response_builder
    if not answer.speech:
        return builder.response
    builder.speak(answer.speech)
    if answer.directive is not None:
        builder.add_directive(answer.directive)
    elif answer.closes:
        builder.set_should_end_session(True)
    else:
        builder.ask(answer.reprompt)
    handler_input.attributes_manager.session_attributes = Attributes(answer.attributes)
    return builder.response


def _log(handler_input: HandlerInput, exception: Exception) -> None:
    """Log where it happened, never the exception's own text: that may repeat what the person said."""
    where = "".join(traceback.format_tb(exception.__traceback__))
    logger.error("%s in a %s:\n%s", type(exception).__name__, get_request_type(handler_input), where)
