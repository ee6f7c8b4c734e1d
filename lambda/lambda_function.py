"""The Lambda entry: set the function's handler to `lambda_function.lambda_handler`.

PSOAS_SKILL_ID names the one skill whose requests are taken, PSOAS_STORE where people are kept.
"""

import gc
from typing import Any

gc.disable()  # all that a cold start makes stays, so looking for garbage in it only takes time

try:
    from skill.app import build_skill  # what it imports is most of that

    SKILL = build_skill()
    gc.freeze()  # and no later turn looks through it either
finally:
    gc.enable()


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one Alexa request. Raises MalformedRequest for an event that is none."""
    return SKILL.handle(event)
