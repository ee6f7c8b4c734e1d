"""The web door: a Flask app that hands a request's bytes to the skill and its answer back."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed

from skill.alexa.serializer import MalformedRequest
from skill.app import Skill, build_skill
from skill.config import BadSetting, Config
from skill.web.certificates import Certificates, Refused
from skill.web.guard import add_security_headers, refuse_strangers
from skill.web.health import Health
from skill.web.logs import watch
from skill.web.whole import LARGEST_BODY

Endpoint = Callable[[Headers, bytes], dict[str, Any]]
"""Answers a request's headers and raw body."""

ALEXA_PATH = "/alexa"
"""Where Alexa's requests go."""

ONLY_POST = (
    "Use POST here: this is the address to which Alexa sends its requests, and a person tries the skill "
    "by psoas talk in a terminal, or on the page of make run."
)
"""What is told to a browser that opens Alexa's address."""

logger = logging.getLogger(__name__)


def create_app(
    config: Config | None = None, skill: Skill | None = None, certificates: Certificates | None = None
) -> Flask:
    """Build the web app. `config` defaults to the environment, `skill` to one built from it.

    With `config.local` it takes unsigned requests from this machine and shows the simulator at `/`.
    Without, it takes only what Alexa signed for the one skill that `skill` answers;
    `certificates` default to those on Amazon's store. Raises UnknownStore for a store that this
    version does not have, and BadSetting where a skill id is needed and missing.
    """
    config = config or Config.from_environment()
    skill = skill or build_skill(config)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    watch(app)
    app.after_request(add_security_headers)
    app.register_error_handler(HTTPException, _no)
    app.register_error_handler(MethodNotAllowed, _no_such_method)
    app.register_error_handler(MalformedRequest, _refused)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Exception, _failed)
    if config.local:
        app.before_request(refuse_strangers)
        _add_simulator(app)
    _add_doors(app, skill, _unsigned(skill) if config.local else _signed(skill, config, certificates))
    return app


def _unsigned(skill: Skill) -> Endpoint:
    return lambda headers, body: skill.handle(body)


def _signed(skill: Skill, config: Config, certificates: Certificates | None) -> Endpoint:
    """The SDK's web service. It is imported here, as nobody else needs it."""
    from skill.web.chain_file import beside
    from skill.web.fetch import Fetcher
    from skill.web.service import Service

    if skill.only_for is None:
        raise BadSetting(
            "PSOAS_SKILL_ID is not set, and without it another skill's requests would be answered. "
            "Set it to the skill's id as the developer console shows it."
        )
    kept = certificates or Certificates(Fetcher().fetch, file=beside(config.store))
    service = Service(skill, kept)
    return service.verify_request_and_dispatch


def _add_simulator(app: Flask) -> None:
    """The simulator's routes. It is imported here, as no server on the internet needs it."""
    from skill.web.page import page

    app.register_blueprint(page())


def _add_doors(app: Flask, skill: Skill, endpoint: Endpoint) -> None:
    @app.post(ALEXA_PATH)
    def alexa() -> Response:
        return _json(endpoint(request.headers, _body()))

    is_well = Health(skill.store.answers)

    @app.get("/health")
    def health() -> Response:
        if is_well():
            return _json({"status": "ok"})
        return _json({"error": "The store does not answer."}, 503)


def _body() -> bytes:
    """The request's bytes. Raises BadRequest where they do not come as their headers say."""
    try:
        return request.get_data()
    except HTTPException:
        raise
    except Exception:  # whatever the server below raises for a body that it cannot read
        raise BadRequest("The body does not come as its headers say.") from None


def _json(document: Mapping[str, Any], status: int = 200) -> Response:
    text = json.dumps(document, separators=(",", ":"), allow_nan=False)
    return Response(text, status, mimetype="application/json")


def _no(error: HTTPException) -> Response:
    """The refusal as JSON, with the headers that belong to it, such as Allow."""
    answer = _json({"error": error.description}, error.code or 400)
    answer.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return answer


def _no_such_method(error: MethodNotAllowed) -> Response:
    """At Alexa's address, what that address is for."""
    return _no(MethodNotAllowed(error.valid_methods, ONLY_POST) if request.path == ALEXA_PATH else error)


def _refused(error: MalformedRequest | Refused) -> Response:
    logger.info("refused", extra={"fields": {"reason": str(error)}})
    return _json({"error": str(error)}, 400)


def _failed(error: Exception) -> Response:
    logger.error("failed", exc_info=error)
    return _json({"error": "Something went wrong here."}, 500)
