"""What is to be seen of a turn: rows that follow one another by the seconds of the layout.

There is no second timeline. Each mark of the speech and the reprompt gives a row, with what the session is
at that second; the device replays the rows on its own clock. All seconds count from the start of the
speech, and go on through microphone and reprompt.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from skill.channel import ALEXA, Channel
from skill.coach.acts import Item, Reply, Say
from skill.coach.events import Side
from skill.coach.phrases import Phrase
from skill.coach.places import MARKS, NO_TRAITS, Stage
from skill.coach.session import Mark, Part, Session
from skill.coach.timeline import stations, walk
from skill.screen.seen import SEEN, UNSIDED, Look, Motion, Seen
from skill.screen.words import ScreenWords

LONGEST_TEXT = 120
"""Letters of a sentence that is shown; a longer one is only said, unless it is a warning. Own choice."""
TEN = 10
"""Seconds before the end of a side at which the coach says "ten seconds"."""
CALL = 4
"""Seconds that "halfway" is seen."""

Saying = Callable[[Say], str]
"""Gives the plain words of a phrase."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is seen from `start` on.

    A clock that runs is at nought in the second `ends`, and lasts `lasts` seconds; without one both are 0.
    `out` is a second at which a breath out begins. `count` is how many lines of the list are seen, or how
    many dots of the week. `buttons` are names of touches.
    """

    start: float
    pose: str
    side: Side | None = None
    motion: Motion = Motion.STILL
    ends: float = 0.0
    lasts: float = 0.0
    out: float = 0.0
    title: str = ""
    text: str = ""
    look: Look = Look.POSE
    count: int = 0
    buttons: tuple[str, ...] = ()


def view(
    session: Session, reply: Reply, words: ScreenWords, said: Saying, channel: Channel = ALEXA
) -> tuple[Row, ...]:
    """The rows of a turn, from its first second until after its session has ended in silence."""
    speech, again = session.speech, session.reprompt
    rows = _part(session, speech, reply.speech, _Pen(words, said, 0.0))
    if reply.closes:
        rows = [replace(row, buttons=()) for row in rows]  # nobody would hear the touch
    else:
        asked, begins = walk(session, speech, speech.seconds), speech.seconds + channel.listening_seconds
        rows += _part(asked, again, reply.reprompt, _Pen(words, said, begins), rows[-1])
        over = begins + again.seconds + channel.listening_seconds
        rows.append(_over(walk(asked, again, again.seconds), words, rows[-1], over))
    return tuple(_changes(rows))


def still(reply: Reply, words: ScreenWords) -> tuple[Row, ...]:
    """The one row of a reply that was not laid out, such as an apology: off the roller, and no clock."""
    said = next(item.phrase for item in reply.speech if isinstance(item, Say))
    return (Row(start=0.0, pose="off", title=words.titles[said]),)


@dataclass(frozen=True)
class _Pen:
    """What a row is written with: the words, and the second at which its part begins."""

    words: ScreenWords
    said: Saying
    begins: float


def _part(
    session: Session, part: Part, items: Sequence[Item], pen: _Pen, before: Row | None = None
) -> list[Row]:
    """The rows of a speech or a reprompt; `before` is what is seen when it begins."""
    rows: list[Row] = []
    ends = [*(mark.first_item for mark in part.marks[1:]), len(items)]
    for mark, end, now in zip(part.marks, ends, stations(session, part), strict=False):
        says = [item for item in items[mark.first_item : end] if isinstance(item, Say)]
        rows += _rows(now, mark, says, pen, rows[-1] if rows else before)
    return rows


def _rows(now: Session, mark: Mark, says: Sequence[Say], pen: _Pen, before: Row | None) -> Iterator[Row]:
    keys = _keys(now, mark, says)
    seen = _seen(keys)
    start = pen.begins + mark.start
    if before is not None and seen.keeps:
        kept = _kept(now, pen.words) if mark.name == "wait" else before.text
        buttons = before.buttons if mark.name == "wait" else seen.buttons or ()
        yield replace(before, start=start, text=kept or before.text, buttons=buttons)
        return
    row = Row(
        start=start,
        pose=seen.pose or "",
        side=None if seen.pose in UNSIDED else _side(now, mark),
        motion=seen.motion or Motion.STILL,
        out=start + min(seen.out_at or 0.0, mark.seconds),
        title=_title(now, keys, says, pen.words),
        text=_text(now, keys, says, pen),
        look=seen.look or Look.POSE,
        count=seen.listed or _dots(now),
        buttons=seen.buttons or (),
    )
    if MARKS.get(mark.name, NO_TRAITS).clock:
        yield from _clocked(row, now, mark, {say.phrase for say in says}, pen.words)
    else:
        yield row


def _keys(now: Session, mark: Mark, says: Sequence[Say]) -> tuple[str, ...]:
    """What a moment is looked up by; a clock runs under many phrases, so they do not count there."""
    phrase = () if MARKS.get(mark.name, NO_TRAITS).clock or not says else (str(says[0].phrase),)
    aside = () if now.aside is None else (*now.pending[:1], now.aside.value)
    return (*phrase, mark.name, *aside, now.place.value)


@cache
def _seen(keys: Sequence[str]) -> Seen:
    """The row that these keys make together: each column has the first value that a key has for it."""
    columns: dict[str, Any] = {}
    for key in reversed(keys):
        columns |= {name: value for name, value in vars(SEEN.get(key, Seen())).items() if value is not None}
    return Seen(**columns)


def _side(now: Session, mark: Mark) -> Side | None:
    """The side that is drawn; none while somebody stands, kneels or rests."""
    drawn = Stage.LYING <= now.place.stage <= Stage.BETWEEN and now.place.traits.lies
    return (mark.side or now.side) if drawn else None


def _title(now: Session, keys: Sequence[str], says: Sequence[Say], words: ScreenWords) -> str:
    template = next((words.titles[key] for key in keys if key in words.titles), "")
    return words.filled(template, now.side, says[0].facts if says else {})


def _text(now: Session, keys: Sequence[str], says: Sequence[Say], pen: _Pen) -> str:
    """The sentence that is said, where one is; what a table has goes before, and seconds that are kept."""
    for key in keys:
        if key in pen.words.texts:
            return pen.words.filled(pen.words.texts[key], now.side, says[0].facts if says else {})
    warns = _seen(keys).look == Look.WARNING
    if now.aside is not None and (kept := _kept(now, pen.words)) and not warns:
        return kept
    sentence = pen.said(says[0]) if len(says) == 1 else ""
    return sentence if warns or len(sentence) <= LONGEST_TEXT else ""


def _kept(now: Session, words: ScreenWords) -> str:
    return (
        words.notes["kept"].format(left=now.credit["left"], right=now.credit["right"]) if now.rolled else ""
    )


def _dots(now: Session) -> int:
    """Sessions of this week, with this one, once it is over."""
    return 0 if now.week is None or not now.place.over else now.week + 1


def _clocked(row: Row, now: Session, mark: Mark, phrases: set[str], words: ScreenWords) -> Iterator[Row]:
    """A clock that runs: once more where the coach says that half is over, or that ten seconds are left."""
    held = row.motion == Motion.HOLD
    left = mark.seconds if held else float(now.todo[row.side or now.side])
    done = 0 if held else now.clock
    row = replace(row, ends=row.start + left, lasts=left + done, out=row.start - done, text="")
    half, ten = row.ends - row.lasts / 2, row.ends - TEN
    yield row
    if Phrase.HALFWAY in phrases and half > row.start:
        yield replace(row, start=half, title=words.titles[Phrase.HALFWAY])
        yield replace(row, start=half + CALL)
    if Phrase.TEN in phrases and ten > row.start:
        yield replace(row, start=ten, title=words.titles[Phrase.TEN])


def _over(now: Session, words: ScreenWords, before: Row, at: float) -> Row:
    """What stays once nobody has answered: what is kept, and the way back; but a warning stands."""
    if before.look == Look.WARNING:
        return replace(before, start=at, buttons=())
    if now.finished:
        return Row(start=at, pose="back", title=words.titles["bye"], count=_dots(now))
    text = " ".join(filter(None, (_kept(now, words), words.notes["back"])))
    pose = "stand" if now.place.upright else "off"
    return Row(start=at, pose=pose, title=words.notes["place"], text=text)


def _changes(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows at which something changes."""
    before = None
    for row in rows:
        seen = None if row.lasts or row.motion == Motion.BREATHE else {**vars(row), "start": 0.0, "out": 0.0}
        if seen is None or seen != before:
            yield row
            before = {**vars(row), "start": 0.0, "out": 0.0}
