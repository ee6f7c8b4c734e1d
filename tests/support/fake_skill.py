"""A skill of a few lines, for tests of the speaker itself: it answers what it is told to, in turn."""

from collections.abc import Iterable, Sequence
from typing import Any

from skill.hearing.recogniser import Model

Json = dict[str, Any]

MODEL = Model(
    {
        "interactionModel": {
            "languageModel": {
                "invocationName": "psoas rolling",
                "intents": [
                    {"name": "AMAZON.FallbackIntent", "samples": []},
                    {"name": "AMAZON.StopIntent", "samples": ["stop"]},
                    {"name": "ReadyIntent", "samples": ["ready", "i'm ready"]},
                    {"name": "HowOftenIntent", "samples": ["how often"]},
                    {
                        "name": "TenderSpotIntent",
                        "samples": ["tender spot", "tender spot {side}"],
                        "slots": [{"name": "side", "type": "Side"}],
                    },
                ],
                "types": [
                    {
                        "name": "Side",
                        "values": [
                            {"id": "left", "name": {"value": "left", "synonyms": ["left side"]}},
                            {"id": "right", "name": {"value": "right"}},
                        ],
                    }
                ],
            }
        }
    },
    "en-US",
)


def answer(
    speech: str,
    reprompt: str | None = None,
    *,
    marks: Sequence[Sequence[Any]] = (),
    reprompt_marks: Sequence[Sequence[Any]] = (),
    **attributes: Any,
) -> Json:
    """A response from the inside of its SSML; it stays open where it has a reprompt."""
    response: Json = {"outputSpeech": ssml(speech), "shouldEndSession": reprompt is None}
    if reprompt is not None:
        response["reprompt"] = {"outputSpeech": ssml(reprompt)}
    marked = {"marks": list(marks), "reprompt_marks": list(reprompt_marks)}
    return {"version": "1.0", "sessionAttributes": {**marked, **attributes}, "response": response}


def ssml(inside: str) -> Json:
    """An outputSpeech object from the inside of its SSML."""
    return {"type": "SSML", "ssml": f"<speak>{inside}</speak>"}


class FakeSkill:
    """An endpoint that gives its answers in turn, the last one again and again; keeps the requests."""

    def __init__(self, *answers: Any) -> None:
        self.answers: list[Any] = list(answers)
        self.requests: list[Json] = []

    def __call__(self, request: Json) -> Any:
        """Answer a request; the end of a session is answered with nothing."""
        self.requests.append(request)
        if request["request"]["type"] == "SessionEndedRequest":
            return {"version": "1.0", "response": {}}
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def kinds(self) -> list[str]:
        """The types of the requests so far."""
        return [request["request"]["type"] for request in self.requests]


def silence(seconds: int) -> str:
    """A silence of whole seconds as a chain of breaks."""
    full, rest = divmod(seconds, 10)
    return '<break time="10s"/>' * full + (f'<break time="{rest}s"/>' if rest else "")


def phrases(texts: Iterable[str]) -> str:
    """Phrases as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)
