"""Rehearse the script: a whole session in print, with its seconds, for whoever writes the words."""

from rich.console import Console
from rich.text import Text

from skill.channel import ALEXA
from skill.coach.places import CLOCKS
from skill.hearing.recogniser import Model
from skill.languages.speech import speech_for
from skill.simulator.device import Device, Endpoint
from skill.simulator.options import Options
from skill.simulator.pace import sentences
from skill.simulator.playback import Answer, Mark, OutOfStep, Played
from skill.simulator.prompts import taught
from skill.simulator.rules import BrokenRule
from skill.simulator.talk import line

MOST_ANSWERS = 8
"""A session that asks for more than this does not go on by itself."""


def rehearse(endpoint: Endpoint, model: Model, options: Options) -> int:
    """Print a session in which the person says "none" or "ready" where that is taught, and nothing else.

    Gives the exit code: 1 where an answer breaks a rule of the platform, its marks do not fit what is
    spoken, or the session asks for one of them without end.
    """
    console = Console(highlight=False)
    device = Device(endpoint, model=model, pace=options.pace, locale=options.locale)
    try:
        _play(device, console, options.locale)
    except (BrokenRule, OutOfStep) as broken:
        console.print(Text(str(broken), style="bold red"))
        return 1
    if len(device.answers) > MOST_ANSWERS:
        word = word_for(device.answers[-1], options.locale)
        console.print(Text(f"After {MOST_ANSWERS} answers it still asks for {word}.", style="bold red"))
        return 1
    done = ", ".join(f"{side} {device.heard_seconds(CLOCKS, side):.0f} s" for side in ("left", "right"))
    console.print(Text(f"\nNobody speaks any more. True time on each side: {done}.", style="bold green"))
    return 0


def _play(device: Device, console: Console, locale: str) -> None:
    answer = device.launch()
    _print(answer, 1, console)
    while device.session and (word := word_for(answer, locale)) and len(device.answers) <= MOST_ANSWERS:
        console.print(Text(f"\nThe person: {word}", style="bold green"))
        answer = device.say(word)
        _print(answer, len(device.answers), console)
    device.play_out()


def word_for(answer: Answer, locale: str) -> str | None:
    """The word that a rehearsal says to an answer: one that the last thing said teaches, or none of them."""
    last = [piece.text for piece in answer.speech if piece.text][-1:]
    rows = (taught(sentence, locale) for text in last for sentence in sentences(text))
    known = [f"{words} " for row in rows for words in row]
    rehearsed = speech_for(locale).prompts.rehearsed
    return next((word for word in rehearsed if any(each.startswith(f"{word} ") for each in known)), None)


def _print(answer: Answer, number: int, console: Console) -> None:
    ssml = answer.response["response"].get("outputSpeech", {}).get("ssml", "")
    size = f"{answer.speech_seconds:.1f} of {ALEXA.speech_seconds:.0f} s"
    characters = f"{len(ssml)} of {ALEXA.speech_characters} characters"
    console.print(Text(f"\nAnswer {number}: {size}, {characters}", style="bold"))
    _print_part(answer, answer.speech, console)
    if answer.reprompt:
        size = f"{answer.reprompt_seconds:.1f} of {ALEXA.reprompt_seconds:.0f} s"
        console.print(Text(f"\nReprompt {number}: {size}", style="bold"))
        _print_part(answer, answer.reprompt, console)


def _print_part(answer: Answer, played: tuple[Played, ...], console: Console) -> None:
    before: Mark | None = None
    for piece in played:
        mark = answer.mark_at(piece.start + piece.seconds / 2)
        if mark and mark != before:
            console.print(Text(_heading(answer, mark), style="cyan"))
        before = mark
        console.print(line(answer, piece))


def _heading(answer: Answer, mark: Mark) -> str:
    began, ended = answer.true_seconds(mark)
    name = f"{mark.name} {mark.side}" if mark.side else mark.name
    return f"       {name}: {ended - began:.1f} s, planned {mark.seconds:.1f} s"
