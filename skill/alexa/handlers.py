"""ask-sdk's handlers. Each translates a request into what was heard, and what is said into a response.

What a request means stands in the table of intents; what is done about it is none of Alexa's
business, and comes in as a `Coaching`.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils.request_util import get_request_type
from ask_sdk_model.directive import Directive
from ask_sdk_model.response import Response
from ask_sdk_model.ui.play_behavior import PlayBehavior

from skill.alexa.incoming import ENDED, account, heard, is_ours
from skill.alexa.reminders import ask_permission
from skill.alexa.screen import FAILED, TOUCH, render
from skill.alexa.serializer import ANSWERED, Attributes
from skill.turns import AskPermission, Heard, NotErased, Show, Spoken, SpokenEffect

DISABLED = "AlexaSkillEvent.SkillDisabled"
"""The event of a person who disables the skill. It has no session."""

DIRECTIVES: Mapping[type[SpokenEffect], Callable[[Any], Directive]] = {
    AskPermission: ask_permission,
    Show: render,
}
"""The directive by which Alexa does each kind of effect."""

logger = logging.getLogger(__name__)


class Coaching(Protocol):
    """What the handlers need from the skill."""

    def answer(self, heard: Heard) -> Spoken:
        """Answer what opens, continues or ends a session."""
        ...

    def disabled(self, user: str, at: int) -> None:
        """Erase what is kept of an account that has disabled the skill, at a second. Raises NotErased."""
        ...

    def apologise(self, heard: Heard) -> Spoken:
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
        return _respond(handler_input, self._coaching.answer(heard(handler_input.request_envelope)))


class Touches(AbstractRequestHandler):
    """A touch on what the session shows. One that comes late is answered with nothing."""

    def __init__(self, coaching: Coaching) -> None:
        self._coaching = coaching

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it is a touch, and on what is shown now."""
        return get_request_type(handler_input) == TOUCH and is_ours(handler_input.request_envelope)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Hand the touch on as what it means. Its answer cuts off what is being said."""
        return _respond(
            handler_input,
            self._coaching.answer(heard(handler_input.request_envelope)),
            PlayBehavior.REPLACE_ALL,
        )


class ScreenFailed(AbstractRequestHandler):
    """The device could not show what it was sent: that is noted, and nothing is said."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the request tells so."""
        return bool(get_request_type(handler_input) == FAILED)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Log the kinds of the errors, never their messages: those may repeat what was shown."""
        for error in getattr(handler_input.request_envelope.request, "errors", None) or ():
            kind, reason = getattr(error, "object_type", None), getattr(error, "reason", None)
            logger.error("A screen failed: %.60s, %.60s", kind, reason)
        return handler_input.response_builder.response


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
        kind = get_request_type(handler_input)
        if kind not in (ANSWERED | {TOUCH}) - {ENDED}:
            return handler_input.response_builder.response
        behaviour = PlayBehavior.REPLACE_ALL if kind == TOUCH else None
        return _respond(
            handler_input, self._coaching.apologise(heard(handler_input.request_envelope)), behaviour
        )


def add_handlers(builder: SkillBuilder, coaching: Coaching) -> None:
    """Register all handlers, in the order in which ask-sdk is to try them."""
    builder.add_request_handler(SessionRequests(coaching))
    builder.add_request_handler(Touches(coaching))
    builder.add_request_handler(ScreenFailed())
    builder.add_request_handler(SkillDisabled(coaching))
    builder.add_request_handler(OtherRequests())
    builder.add_exception_handler(WentWrong(coaching))


def _respond(handler_input: HandlerInput, spoken: Spoken, behaviour: PlayBehavior | None = None) -> Response:
    """Translate an answer. Where Alexa goes on by herself, `shouldEndSession` is left out.

    `behaviour` tells what happens to speech that is still playing; speech that answers a word has none.
    """
    builder = handler_input.response_builder
    if not spoken.speech:
        return builder.response
    builder.speak(spoken.speech, cast(Any, behaviour))
    for effect in spoken.effects:
        builder.add_directive(DIRECTIVES[type(effect)](effect))
    if spoken.closes:
        builder.set_should_end_session(True)
    elif not spoken.hands_over:
        builder.ask(spoken.reprompt)
    handler_input.attributes_manager.session_attributes = Attributes(spoken.attributes)
    return builder.response


def _log(handler_input: HandlerInput, exception: Exception) -> None:
    """Log where it happened, never the exception's own text: that may repeat what the person said."""
    where = "".join(traceback.format_tb(exception.__traceback__))
    logger.error("%s in a %s:\n%s", type(exception).__name__, get_request_type(handler_input), where)
