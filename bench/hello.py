"""What everything is measured against: hello world on the official SDK, and on flask-ask-sdk."""

from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.response import Response


class Hello(AbstractRequestHandler):
    """Says hello to everything, and keeps the session open."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """One sentence and a question."""
        return handler_input.response_builder.speak("Hello world.").ask("Shall I say it again?").response


BUILDER = SkillBuilder()
BUILDER.add_request_handler(Hello())
lambda_handler: Any = BUILDER.lambda_handler()
