"""The state diagram, drawn from the tables by walking them.

Every state that can be reached is found by saying every word of its row in it, and by letting the
clock run. `python -m skill.simulator.diagram --write docs/states.md`
puts the diagram there; a test keeps it true.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from skill import routines
from skill.channel import ALEXA
from skill.coach.acts import Facts
from skill.coach.events import SIDES, Event, Label
from skill.coach.machine import ASIDES, AT, CONFIRMS, step
from skill.coach.places import Aside, Place
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.timeline import catch_up
from skill.coach.turn import Tools

NOON = 1_800_000_000
"""Any moment will do: the coach has no clock."""
MOSTLY = (Label.PAIN_TOO_MUCH, Label.RED_FLAG, Label.PAUSE, Label.WAIT, Label.TENDER_SPOT)
"""Words heard anywhere that lead somewhere of their own."""
UNDRAWN = frozenset({"pause", "wait", "pain too much", "red flag"})
"""Words that lead to one aside from nearly everywhere; a note says so in their stead."""
HANGS_OVER = frozenset({Place.LAUNCH, Place.BREATHING, Place.ROLLING})
"""Places over which an aside is drawn. Over another one, it leads back to that place in the same way."""

Key = tuple[str, str, tuple[str, ...], bool]
"""What tells sessions apart here: the state, the place under an aside, what is pending, a first session."""


def three_seconds(phrase: str, variant: int | None, facts: Facts) -> float:
    """A measure for when the words do not matter: every phrase takes three seconds."""
    return 3.0


_TOOLS = Tools(routine=routines.load(), measure=three_seconds)


def _row(session: Session) -> tuple[Label, ...]:
    if session.aside is None:
        return tuple(AT[session.place])
    pending = CONFIRMS[session.pending[0]] if session.pending else {}
    return (*pending, *ASIDES[session.aside])


def _key(session: Session) -> Key:
    place = session.place.value if session.aside else ""
    return session.state, place, session.pending[:1], session.first


def places() -> list[Session]:
    """One session of each kind that can be reached, as `catch_up` would give it."""
    found: dict[Key, Session] = {}
    ahead = list(_opened())
    while ahead:
        session = ahead.pop(0)
        drawn = session.aside is None or session.place in HANGS_OVER
        if drawn and _key(session) not in found and session.place != Place.CLOSED:
            found[_key(session)] = session
            for label in dict.fromkeys((*_row(session), *MOSTLY)):
                ahead += _onward(say(session, label))
    return list(found.values())


def say(session: Session, label: Label) -> Session:
    """The session after a label is said in it, with the right side named and nothing else."""
    event = Event(label=label, at=NOON, side="right")
    moment = catch_up(session.with_(sent_at=None), NOON)
    return step(moment, event, Profile(), _TOOLS).session


def opens() -> dict[str, Session]:
    """The session of each kind of launch, by the words for it."""
    known = Profile(sessions=1)
    ready = say(_launch(known).with_(place=Place.SETTLED), Label.READY)
    lost = say(ready, Label.READY).with_(opened_at=NOON - 7200, sent_at=NOON - 3600)
    dropped = catch_up(lost, NOON - 3570).session.with_(sent_at=None, ended_at=NOON - 3570)
    people = {
        "launch": Profile(),
        "later launch": known,
        "launch after a drop": replace(known, left_off=dropped),
        "launch after a lost session": replace(known, left_off=lost),
        "launch once rolled": replace(known, done=SIDES),
        "launch after an alarm": replace(known, locked=True),
    }
    return {why: _launch(person) for why, person in people.items()}


def _launch(person: Profile, label: Label = Label.LAUNCH) -> Session:
    return step(catch_up(None, NOON), Event(label=label, at=NOON, opens=True), person, _TOOLS).session


def _opened() -> Iterator[Session]:
    for session in (*opens().values(), _launch(Profile(), Label.HOW_OFTEN)):
        yield from _onward(session)


def _onward(session: Session) -> list[Session]:
    """The session at the start of each of its marks, and at its questions."""
    seconds = [mark.start for mark in session.speech.marks] + [session.speech.seconds]
    after = session.speech.seconds + ALEXA.listening_seconds
    seconds += [after + mark.start for mark in session.reprompt.marks]
    return [catch_up(session, NOON + round(ALEXA.start_lag + second + 0.6)).session for second in seconds]


@cache
def edges() -> dict[tuple[str, str], list[str]]:
    """Which states lead where: the words that do it, or "time"."""
    drawn: dict[tuple[str, str], list[str]] = {}
    for session in places():
        for label in dict.fromkeys((*_row(session), *MOSTLY)):
            after = say(session, label)
            if not (session.aside and after.state == session.place):
                _draw(drawn, session.state, after.state, label.replace("_", " "))
            _follow(drawn, after)
    for session in opens().values():
        _follow(drawn, session)
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


_NOTES: Mapping[Aside, str] = {
    Aside.CHOICE: "pain leads here from any place on the mat, continue goes back",
    Aside.ALARM: "a sign leads here from everywhere, only misheard and then continue goes back",
    Aside.PAUSED: "pause leads here from everywhere, continue goes back",
    Aside.CONFIRM: "what is asked here depends on the word before it",
}


def diagram() -> str:
    """The diagram in Mermaid's words: at most three labels on an arrow."""
    lines = ["stateDiagram-v2", *(f"    [*] --> {at.state}: {why}" for why, at in opens().items())]
    for (before, after), words in sorted(edges().items()):
        words = [word for word in words if word not in UNDRAWN]
        if not words:
            continue
        shown = ", ".join(words[:3]) + (", …" if len(words) > 3 else "")
        lines.append(f"    {before} --> {'[*]' if after == Place.CLOSED else after}: {shown}")
    lines += [f"    note left of {aside}: {note}" for aside, note in _NOTES.items()]
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
