"""The simulator page and what it asks the server: in local mode only.

The page shows; a conversation on a virtual speaker, here, is the truth. Every answer is JSON, but for
the page, its files, and a transcript.
"""

from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, send_file
from werkzeug.exceptions import BadRequest, NotFound

from skill.simulator.conversation import MOST_SESSIONS, Conversation, Speaker, speaker_for
from skill.simulator.picture import about, conversation_picture, figure
from skill.simulator.scenes import scenes
from skill.web.rooms import NoSuchRoom, Rooms
from skill.web.screen import FILES

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy: nothing from elsewhere, nothing inline, in nobody's frame."""

LATEST = 3600
"""The last second of an answer at which something can be said; none takes an hour."""

FRAME_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
"""The policy of the frame in which a screen is drawn: Amazon's renderer makes code and styles as it runs."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def page(speaker: Speaker = speaker_for) -> Blueprint:
    """The routes of the page. `speaker` makes the device on which a conversation is held."""
    routes = Blueprint("page", __name__, static_folder="static", static_url_path="/static")
    routes.after_request(_guarded)
    routes.register_error_handler(NoSuchRoom, _gone)
    routes.register_error_handler(ValueError, _refused)
    routes.register_error_handler(FileNotFoundError, _refused)
    routes.add_url_rule("/", "page", _page)
    routes.add_url_rule("/simulator/figure", "figure", lambda: jsonify(figure()))
    routes.add_url_rule("/simulator/about", "about", _about)
    for name, file in FILES.items():
        routes.add_url_rule(f"/simulator/screen/{name}", name.replace(".", "-"), partial(_screen, file))
    _add_conversations(routes, Rooms(), speaker)
    return routes


def _screen(file: Path) -> Response:
    """A file of the frame in which a screen is drawn; the renderer may not be installed."""
    if not file.is_file():
        raise NotFound
    response = send_file(file)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


def _add_conversations(routes: Blueprint, rooms: Rooms[Conversation], speaker: Speaker) -> None:
    @routes.post("/simulator/conversations")
    def begin() -> tuple[Response, int]:
        conversation = Conversation(_text(_body(), "transcript"), speaker)
        return jsonify(key=rooms.open(conversation), **conversation_picture(conversation)), 201

    @routes.post("/simulator/steps")
    def go_on() -> Response:
        body = _body()
        with rooms.enter(_text(body, "key")) as conversation:
            steps = _steps(body, len(conversation.steps))
            conversation.back_to(steps)
            _take(conversation, body)
            return jsonify(conversation_picture(conversation, steps))

    @routes.get("/simulator/transcript")
    def transcript() -> Response:
        with rooms.enter(request.args.get("key", "")) as conversation:
            return Response(conversation.transcript(), mimetype="text/plain")


def _page() -> str:
    return render_template("index.html", scenes=scenes(), most_sessions=MOST_SESSIONS)


def _about() -> Response:
    drawn = FILES["apl.js"].is_file()
    return jsonify(scenes=[vars(scene) for scene in scenes()], renderer=drawn, **about())


def _take(conversation: Conversation, body: dict[str, Any]) -> None:
    """Say or do what a page asks for."""
    second = body.get("at")
    if second is not None and not (type(second) in (int, float) and 0 <= second <= LATEST):
        raise BadRequest(f"at is a second of the answer, from 0 to {LATEST}, or left out.")
    if "touch" in body:
        conversation.touch(_text(body, "touch"), second)
    elif "do" in body:
        conversation.act(_text(body, "do"), second)
    else:
        conversation.say(_text(body, "words"), second, patient=body.get("patient") is True)


def _body() -> dict[str, Any]:
    try:
        body = request.get_json()
    except RecursionError:
        raise BadRequest("The body is nested too deep.") from None
    if not isinstance(body, dict):
        raise BadRequest("The body is a JSON object.")
    return body


def _text(body: dict[str, Any], name: str) -> str:
    text = body.get(name, "")
    if not isinstance(text, str):
        raise BadRequest(f"{name} is a text.")
    return text


def _steps(body: dict[str, Any], there: int) -> int:
    steps = body.get("after", there)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 0 <= steps <= there:
        raise BadRequest(f"after is how many steps are kept, 0 to {there}.")
    return steps


def _guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _gone(_: NoSuchRoom) -> tuple[Response, int]:
    return jsonify(error=NotFound.description, gone=True), 404


def _refused(error: Exception) -> tuple[Response, int]:
    return jsonify(error=str(error)), 400
