"""A conversation that can be taken back: a device, and every line that was played on it.

A line is a person's line of a transcript, `U @46: found a tender spot` or `T @46: tender spot`. A
device's clock never runs backwards, and the lines settle all that happens on it; so to go back, a new
device plays them again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from skill import routines
from skill.app import Skill, build_skill
from skill.coach.events import SIDES, Label
from skill.coach.places import CLOCKS
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.settings import VERBOSITIES
from skill.coach.timeline import Moment, phase_of, walk
from skill.config import Config
from skill.hearing.recogniser import hear, load_model
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.simulator.device import Device
from skill.simulator.envelope import SCREEN, Json
from skill.simulator.options import Options
from skill.simulator.pace import FASTEST, SLOWEST
from skill.simulator.playback import Answer
from skill.simulator.rules import Broken, BrokenRule
from skill.simulator.transcript import ACTIONS, BadTranscript, Row, collapsed, play, read

PLAN = routines.load().seconds
"""What may be chosen for a side."""
MOST_SESSIONS = 100_000
"""Sessions that somebody may have done before."""
MOST_LINES = 200
"""Lines that a conversation may have; a whole session has four."""
MOST_CHARACTERS = 300
"""Characters that a person may say at once."""

Speaker = Callable[[Options], Device]


def speaker_for(options: Options) -> Device:
    """A device with a skill of its own, of which nothing is kept afterwards.

    Raises `ValueError` for options that nobody can have, `FileNotFoundError` for an unknown locale.
    """
    if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", options.locale):
        raise ValueError(f"{options.locale!r} is no locale; write one such as en-US")
    model = load_model(options.locale)
    if not SLOWEST <= options.pace <= FASTEST:
        raise ValueError(_out_of_range("pace", options.pace, SLOWEST, FASTEST))
    return Device(
        skill_for(options).handle,
        model=model,
        pace=options.pace,
        locale=options.locale,
        interfaces=(SCREEN,) if options.screen else (),
    )


def skill_for(options: Options) -> Skill:
    """The skill in this process, for somebody of whom nothing is kept. Raises ValueError as `speaker_for`."""
    return build_skill(Config(), MemoryStore(kept_of(_person(options))))


def _person(options: Options) -> Profile:
    side = next((side for side in SIDES if side == options.first_side), None)
    if side != options.first_side:
        raise ValueError(f"@first_side {options.first_side}: write left or right")
    if options.seconds is not None and not PLAN.least <= options.seconds <= PLAN.most:
        raise ValueError(_out_of_range("seconds", options.seconds, PLAN.least, PLAN.most))
    if options.going_on not in ("by_itself", "asking"):
        raise ValueError(f"@going_on {options.going_on}: write by_itself or asking")
    if options.verbosity not in (None, *VERBOSITIES):
        raise ValueError(f"@verbosity {options.verbosity}: write brief, ordinary or full")
    if not 0 <= options.sessions <= MOST_SESSIONS:
        raise ValueError(_out_of_range("sessions", options.sessions, 0, MOST_SESSIONS))
    return Profile(
        sessions=options.sessions,
        seconds=options.seconds,
        first_side=side,
        verbosity=options.verbosity,
        going_on=options.going_on,
    )


def _out_of_range(name: str, number: float, least: float, most: float) -> str:
    return f"@{name} {number:g} is out of range: write {least:g} to {most:g}"


@dataclass(frozen=True)
class Step:
    """One line and what came of it.

    `at` is the second of the answer before at which it happened, None where nothing was answered yet.
    `answer` is None for a line that gets none, and where the answer broke the rules in `broken`.
    `began` is when the answer's speech begins, in seconds since 1970. `exchanges` are the requests that
    left the device, each with its response. `is_open` tells whether a session is open afterwards.
    """

    line: str
    at: float | None
    answer: Answer | None
    began: float
    exchanges: tuple[tuple[Json, Json | None], ...]
    broken: tuple[Broken, ...]
    is_open: bool


class Conversation:
    """One person's talk with a device of their own, from the options in a transcript's head.

    Raises `BadTranscript` and other `ValueError`s for lines that cannot be read or played.
    """

    def __init__(self, transcript: str = "", speaker: Speaker = speaker_for) -> None:
        self.options, lines = read(transcript)
        self._speaker = speaker
        self._start()
        for number, line in lines:
            try:
                if not line.startswith("A"):
                    self._play(line)
            except ValueError as error:
                raise BadTranscript(f"line {number}: {line}\n{error}") from error

    def say(self, words: str, at: float | None = None, *, patient: bool = False) -> Step:
        """Say words, at a second of the answer or as an answer to its question.

        With `patient` a "ready", or a "none", waits for the question that it answers, whatever the second.
        """
        plain = " ".join(re.sub(r"[#()]", " ", words).split())
        if not 0 < len(plain) <= MOST_CHARACTERS:
            raise ValueError(f"say something, in {MOST_CHARACTERS} characters at most")
        if patient and self._waits(plain, at):
            at = None
        return self._play(f"U{'' if at is None else f' @{at:g}'}: {plain}")

    def touch(self, word: str, at: float | None = None) -> Step:
        """Touch a button, by its name or the word on it, at a second of the answer."""
        return self._play(f"T{'' if at is None else f' @{at:g}'}: {word}")

    def act(self, action: str, at: float | None = None) -> Step:
        """Do one of a transcript's `ACTIONS`: launch, silence, drop or ends."""
        if action not in ACTIONS:
            raise ValueError(f"{action!r} is nothing to do; there are {', '.join(ACTIONS)}")
        return self._play(f"U: ({action}{'' if at is None else f' @{at:g}'})")

    def back_to(self, steps: int) -> None:
        """Take back all but so many steps."""
        lines = [step.line for step in self.steps[:steps]]
        if len(lines) < len(self.steps):
            self._start()
            for line in lines:
                self._play(line)

    def transcript(self) -> str:
        """The whole conversation as a transcript, with what was answered: it runs as a test."""
        head = " ".join(self._options())
        rows = [row for step in self.steps for row in (step.line, *_answered(step))]
        return "\n".join(["# Saved from the simulator.", *([f"# {head}"] if head else []), *rows]) + "\n"

    def _start(self) -> None:
        self.device = self._speaker(self.options)
        self.steps: list[Step] = []

    def _play(self, line: str) -> Step:
        if len(self.steps) >= MOST_LINES:
            raise ValueError(f"a conversation has {MOST_LINES} lines at most; begin a new one")
        device, before, sent = self.device, self.device.answer, len(self.device.exchanges)
        broken: tuple[Broken, ...] = ()
        try:
            play(line, device)
        except BrokenRule as refused:
            broken = refused.broken
        answer = device.answer if device.answer is not before else None
        exchanges = tuple(device.exchanges[sent:])
        step = Step(line, _second(before), answer, device.now, exchanges, broken, bool(device.session))
        self.steps.append(step)
        return step

    def _waits(self, words: str, at: float | None) -> bool:
        """Whether these words are the "ready" or "none" for a question that is still to come."""
        session = Session.from_attributes(self.device.session.attributes) if self.device.session else None
        answer = self.device.answer
        if session is None or answer is None or (at or 0.0) >= answer.speech_seconds:
            return False
        asked = walk(session, session.speech, session.speech.seconds)
        label = hear(words, phase_of(asked), self.device.model or {}).label
        return label in (Label.READY, Label.NONE_OF_THAT) and Moment(asked, asked).answers(label)

    def _options(self) -> Iterator[str]:
        for spec in fields(Options):
            value = getattr(self.options, spec.name)
            if value != spec.default:
                yield f"@{spec.name} {'yes' if value is True else value}"


def _second(answer: Answer | None) -> float | None:
    return None if answer is None else min(answer.cut_at, answer.over_at)


def _answered(step: Step) -> Iterator[str]:
    """The A line that promises what a step was answered, with the seconds of all that has a clock."""
    row = [] if step.answer is None else [str(_clocked(row)) for row in collapsed(step.answer.marks)]
    if not step.is_open and not step.broken:
        row.append("closed")
    if step.answer is not None and "state" in step.answer.attributes:
        credit = step.answer.attributes["credit"]
        row.append(f"state {step.answer.attributes['state']}")
        row += [f"credit {side} {credit[side]}" for side in SIDES]
    if row:
        yield f"A: {', '.join(row)}"


def _clocked(row: Row) -> Row:
    return row if row.name in CLOCKS else row._replace(seconds=None)
