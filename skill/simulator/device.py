"""A speaker without Amazon: plays a skill's answers on a virtual clock and lets a person break in.

The device keeps Amazon's side of the bargain: it speaks a response with its silences, listens, plays
the reprompt, listens again, and ends the session with the right reason. It refuses any response that
breaks a platform rule. Nothing waits: an hour of coaching takes milliseconds.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from skill.coach.events import Phase
from skill.hearing.recogniser import Model, hear
from skill.languages.speech import speech_for
from skill.simulator.envelope import (
    SIMULATED_USER,
    Identity,
    Json,
    OpenSession,
    Slots,
    ended_request,
    envelope,
    intent_request,
    language_model,
    launch_request,
    touch_request,
)
from skill.simulator.pace import FASTEST, SLOWEST
from skill.simulator.playback import Answer, Microphone, Played
from skill.simulator.prompts import IsSample, samples_of
from skill.simulator.rules import Broken, BrokenRule, Rule, check

Endpoint = Callable[[Json], Mapping[str, Any] | None]

START = 1_795_348_800.0
"""Where the virtual clock starts if nobody says: noon of 2026-11-22, in seconds since 1970."""

ANSWER_SECONDS = 2.0
"""How long a person takes to answer a question, from the moment the microphone opens."""


class Device:
    """A speaker on which one person talks to one skill.

    `endpoint` takes a request envelope and gives a response envelope, both as JSON. `model` is the
    interaction model that turns words into intents. `pace` is the voice's, from `SLOWEST` to `FASTEST`.
    `lag` is the seconds between a request and the start of the answer's speech. `at`, wherever a
    method takes it, is the second at which the request leaves the device, counted from the start of
    the speech and on through microphone and reprompt; without it the person answers the question
    `ANSWER_SECONDS` after the microphone opened, or at once where it is open or closed already.
    A device whose `interfaces` have `SCREEN` shows what answers bring, and can be touched.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        model: Model | None = None,
        pace: float = 1.0,
        locale: str = "en-US",
        start: float = START,
        user: str = SIMULATED_USER,
        interfaces: tuple[str, ...] = (),
        lag: float = 1.0,
        is_sample: IsSample | None = None,
    ) -> None:
        if not SLOWEST <= pace <= FASTEST:
            raise ValueError(f"a pace of {pace}: choose one from {SLOWEST} (slow) to {FASTEST} (fast)")
        self.endpoint, self.model, self.pace, self.lag = endpoint, model, pace, lag
        self.identity = Identity(user=user, locale=locale, interfaces=interfaces)
        self.is_sample = is_sample or (samples_of(model) if model else None)
        self.now = start
        self.session: OpenSession | None = None
        self.answer: Answer | None = None
        self.answers: list[Answer] = []
        self.exchanges: list[tuple[Json, Json | None]] = []
        self._speech_start = start

    @property
    def position(self) -> float:
        """Seconds since the last answer's speech began."""
        return self.now - self._speech_start

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The session attributes of the last answer."""
        return self.answer.attributes if self.answer else {}

    @property
    def heard(self) -> list[Played]:
        """What was heard of the last answer so far."""
        return self.answer.heard(self.position) if self.answer else []

    def microphone(self, at: float | None = None) -> Microphone:
        """What the device is doing, now or at a second of this answer."""
        if self.answer is None:
            return Microphone.OVER
        return self.answer.microphone(self.position if at is None else at)

    def heard_seconds(self, names: Collection[str], side: str | None = None) -> float:
        """True seconds heard of all marks with such a name, over all answers so far, on one side or any."""
        return sum(
            answer.heard_seconds(mark, self.position if answer is self.answer else answer.cut_at)
            for answer in self.answers
            for mark in (*answer.marks, *answer.reprompt_marks)
            if mark.name in names and side in (None, mark.side)
        )

    def launch(self, at: float | None = None) -> Answer:
        """Say "open psoas rolling": a new session opens, and one that was open is lost without a word."""
        self._reach(self._when(at))
        self.session = OpenSession()
        return self._turn(launch_request())

    def say(self, text: str, at: float | None = None) -> Answer:
        """Say words; with the invocation name they open the skill, as they do on a speaker.

        Raises `BrokenRule`, and `ValueError` for a second that has passed or a device without a model.
        """
        if self.model is None:
            raise ValueError("this device has no interaction model to hear with: give it one, or intend()")
        words = " ".join(self.model.words(text))
        rest = invoked(words, language_model(self.model)["invocationName"], self.model.locale)
        if rest == "":
            return self.launch(at)
        heard = hear(rest or text, Phase.START, self.model)  # the phase decides the label only
        if rest:
            self._reach(self._when(at))
            self.session = None
        return self.intend(heard.intent, heard.raw, at)

    def intend(self, intent: str, slots: Slots | None = None, at: float | None = None) -> Answer:
        """Send an intent with filled slots, by the model's own slot names; opens a session where none is."""
        self._reach(self._when(at))
        self.session = self.session or OpenSession()
        return self._turn(intent_request(intent, slots or {}, self.model))

    def touch(self, word: str, at: float | None = None) -> Answer:
        """Touch the button of this name, or with this word on it.

        Raises `BrokenRule`, and `ValueError` for a button that is not on the screen at that second. Where the
        skill answers with nothing, what is being said goes on, and the answer is the one before.
        """
        self._reach(self._when(at))
        screen = self.answer.screen if self.answer else None
        if screen is None or self.answer is None or self.session is None:
            raise ValueError("nothing is shown that could be touched: use a device with a screen, and launch")
        request = touch_request(screen.token, screen.touch(word, self.position))
        response = self._send(request, self.session)
        return self.answer if _is_empty(response) else self._answered(response, self.session)

    def end(self, reason: str = "USER_INITIATED", at: float | None = None, error: str | None = None) -> None:
        """End the open session, and tell the skill why. Raises `ValueError` where none is open."""
        self._reach(self.position if at is None else at)
        if self.session is None:
            raise ValueError("no session is open that could end")
        self._end(reason, error)

    def drop(self, at: float | None = None) -> None:
        """Lose the session without telling the skill, as a lost connection does."""
        self._reach(self.position if at is None else at)
        self._cut()
        self.session = None

    def wait(self, seconds: float) -> None:
        """Say nothing for so many seconds; a session whose time runs out ends on the way."""
        self._reach(self.position + seconds)

    def play_out(self) -> None:
        """Say nothing until the session is over and the device is silent."""
        if self.answer:
            self._reach(max(self.position, self.answer.over_at))

    def _when(self, at: float | None) -> float:
        if at is None and self.answer and self.microphone() is Microphone.SPEAKING:
            return self.answer.speech_seconds + ANSWER_SECONDS
        return self.position if at is None else at

    def _reach(self, at: float) -> None:
        """Move the clock to a second of the answer."""
        if at < self.position - 0.001:
            raise ValueError(f"second {at:g} has passed: the device is at second {self.position:.1f}")
        if self.session and self.answer and at >= self.answer.over_at:
            self.now = self._speech_start + self.answer.over_at
            self._end("EXCEEDED_MAX_REPROMPTS")
        self.now = self._speech_start + at

    def _end(self, reason: str, error: str | None = None) -> None:
        session, self.session = self.session, None
        self._cut()
        self._send(ended_request(reason, error), session or OpenSession())

    def _cut(self) -> None:
        if self.answer:
            self.answer.cut_at = min(self.answer.cut_at, self.position)

    def _turn(self, request: Json) -> Answer:
        session = self.session or OpenSession()
        self._cut()
        self.session = None  # a response that breaks a rule ends the session
        return self._answered(self._send(request, session), session)

    def _answered(self, response: Json | None, session: OpenSession) -> Answer:
        self._cut()
        self.session = None
        self.answer = Answer(response or {}, self.pace)
        self.answers.append(self.answer)
        if not self.answer.closes:
            self.session = OpenSession(new=False, attributes=dict(self.answer.attributes), id=session.id)
        self.now += self.lag
        self._speech_start = self.now
        return self.answer

    def _send(self, request: Json, session: OpenSession) -> Json | None:
        token = self.answer.screen.token if self.answer and self.answer.screen else None
        sent = json.loads(json.dumps(envelope(self.identity, session, request, self.now, token)))
        response = self._plain(self.endpoint(sent))
        self.exchanges.append((sent, response))
        talks = self.microphone() in (Microphone.SPEAKING, Microphone.REPROMPT)
        if broken := check(response, sent, self.is_sample, pace=self.pace, talks=talks):
            raise BrokenRule(broken)
        return response

    @staticmethod
    def _plain(response: Mapping[str, Any] | None) -> Json | None:
        """The response as it comes over a wire."""
        try:
            plain: Json | None = json.loads(json.dumps(response, allow_nan=False))
        except (TypeError, ValueError) as error:
            raise BrokenRule([Broken(Rule.MALFORMED_RESPONSE, f"not JSON: {error}")]) from error
        return plain


def _is_empty(response: Json | None) -> bool:
    """Whether a response changes nothing: it says nothing, and leaves the session as it is."""
    body = (response or {}).get("response") or {}
    return not body.get("outputSpeech") and "shouldEndSession" not in body


def invoked(words: str, name: str, locale: str) -> str | None:
    """What follows a launch word and the invocation name, or None where the skill is not called by name."""
    called = speech_for(locale).invocation
    polite, launch, joining = (_one_of(each) for each in (called.polite, called.launch, called.joining))
    pattern = rf"(?:alexa )?(?:{polite} )?{launch} {re.escape(name)}(?: (?:{joining} )?(.+))?"
    found = re.fullmatch(pattern, words)
    return (found[1] or "") if found else None


def _one_of(words: Iterable[str]) -> str:
    """A pattern for one of these words."""
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})"
