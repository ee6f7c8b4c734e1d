"""AWS for tests: moto behind real HTTP, in which the infrastructure's template can be deployed."""

import threading
import urllib.request
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

REGION = "eu-west-1"
CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
BUCKET, KEY = "code", "lambda.zip"


class Amazon:
    """An account with nothing in it. `asked` are the DynamoDB operations that were called."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The endpoint of every service."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What Lambda sets in a function's environment, with this as the endpoint."""
        return {
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL_DYNAMODB": self.url,
        }

    def client(self, service: str) -> Any:
        """boto3's client of a service."""
        return boto3.client(service, region_name=REGION, endpoint_url=self.url, **CREDENTIALS)

    def deploy(self, template: Path, parameters: Mapping[str, str]) -> dict[str, str]:
        """Make a stack; gives its outputs."""
        stacks = self.client("cloudformation")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Tried to parse")  # moto makes no alarms
            stacks.create_stack(
                StackName="psoas",
                TemplateBody=template.read_text("utf-8"),
                Parameters=[
                    {"ParameterKey": name, "ParameterValue": text} for name, text in parameters.items()
                ],
                Capabilities=["CAPABILITY_IAM"],
            )
        (stack,) = stacks.describe_stacks(StackName="psoas")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def items(self, table: str) -> list[dict[str, Any]]:
        """All that is in a table."""
        found: list[dict[str, Any]] = self.client("dynamodb").scan(TableName=table)["Items"]
        return found

    def close(self) -> None:
        """Forget everything, and stop serving."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")).close()  # noqa: S310
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> Any:
        target: str = environ.get("HTTP_X_AMZ_TARGET", "")
        if target.startswith("DynamoDB"):
            self.asked.add(target.rpartition(".")[2])
        return self._app(environ, start)


@contextmanager
def amazon() -> Iterator[Amazon]:
    """An account for as long as the block lasts."""
    account = Amazon()
    try:
        yield account
    finally:
        account.close()
