"""What the server logs: a line for each request and each fault, as JSON or to be read.

No line holds a body, a header, a word that somebody said, or the id of a person, a device or a
session. An exception is logged by its type and its place, never by its text, which may repeat what
came in. A line's `request_id` is also the answer's `X-Request-Id`.
"""

import json
import logging
import logging.config
import traceback
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

logger = logging.getLogger(__name__)


class Logged(logging.Formatter):
    """A record's parts, without the text of an exception."""

    def parts(self, record: logging.LogRecord) -> dict[str, Any]:
        """The parts in their order; what a record does not have is left out."""
        parts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            parts["request_id"] = g.request_id
        parts.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            parts["exception"] = record.exc_info[0].__name__
            parts["where"] = "".join(traceback.format_tb(record.exc_info[2]))
        return parts


class AsJson(Logged):
    """One JSON object a line, for a machine."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's parts as JSON."""
        return json.dumps(self.parts(record), default=str)


class AsText(Logged):
    """One line to be read, and the place of an exception below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level and message, then the other parts as name=value."""
        parts = self.parts(record)
        where = parts.pop("where", "")
        head = f"{parts.pop('time')[11:19]} {parts.pop('level')} {parts.pop('message')}"
        parts.pop("logger")
        return " ".join([head, *(f"{name}={value}" for name, value in parts.items())]) + (
            where and f"\n{where}"
        )


def settings(form: str) -> dict[str, Any]:
    """The log's settings in the shape of `logging.config.dictConfig`; `form` is one of LOG_FORMS."""
    formatter = AsJson if form == "json" else AsText
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "INFO", "handlers": ["err"]},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "werkzeug": {"level": "WARNING"},  # it logs addresses, and each request once more
        },
    }


def set_up(form: str) -> None:
    """Log to standard error, in one of config.LOG_FORMS."""
    logging.config.dictConfig(settings(form))


def watch(app: Flask) -> None:
    """Give each request an id and a line in the log."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id, g.began = uuid4().hex[:16], perf_counter()


def _end(response: Response) -> Response:
    fields = {
        "method": request.method,
        "door": request.endpoint or "unknown",
        "status": response.status_code,
        "milliseconds": round((perf_counter() - g.began) * 1000, 2),
    }
    response.headers["X-Request-Id"] = g.request_id
    logger.info("request", extra={"fields": fields})
    return response
