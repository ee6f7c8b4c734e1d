"""The web door: a Flask app that hands a request's bytes to the skill and its answer back."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from skill.alexa.serializer import MalformedRequest
from skill.app import Skill, build_skill
from skill.config import Config
from skill.web.guard import refuse_strangers, refuse_unverified

LARGEST_BODY = 256 * 1024
"""Bytes that a request may have. Real ones have some thousand; a screen's state adds tens of thousands."""

Answer = Response | tuple[Response, int]

logger = logging.getLogger(__name__)


def create_app(config: Config | None = None, skill: Skill | None = None) -> Flask:
    """Build the web app. `config` defaults to the environment, `skill` to one built from it.

    With `config.local` it takes unsigned requests from this machine and shows how to talk to the
    skill at `/`. Without, it refuses every request until it can verify that Amazon sent it.
    Raises UnknownStore for a store that this version does not have.
    """
    config = config or Config.from_environment()
    skill = skill or build_skill(config)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(MalformedRequest, _malformed)
    _add_doors(app, skill)
    if config.local:
        app.before_request(refuse_strangers)
        app.add_url_rule("/", "page", lambda: render_template("index.html"))
    else:
        app.before_request(refuse_unverified)
    return app


def _add_doors(app: Flask, skill: Skill) -> None:
    @app.post("/alexa")
    def alexa() -> Answer:
        return jsonify(skill.handle(request.get_data()))

    @app.get("/health")
    def health() -> Answer:
        if skill.store.answers():
            return jsonify(status="ok")
        return jsonify(error="The store does not answer."), 503


def _refused(error: HTTPException) -> Answer:
    return jsonify(error=error.description), error.code or 400


def _malformed(error: MalformedRequest) -> Answer:
    logger.info("Refused a request: %s", error)
    return jsonify(error=str(error)), 400
