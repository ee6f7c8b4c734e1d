"""The time zone of a speaker, by the Device Settings API, which needs no permission."""

import logging
from zoneinfo import ZoneInfo

from ask_sdk_model.services.service_exception import ServiceException
from ask_sdk_model.services.ups.ups_service_client import UpsServiceClient

from skill.alexa.services import Access

logger = logging.getLogger(__name__)

SECONDS = 0.7
"""Seconds in which the zone must be known: it is asked for in a turn that somebody waits for."""


def zone_of(access: Access | None, device: str, seconds: float = SECONDS) -> str | None:
    """The IANA name of a device's time zone ("Europe/Berlin"), or None where it cannot be known now."""
    if access is None or not device:
        return None
    try:
        client = UpsServiceClient(access.configuration(seconds))
        name = str(client.get_system_time_zone(device))
        ZoneInfo(name)
    except ServiceException as failed:
        logger.warning("No time zone: the Device Settings API answered %s.", failed.status_code)
        return None
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError, AttributeError):
        logger.warning("No time zone: the Device Settings API answered with none that is known.")
        return None
    return name
