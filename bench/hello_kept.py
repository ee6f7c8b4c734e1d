"""Hello world that counts its visits, in a DynamoDB table, with the SDK's own adapter.

BENCH_TABLE names the table. It is there already: the adapter is not asked to make it.
"""

import os
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_dynamodb.adapter import DynamoDbAdapter
from ask_sdk_model.response import Response


class Hello(AbstractRequestHandler):
    """Reads what is kept, adds one, keeps it, and says hello to everything."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """One sentence and a question."""
        kept: dict[str, Any] = handler_input.attributes_manager.persistent_attributes
        kept["visits"] = kept.get("visits", 0) + 1
        handler_input.attributes_manager.save_persistent_attributes()
        return handler_input.response_builder.speak("Hello world.").ask("Shall I say it again?").response


BUILDER = CustomSkillBuilder(persistence_adapter=DynamoDbAdapter(os.environ["BENCH_TABLE"]))
BUILDER.add_request_handler(Hello())
lambda_handler: Any = BUILDER.lambda_handler()
