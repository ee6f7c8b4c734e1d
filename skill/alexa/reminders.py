"""Reminders by Alexa's Reminders API, as effects of the coach, and the question for permission.

A reminder is a `SCHEDULED_ABSOLUTE` one: a time without zone beside the zone's name, as one with a "Z"
is refused, and for every week rules, as the older `freq` and `byDay` are ignored (checked 2026-11-22:
developer.amazon.com/en-US/docs/alexa/smapi/alexa-reminders-api-reference.html). Nothing of it is kept
here: which reminders there are is asked every time.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ask_sdk_model.interfaces.connections.v1.start_connection_directive import StartConnectionDirective
from ask_sdk_model.services.reminder_management.reminder_management_service_client import (
    ReminderManagementServiceClient,
)
from ask_sdk_model.services.service_exception import ServiceException

from skill.alexa.schedule import reminder_from, request_for, same
from skill.alexa.services import Access
from skill.coach.effects import Effect, EffectResult, Reminder
from skill.turns import AskPermission

logger = logging.getLogger(__name__)

SECONDS = 1.2
"""Seconds that all calls of an effect may take together."""

SCOPE = "alexa::alerts:reminders:skill:readwrite"
"""The permission that reminders need; the skill's manifest names it as well."""

AWAY = EffectResult(how="away")


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Runs the coach's effects about reminders, for one request.

    `at` is its timestamp (seconds since 1970); `zone` gives the IANA name of the speaker's time zone, or
    None, and is only asked where a time is set; `words` are what is said when a reminder is due.
    """

    access: Access | None
    at: int
    locale: str
    words: str
    zone: Callable[[], str | None]
    seconds: float = SECONDS

    def run(self, effect: Effect) -> EffectResult:
        """Do an effect, and tell what came of it. Never raises: what went wrong is the result."""
        if self.access is None:
            return AWAY
        try:
            client = ReminderManagementServiceClient(self.access.configuration(self.seconds))
            return _RUN[effect.what](self, client, effect)
        except ServiceException as failed:
            return _refused(failed, effect.what)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            logger.warning("Reminders answered to %s with what is no answer.", effect.what)
            return AWAY

    def _list(self, client: Any, effect: Effect) -> EffectResult:
        return EffectResult(how="done", reminders=tuple(self._set(client).values()))

    def _set(self, client: Any) -> dict[str, Reminder]:
        """The reminders that are set and can be told, by their token, in the order of their days."""
        alerts = client.get_reminders().alerts
        found = {alert.alert_token: reminder_from(alert, self.at) for alert in filter(None, alerts)}
        known = {token: each for token, each in found.items() if token and each is not None}
        return dict(sorted(known.items(), key=lambda row: (row[1].as_text(), row[0])))

    def _create(self, client: Any, effect: Effect) -> EffectResult:
        return self._timed(client.create_reminder, effect, self._set(client))

    def _change(self, client: Any, effect: Effect) -> EffectResult:
        there = self._set(client)
        token = next((token for token, each in there.items() if each in effect.old), None)
        if token is not None:
            return self._timed(partial(client.update_reminder, token), effect, {})
        return EffectResult(how="done" if effect.reminder in there.values() else "gone")

    def _timed(
        self, send: Callable[[Any], object], effect: Effect, there: dict[str, Reminder]
    ) -> EffectResult:
        """Send a reminder with its time, unless it is there: a request that came twice sets one."""
        zone, reminder = self.zone(), effect.reminder
        if zone is None:
            return EffectResult(how="no_zone")
        request = request_for(reminder, self.at, zone, self.locale, self.words)
        if request is None:
            return EffectResult(how="past")
        if not any(same(reminder, each, self.at, zone) for each in there.values()):
            send(request)
        return EffectResult(how="done")

    def _cancel(self, client: Any, effect: Effect) -> EffectResult:
        found = {token: each for token, each in self._set(client).items() if each in effect.old}
        for token in found:
            try:
                client.delete_reminder(token)
            except ServiceException as failed:
                if failed.status_code != NOT_FOUND:  # it rang just now, or was cancelled in the app
                    raise
        return EffectResult(how="done" if found else "gone", reminders=tuple(found.values()))


_RUN: dict[str, Callable[[Reminders, Any, Effect], EffectResult]] = {
    "list_reminders": Reminders._list,
    "set_reminder": Reminders._create,
    "change_reminder": Reminders._change,
    "cancel_reminders": Reminders._cancel,
}

UNAUTHORISED, FORBIDDEN, NOT_FOUND, TOO_OFTEN, SERVER_ERROR = 401, 403, 404, 429, 500


def _refused(failed: ServiceException, what: str) -> EffectResult:
    """What a status means, with the code in the body where the status alone does not tell."""
    status, code = failed.status_code, _code(failed.body)
    logger.warning("Reminders answered %s %s to %s.", status, code, what)
    if status == UNAUTHORISED:
        return EffectResult(how="no_permission")
    if status == FORBIDDEN:
        return EffectResult(how=_FORBIDDEN.get(code, "no_permission"))
    if status == NOT_FOUND:
        return EffectResult(how="gone")
    return AWAY if status == TOO_OFTEN or status >= SERVER_ERROR else EffectResult(how="refused")


_FORBIDDEN = {"MAX_REMINDERS_EXCEEDED": "too_many", "DEVICE_NOT_SUPPORTED": "unsupported"}
"""Codes of a 403. Confirmed for the second: ReminderApi.ts of jovo-framework. Remembered for the first."""


def _code(body: Any) -> str:
    """The error's code, where the body tells one; nothing else of it belongs into a log.

    Of a status that it does not expect, ask-sdk's client hands the body on as it came.
    """
    found = re.search(r'"code"\s*:\s*"([A-Z_]{1,60})"', body) if isinstance(body, str) else None
    code = found[1] if found else str(getattr(body, "code", "") or "")
    return code if re.fullmatch(r"[A-Z_]{1,60}", code) else ""


def ask_permission(effect: AskPermission) -> StartConnectionDirective:
    """The directive by which Alexa asks for the permission; the token brings back what was agreed on.

    She asks once the response's speech is over, suspends the session meanwhile, and resumes it with a
    SessionResumedRequest. So the response must neither end the session nor open the microphone.
    """
    wanted = {"permissionScope": SCOPE, "consentLevel": "ACCOUNT"}
    return StartConnectionDirective(
        uri="connection://AMAZON.AskForPermissionsConsent/2",
        input={"@type": "AskForPermissionsConsentRequest", "@version": "2", "permissionScopes": [wanted]},
        token=effect.reminder.as_text(),
    )
