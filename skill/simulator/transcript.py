"""Conversation tests: a transcript is read, played on a device, and compared with what is answered.

The grammar is told in tests/README.md.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from skill.simulator.device import Device
from skill.simulator.options import Options
from skill.simulator.playback import Mark
from skill.simulator.rules import BrokenRule

_COMMENT = re.compile(r"\s+#.*$")
_OPTION = re.compile(r"@(\w+)\s+(\S+)")
_PERSON = re.compile(r"U(?:\s*@(?P<at>\d+(?:\.\d+)?))?\s*:\s*(?P<words>.+)")
_TOUCH = re.compile(r"T(?:\s*@(?P<at>\d+(?:\.\d+)?))?\s*:\s*(?P<word>.+)")
_ACTION = re.compile(r"\((?P<action>\w+)(?:\s+@(?P<at>\d+(?:\.\d+)?))?(?:\s+(?P<reason>[A-Z_]+))?\)")
_ANSWER = re.compile(r"A\s*:\s*(?P<marks>.*?)\s*(?:\breprompt:\s*(?P<again>.*))?")
_MARK = re.compile(r"(?P<name>[a-z]\w*)(?:\s+(?P<side>left|right))?(?:\s+(?P<seconds>\d+)s)?")
_CREDIT = re.compile(r"credit\s+(?P<side>left|right)\s+(?P<seconds>\d+)")
_STATE = re.compile(r"state\s+(?P<state>\w+)")

ACTIONS = ("launch", "silence", "drop", "ends")


class BadTranscript(ValueError):
    """A line of a transcript cannot be read or played; the message names the line and the cure."""


class Differs(AssertionError):
    """The answer is not what the transcript says; the message shows both, and what to write instead."""


_YES = {"yes": True, "no": False}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "sessions": int, "seconds": int, "first_side": str, "going_on": str,
    "verbosity": str, "pace": float, "locale": str, "screen": lambda value: _YES[value],
}  # fmt: skip


_WRITTEN: Mapping[str, str] = {
    "sessions": "a whole number", "seconds": "a whole number", "pace": "a number", "quiet": "yes or no",
    "screen": "yes or no",
}  # fmt: skip
"""What an option's value looks like, where not every text is one."""


class Row(NamedTuple):
    """A segment of an answer; what an A line leaves out is None and fits anything."""

    name: str
    side: str | None = None
    seconds: int | None = None

    def fits(self, answered: "Row") -> bool:
        """Tell whether an answered segment is what this one says."""
        return all(mine in (None, theirs) for mine, theirs in zip(self, answered, strict=True))

    def __str__(self) -> str:
        seconds = None if self.seconds is None else f"{self.seconds}s"
        return " ".join(filter(None, (self.name, self.side, seconds)))


def run(text: str, device_factory: Callable[[Options], Device]) -> Device:
    """Play a transcript on a device made for its options; gives the device back as it then stands.

    Raises `BadTranscript` for a line that cannot be read or played, `Differs` where another answer
    comes, or one that breaks a platform rule.
    """
    options, lines = read(text)
    device = device_factory(options)
    for number, line in lines:
        try:
            play(line, device)
        except Differs as found:
            raise Differs(f"line {number}: {line}\n{found}") from None
        except BrokenRule as broken:
            raise Differs(f"line {number}: {line}\nthe answer breaks {broken}") from None
        except ValueError as error:
            raise BadTranscript(f"line {number}: {line}\n{error}") from error
    return device


def read(text: str) -> tuple[Options, list[tuple[int, str]]]:
    """Read a transcript into its options and its numbered lines. Raises `BadTranscript`."""
    options, lines = Options(), []
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if not line.startswith("#"):
            lines.append((number, _COMMENT.sub("", line)))
        elif line.lstrip("# ").startswith("@"):
            options = replace(
                options, **{name: _option(number, name, value) for name, value in _OPTION.findall(line)}
            )
    return options, [(number, line) for number, line in lines if line]


def _option(number: int, name: str, value: str) -> Any:
    if name not in _READERS:
        known = ", ".join(f"@{option}" for option in _READERS)
        raise BadTranscript(f"line {number}: @{name} is no option; there are {known}")
    try:
        return _READERS[name](value)
    except (KeyError, ValueError):
        raise BadTranscript(f"line {number}: @{name} {value}: write {_WRITTEN[name]}") from None


def play(line: str, device: Device) -> None:
    """Do on a device what one line says, or compare its answer with it.

    Raises `BadTranscript` and other `ValueError`s, `Differs`, and `BrokenRule`.
    """
    if person := _PERSON.fullmatch(line):
        words = person["words"]
        action = _ACTION.fullmatch(words)
        at = person["at"] or (action and action["at"])
        second = float(at) if at else None
        if action:
            _act(action["action"], action["reason"], second, device)
        else:
            device.say(words, second)
    elif touch := _TOUCH.fullmatch(line):
        device.touch(touch["word"], float(touch["at"]) if touch["at"] else None)
    elif answer := _ANSWER.fullmatch(line):
        _compare(answer["marks"], answer["again"], device)
    else:
        raise BadTranscript('a line begins with "U:", "U @56:", "T:", "T @56:", "A:" or "#"')


def _act(action: str, reason: str | None, at: float | None, device: Device) -> None:
    if action == "launch":
        device.launch(at)
    elif action == "silence":
        device.play_out()
    elif action == "drop":
        device.drop(at)
    elif action == "ends":
        device.end(reason or "USER_INITIATED", at)
    else:
        raise BadTranscript(
            f"({action}) is nothing to do; there are {', '.join(f'({name})' for name in ACTIONS)}"
        )


def _compare(marks: str, again: str | None, device: Device) -> None:
    if device.answer is None:
        raise BadTranscript('nothing was answered yet; begin with "U: (launch)"')
    items = filter(None, (part.strip() for part in marks.rstrip(" ,;").split(",")))
    wanted = [_row(item) for item in items if not _is_told(item, device)]
    if wanted:
        _match(wanted, device.answer.marks, "A: ")
        if device.session is None and "closed" not in marks:
            raise Differs('the session closed: add ", closed"')
    if again is not None:
        _match(
            [_row(part.strip()) for part in again.split(",")], device.answer.reprompt_marks, "A: reprompt: "
        )


def _is_told(item: str, device: Device) -> bool:
    """Check an item that tells something else than a segment; gives False where it is a segment."""
    if item == "closed":
        found, wanted = "open" if device.session else "closed", "closed"
    elif credit := _CREDIT.fullmatch(item):
        wanted = item
        seconds = device.attributes.get("credit", {}).get(credit["side"])
        found = f"credit {credit['side']} {seconds}"
    elif state := _STATE.fullmatch(item):
        found, wanted = f"state {device.attributes.get('state')}", f"state {state['state']}"
    else:
        return False
    if " ".join(wanted.split()) != found:
        raise Differs(f"expected: {wanted}\nanswered: {found}")
    return True


def _row(item: str) -> Row:
    found = _MARK.fullmatch(item)
    if not found:
        raise BadTranscript(
            f"{item!r} is none of: a segment with its side and seconds, such as roll left 20s; closed; "
            "credit left 43; state rolling"
        )
    return Row(found["name"], found["side"], int(found["seconds"]) if found["seconds"] else None)


def _match(wanted: list[Row], marks: Iterable[Mark], head: str) -> None:
    answered = list(collapsed(marks))
    if len(wanted) == len(answered) and all(map(Row.fits, wanted, answered)):
        return
    timed = {row.name for row in wanted if row.seconds is not None}
    mended = [row if row.name in timed else row._replace(seconds=None) for row in answered]
    raise Differs(
        f"expected: {_written(wanted)}\nanswered: {_written(answered)}\n"
        f"where the answer is right, write: {head}{_written(mended)}"
    )


def collapsed(marks: Iterable[Mark]) -> Iterator[Row]:
    """Neighbouring marks of the same name and side as one, with their planned seconds together."""
    for (name, side), same in groupby(marks, key=lambda mark: (mark.name, mark.side)):
        yield Row(name, side, round(sum(mark.seconds for mark in same)))


def _written(rows: Iterable[Row]) -> str:
    return ", ".join(map(str, rows)) or "(nothing)"
