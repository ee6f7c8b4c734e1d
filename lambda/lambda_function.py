"""The Lambda entry: set the function's handler to `lambda_function.lambda_handler`.

PSOAS_SKILL_ID names the one skill whose requests are taken, PSOAS_STORE where people are kept.
"""

from typing import Any

from skill.app import build_skill

SKILL = build_skill()


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one Alexa request. Raises MalformedRequest for an event that is none."""
    return SKILL.handle(event)
