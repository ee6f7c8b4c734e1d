"""Talk to the skill in a terminal: type what a person says, read what the speaker answers and when."""

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.table import Table
from rich.text import Text

from skill.channel import ALEXA
from skill.coach.places import CLOCKS
from skill.hearing.recogniser import Model
from skill.simulator.device import Device, Endpoint
from skill.simulator.options import Options
from skill.simulator.playback import Answer, OutOfStep, Played
from skill.simulator.rules import BrokenRule

HELP = """\
Type what a person says. A plain line comes two seconds after the question.
  @43 tender spot   break in at second 43 of the answer, or at @1:05
  @+10 tender spot  break in ten seconds from now: from the answer's start, or
                    from the end of a (silence) or a (drop)
  (silence)         say nothing until the session is over
  (drop)            lose the connection; the skill is not told
  "help"            in quotes: say a word that is a command here
  help, quit        this page; leave
After the end "open psoas rolling" begins again, and so does any other word."""

_AT = re.compile(r"@\s*(?P<on>\+\s*)?(?:(?P<minutes>\d+):)?(?P<seconds>\d+(?:\.\d+)?)\s+(?P<words>.+)")


@dataclass(frozen=True, kw_only=True)
class TalkOptions(Options):
    """Who talks and on what, and whether an answer takes as long as it does on a speaker."""

    real_time: bool = False


@dataclass(frozen=True)
class Cue:
    """A line to show, and the second of the answer at which it comes."""

    at: float
    line: Text | Table


def talk(endpoint: Endpoint, model: Model, options: TalkOptions) -> int:
    """Talk until the person leaves; gives the exit code. Real time needs a terminal to type in.

    The prompt's history ends with the talk: what is typed may be about health.
    """
    console = Console(highlight=False)
    device = Device(endpoint, model=model, pace=options.pace, locale=options.locale)
    if not sys.stdin.isatty():
        return Conversation(device, Stage(console)).run(lambda: _piped(console))
    prompt: PromptSession[str] = PromptSession()
    if not options.real_time:
        return Conversation(device, Stage(console)).run(lambda: prompt.prompt("You: "))
    with patch_stdout(raw=True):  # lines come while the person types
        return Conversation(device, LiveStage(console)).run(lambda: prompt.prompt("You: "))


def _piped(console: Console) -> str:
    """A line that nobody types here, shown as if somebody had."""
    line = input()
    console.print(Text(f"You: {line}"))
    return line


class Stage:
    """Where answers are shown: here, as fast as one can read."""

    live = False

    def __init__(self, console: Console) -> None:
        self.console = console

    def show(self, cues: list[Cue]) -> None:
        """Show what the speaker does, from the start of an answer."""
        for cue in cues:
            self.console.print(cue.line)

    def second(self) -> float | None:
        """The second of the answer at which a word said now breaks in; None: it answers the question."""
        return None

    def clear(self) -> None:
        """Show no more of this answer."""


class LiveStage(Stage):
    """Shows each line at its second while the person types; a word breaks in when it is sent."""

    live = True

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._began, self._stop = time.monotonic(), threading.Event()

    def show(self, cues: list[Cue]) -> None:
        """Begin to show what the speaker does; goes on while the person types."""
        self.clear()
        self._began, self._stop = time.monotonic(), threading.Event()
        threading.Thread(target=self._run, args=(cues, self._began, self._stop), daemon=True).start()

    def _run(self, cues: list[Cue], began: float, stop: threading.Event) -> None:
        for cue in cues:
            if stop.wait(max(0.0, began + cue.at - time.monotonic())):
                return
            self.console.print(cue.line)

    def second(self) -> float:
        """Seconds since the answer's speech began."""
        return time.monotonic() - self._began

    def clear(self) -> None:
        """Show no more of this answer."""
        self._stop.set()


class Conversation:
    """One person's talk with a device: typed lines in, answers on the stage."""

    def __init__(self, device: Device, stage: Stage) -> None:
        self.device, self.stage, self.console = device, stage, stage.console

    def run(self, read: Callable[[], str]) -> int:
        """Talk until `read` has no more lines, or one of them is "quit"; gives the exit code."""
        self._help()
        self._turn(self.device.launch)
        with suppress(EOFError, KeyboardInterrupt):
            while self.take(read()):
                pass
        self.stage.clear()
        self._turn(self._leave)
        return 0

    def take(self, line: str) -> bool:
        """Take one typed line; gives False when the person leaves."""
        words = line.strip()
        commands = {"help": self._help, "(silence)": self._silence, "(drop)": self._drop}
        if words and words != "quit":
            self._turn(commands.get(words) or (lambda: self._say(words)))
        return words != "quit"

    def _turn(self, act: Callable[[], Answer | None]) -> None:
        """Do something on the device, and show the answer, or why there is none."""
        try:
            answer = act()
        except BrokenRule as broken:
            self.console.print(Text(f"The speaker refuses the answer.\n{broken}", style="bold red"))
        except ValueError as wrong:
            self.console.print(Text(str(wrong), style="yellow"))
        else:
            if answer:
                self.stage.show([*spoken(answer), *(unanswered(answer) if self.stage.live else ())])

    def _say(self, words: str) -> Answer:
        second, words = self._when(words)
        self.stage.clear()
        answer = self.device.say(words.strip('"'), second)
        self.console.print(Text(f"      heard: {heard(self.device)}", style="dim"))
        return answer

    def _when(self, words: str) -> tuple[float | None, str]:
        """The second of the answer at which words come, None for after its question; and the words alone."""
        now = self._second()
        if not words.startswith("@"):
            return now, words
        if not (found := _AT.fullmatch(words)):
            raise ValueError(
                "after @ comes a second and then what is said: @43 ready, @1:05 ready, @+10 ready"
            )
        second = int(found["minutes"] or 0) * 60 + float(found["seconds"])
        since = (self.device.position if now is None else now) if found["on"] else 0.0
        return since + second, found["words"]

    def _help(self) -> None:
        self.console.print(Text(HELP, style="dim"))

    def _silence(self) -> None:
        if self.stage.live:
            raise ValueError("in real time, silence is to type nothing and to wait")
        if self.device.answer and self.device.session:
            self.stage.show([*unanswered(self.device.answer)])
        self.device.play_out()

    def _drop(self) -> None:
        self.stage.clear()
        self.device.drop(self._second())
        self.console.print(Text("The connection is lost, and the session with it.", style="dim"))

    def _leave(self) -> None:
        if second := self._second():
            self.device.wait(second - self.device.position)
        if self.device.session:
            self.device.end()

    def _second(self) -> float | None:
        second = self.stage.second()
        return None if second is None else max(second, self.device.position)


def heard(device: Device) -> str:
    """What the last request says was heard: the intent and its filled slots."""
    request = device.exchanges[-1][0]["request"]
    intent = request.get("intent", {"name": request["type"]})
    slots = [
        f"{slot['name']}={slot['value']}" for slot in intent.get("slots", {}).values() if "value" in slot
    ]
    return " ".join([intent["name"], *slots])


def spoken(answer: Answer) -> Iterator[Cue]:
    """The speech of an answer line by line, and then what the microphone does."""
    yield from lines(answer, answer.speech)
    end = answer.speech_seconds
    if answer.closes:
        yield Cue(end, Text(f"{clock(end):>5}  The session is closed.", style="cyan"))
        return
    again = f"then a reprompt of {answer.reprompt_seconds:.0f} s" if answer.reprompt else "no reprompt"
    yield Cue(
        end, Text(f"{clock(end):>5}  Listening for {ALEXA.listening_seconds:.0f} s, {again}.", style="cyan")
    )


def unanswered(answer: Answer) -> Iterator[Cue]:
    """What follows when nobody speaks: the reprompt line by line, and the end of the session."""
    if answer.closes:
        return
    yield from lines(answer, answer.reprompt)
    end = answer.reprompt_start + answer.reprompt_seconds
    yield Cue(
        end, Text(f"{clock(end):>5}  Listening for {ALEXA.listening_seconds:.0f} s more.", style="cyan")
    )
    over = f"{clock(answer.over_at):>5}  Nobody spoke: the session is over."
    yield Cue(answer.over_at, Text(over, style="cyan"))


def lines(answer: Answer, played: tuple[Played, ...]) -> Iterator[Cue]:
    """A line for each phrase, with its second and both sides' clocks. The seconds tell of the silences."""
    for piece in played:
        if piece.text:
            yield Cue(piece.start, line(answer, piece))


def line(answer: Answer, piece: Played) -> Table:
    """A phrase or a silence, with its second and both sides' clocks."""
    row = Table.grid(padding=(0, 2))
    row.add_column(width=5, justify="right")
    row.add_column(width=21, style="dim", no_wrap=True)
    row.add_column(ratio=1)
    silence = Text(f"{round(piece.seconds, 1):g} s of silence", style="dim")
    text = Text(piece.text) if piece.text else silence
    row.add_row(clock(piece.start), side_clocks(answer, piece.start), text)
    return row


def side_clocks(answer: Answer, at: float) -> str:
    """Seconds done on both sides at a second of the answer: those credited before it, and its own."""
    done = dict(answer.attributes.get("credit") or {"left": 0, "right": 0})
    try:
        for mark in (*answer.marks, *answer.reprompt_marks):
            if mark.name in CLOCKS and mark.side:
                done[mark.side] += answer.heard_seconds(mark, at)
    except OutOfStep:
        return "clocks out of step"
    return "  ".join(f"{side} {clock(seconds)}" for side, seconds in done.items())


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, rounded down: 0:43."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
