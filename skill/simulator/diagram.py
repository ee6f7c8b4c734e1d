"""The state diagram, drawn from the tables by walking them.

Every state that can be reached is found by saying every word of its row in it, and by letting the
clock run. `python -m skill.simulator.diagram --write README.md`
puts the diagram there; a test keeps it true.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from skill import routines
from skill.channel import ALEXA
from skill.coach.acts import Facts
from skill.coach.events import Event, Label
from skill.coach.machine import ASIDES, AT, step
from skill.coach.person import Person
from skill.coach.places import Aside, Place
from skill.coach.session import Session
from skill.coach.timeline import catch_up
from skill.coach.turn import Tools

NOON = 1_800_000_000
"""Any moment will do: the coach has no clock."""
MOSTLY = (Label.PAIN_TOO_MUCH, Label.PAUSE, Label.TENDER_SPOT, Label.EASE_PRESSURE)
"""Words heard anywhere that lead to a state of their own."""

_WAITING = frozenset({Aside.PAUSED.value, Aside.CHOICE.value})


def three_seconds(phrase: str, variant: int | None, facts: Facts) -> float:
    """A measure for when the words do not matter: every phrase takes three seconds."""
    return 3.0


_TOOLS = Tools(routine=routines.load(), measure=three_seconds)


def _row(session: Session) -> tuple[Label, ...]:
    return tuple(ASIDES[session.aside] if session.aside else AT[session.place])


def places() -> dict[str, Session]:
    """One session in each state that can be reached, as `catch_up` would give it."""
    found: dict[str, Session] = {}
    ahead = [session for person in (Person(), Person(sessions=1)) for session in _opened(person)]
    while ahead:
        session = ahead.pop(0)
        if session.state not in found and session.place != Place.CLOSED:
            found[session.state] = session
            for label in dict.fromkeys((*_row(session), *MOSTLY)):
                ahead += _onward(say(session, label))
    return found


def say(session: Session, label: Label) -> Session:
    """The session after a label is said in it, with the right side named and nothing else."""
    event = Event(label=label, at=NOON, side="right")
    moment = catch_up(session.with_(sent_at=None), NOON)
    return step(moment, event, Person(), _TOOLS).session


def _opened(person: Person) -> Iterator[Session]:
    for label in (Label.LAUNCH, Label.HOW_OFTEN):
        opened = step(catch_up(None, NOON), Event(label=label, at=NOON, opens=True), person, _TOOLS)
        yield from _onward(opened.session)


def _onward(session: Session) -> list[Session]:
    """The session at the start of each of its marks, and at its questions."""
    seconds = [mark.start for mark in session.speech.marks] + [session.speech.seconds]
    after = session.speech.seconds + ALEXA.listening_seconds
    seconds += [after + mark.start for mark in session.reprompt.marks]
    return [catch_up(session, NOON + round(ALEXA.start_lag + second + 0.6)).session for second in seconds]


def edges() -> dict[tuple[str, str], list[str]]:
    """Which states lead where: the words that do it, or "time"."""
    drawn: dict[tuple[str, str], list[str]] = {}
    for state, session in places().items():
        for label in dict.fromkeys((*_row(session), *MOSTLY)):
            after = say(session, label)
            if not (state in _WAITING and after.state == session.place):
                _draw(drawn, state, after.state, label.replace("_", " "))
            _follow(drawn, after)
    return drawn


def _follow(drawn: dict[tuple[str, str], list[str]], session: Session) -> None:
    """Draw where time alone leads, mark after mark."""
    row = [session.state, *(each.state for each in _onward(session))]
    for before, after in pairwise(row):
        _draw(drawn, before, after, "time")


def _draw(drawn: dict[tuple[str, str], list[str]], before: str, after: str, why: str) -> None:
    words = drawn.setdefault((before, after), []) if before != after else []
    if why not in words:
        words.append(why)


def diagram() -> str:
    """The diagram in Mermaid's words: at most three labels on an arrow."""
    lines = ["stateDiagram-v2", "    [*] --> welcome: first launch", "    [*] --> setup: later launch"]
    for (before, after), words in sorted(edges().items()):
        words = [word for word in words if word not in ("pause", "pain too much")]
        if not words:
            continue
        shown = ", ".join(words[:3]) + (", …" if len(words) > 3 else "")
        lines.append(f"    {before} --> {'[*]' if after == Place.CLOSED else after}: {shown}")
    lines.append("    note left of choice: pain leads here from any place on the mat, continue goes back")
    lines.append("    note left of paused: pause leads here from everywhere, continue goes back")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Print the diagram, or with `--write FILE` put it between that file's marks."""
    if arguments[:1] != ["--write"]:
        print(diagram(), end="")  # noqa: T201 (printing is what it is for)
        return
    page = Path(arguments[1])
    before, _, rest = page.read_text().partition("<!-- states -->")
    after = rest.partition("<!-- /states -->")[2]
    shown = f"<!-- states -->\n```mermaid\n{diagram()}```\n<!-- /states -->"
    page.write_text(before + shown + after)


if __name__ == "__main__":
    main(sys.argv[1:])
