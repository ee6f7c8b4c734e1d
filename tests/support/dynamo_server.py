"""DynamoDB, played by moto over real HTTP."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple
from unittest import mock

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from skill.memory import dynamo_requests
from skill.memory.dynamo import DynamoStore, create_table

REGION, KEY_ID, SIGNER = "eu-west-1", "AKIDEXAMPLE", "signs-for-tests"


class Sent(NamedTuple):
    """One request as it came over the wire."""

    operation: str
    body: Any
    headers: Mapping[str, str]
    raw: bytes


class Tables:
    """DynamoDB on a port of this machine. `sent` are the requests so far; `answers` go before moto's.

    Each answer is called with the request, and may give None to let moto answer after all. moto shares
    this process with fifty writers and more, so the store is given more time than in production.
    """

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.answers: list[Callable[[Sent], Response | None]] = []
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._numbers, self._lock = count(1), threading.Lock()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        for name in ("DEADLINE", "CONNECT_SECONDS", "READ_SECONDS"):
            setattr(dynamo_requests, name, 30.0)
        server = make_server("127.0.0.1", 0, self._serve, threaded=True)
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def _serve(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        body = request.get_data()
        environ["wsgi.input"] = BytesIO(body)
        operation = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
        sent = Sent(operation, json.loads(body or b"{}"), dict(request.headers), body)
        self.sent.append(sent)
        answer = self.answers.pop(0)(sent) if self.answers else None
        return answer(environ, start) if answer else self._one_at_a_time(sent, environ, start)

    def _one_at_a_time(self, sent: Sent, environ: Any, start: Any) -> Any:
        """What moto answers. It mixes up transactions of several threads; DynamoDB cancels all but one."""
        if not self._lock.acquire(blocking=sent.operation != "TransactWriteItems"):
            return refusal("TransactionCanceledException", "TransactionConflict")(sent)(environ, start)
        try:
            return self._moto(environ, start)
        finally:
            self._lock.release()

    @contextmanager
    def environment(self) -> Iterator[None]:
        """Where the store and every other AWS tool finds this server, and nothing of the machine's own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        aws = {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SIGNER,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL_DYNAMODB": self.url,
        }
        with mock.patch.dict(os.environ, {**kept, **aws}, clear=True):
            yield

    def new_store(self) -> DynamoStore:
        """A store in an empty table."""
        name = f"people-{next(self._numbers)}"
        self.answers.clear()
        with self.environment():
            create_table(name)
            store = DynamoStore(name)
        self.sent.clear()
        return store

    def counted(self, call: Callable[[], Any]) -> list[str]:
        """The operations that a call took."""
        before = len(self.sent)
        call()
        return [sent.operation for sent in self.sent[before:]]


@cache
def tables() -> Tables:
    """The one server of this test run."""
    return Tables()


def refusal(code: str, *reasons: str, status: int = 400) -> Callable[[Sent], Response]:
    """An error as DynamoDB words it; the reasons are a transaction's."""
    error: dict[str, Any] = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "As told."}
    if reasons:
        error["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    return lambda _: Response(json.dumps(error), status, content_type="application/x-amz-json-1.0")
