"""Calls to DynamoDB by boto3's client, tried again where that helps, and given up in time.

boto3's own tries are switched off: they do not know of a transaction that was in another's way, and
cannot be told when somebody stops waiting.
"""

import os
import random
from collections.abc import Mapping, Sequence
from time import monotonic, sleep
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from skill.memory.store import UnknownStore

DEADLINE = 0.6
"""Seconds for one call with all its tries: a little less than `guarded` waits for a store."""

CONNECT_SECONDS, READ_SECONDS = 0.3, 0.4
"""A table in the skill's own region answers in a few hundredths of this."""

PAUSE, MOST_PAUSE, LEAST = 0.02, 0.16, 0.05
"""Seconds: the longest pause before a second try, which doubles up to a limit; what a try must have left."""

CONNECTIONS = 16
"""How many are kept open; twice the threads of a worker."""

PASSING = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}
"""Errors of the API after which the same request may succeed."""

PASSING_REASONS = {"None", "ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"}
"""Reasons for which a transaction was cancelled that may be gone a moment later."""

HINTS = {
    "ResourceNotFoundException": "Create the table, or name the one that is there in PSOAS_STORE",
    "AccessDeniedException": "Allow the skill's role the operation on this table",
    "UnrecognizedClientException": "Check the AWS credentials that the skill runs with",
    "ExpiredTokenException": "Renew the AWS credentials that the skill runs with",
}


class RequestFailed(RuntimeError):
    """DynamoDB did not do what was asked. `code` is its error, `reasons` a transaction's, one an item."""

    def __init__(self, operation: str, code: str, message: str = "", reasons: Sequence[str] = ()) -> None:
        told = [f"DynamoDB's {operation} failed with {code}", message.rstrip("."), HINTS.get(code, "")]
        super().__init__(". ".join(filter(None, told)) + ".")
        self.code = code
        self.reasons = reasons

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed a moment later."""
        if self.reasons:
            return set(self.reasons) <= PASSING_REASONS
        return self.code in PASSING or self.code.startswith("5")


KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"


class Requests:
    """Calls DynamoDB's operations. Safe for threads.

    Region, endpoint and credentials are taken as every AWS tool takes them; AWS_REGION, which Lambda
    sets, goes before what boto3 looks at. Raises UnknownStore where there is no region, or no credentials.
    """

    def __init__(self) -> None:
        limits = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 1},
            max_pool_connections=CONNECTIONS,
            tcp_keepalive=True,
        )
        try:
            self.client = _session().client("dynamodb", config=limits)
        except BotoCoreError as error:
            raise UnknownStore(
                f"PSOAS_STORE names a DynamoDB table, but AWS cannot be reached: {error}"
            ) from error

    def call(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one operation. Raises RequestFailed within about `DEADLINE` seconds."""
        give_up, pause = monotonic() + DEADLINE, PAUSE
        while True:
            try:
                return self._once(operation, arguments)
            except RequestFailed as failure:
                wait = random.uniform(0, pause)  # noqa: S311  # two who were in each other's way part
                if not failure.passing or monotonic() + wait + LEAST > give_up:
                    raise
            sleep(wait)
            pause = min(2 * pause, MOST_PAUSE)

    def _once(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self.client, xform_name(operation))(**arguments)
        except ClientError as error:
            raise _failed(operation, error.response) from error
        except (BotoCoreError, HTTPClientError) as error:
            raise RequestFailed(
                operation, "ServiceUnavailable", f"Nothing was heard of it: {error}"
            ) from error
        if answer.get("UnprocessedKeys") or answer.get("UnprocessedItems"):
            raise RequestFailed(operation, "ThrottlingException", "It left a part undone.")
        return answer


def _session() -> Any:
    """boto3's session. Raises UnknownStore where there is no region, or no credentials."""
    session = boto3.session.Session(region_name=os.environ.get("AWS_REGION"))
    known = {"AWS_REGION": session.region_name, KEYS: session.get_credentials()}
    if lacking := [name for name, value in known.items() if not value]:
        raise UnknownStore(
            f"PSOAS_STORE names a DynamoDB table, which cannot be asked for: set {lacking[0]}."
        )
    return session


def _failed(operation: str, answer: Any) -> RequestFailed:
    code, status = answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]
    reasons = [str(reason.get("Code")) for reason in answer.get("CancellationReasons", ())]
    return RequestFailed(
        operation, code if status < 500 else str(status), answer["Error"].get("Message", ""), reasons
    )
