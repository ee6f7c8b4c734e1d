"""What holds of every session that a turn has written. Attributes of which it does not hold are junk.

They are refused here as a whole, so that nothing later has to ask.
"""

from typing import TYPE_CHECKING

from skill.coach.errands import reminder_of
from skill.coach.events import SIDES
from skill.coach.phrases import NEEDED
from skill.coach.states import PLACES

if TYPE_CHECKING:
    from skill.coach.session import Session


def check(session: "Session") -> None:
    """Raise ValueError for a session that no turn could have written."""
    week = 0 if session.week is None else session.week
    whole = (
        session.step,
        session.turn,
        session.seconds,
        session.left,
        session.sessions,
        session.missed,
        week,
    )
    if not all(type(value) is int and 0 <= value < 1_000_000 for value in whole):
        raise ValueError("a count is not one")
    if session.place not in PLACES or session.answer not in ("", *NEEDED):
        raise ValueError("no such place or phrase")
    if session.sides not in (SIDES, SIDES[::-1], SIDES[:1], SIDES[1:]) or session.turn > 1:
        raise ValueError("no such sides")
    if not 30 <= session.seconds <= 120 or session.tempo not in ("slow", "normal", "fast"):
        raise ValueError("no such plan")
    times = (session.opened_at, session.sent_at, session.ended_at)
    if not all(moment is None or type(moment) is int for moment in times):
        raise ValueError("no such time")
    if not all(isinstance(key, str) and type(count) is int for key, count in session.used.items()):
        raise ValueError("no such counts")
    flags = (session.short, session.quiet, session.asking, session.extra, session.finished, session.recorded,
             session.taken_up)  # fmt: skip
    texts = (session.answer, session.asked, session.advised)
    if not all(isinstance(flag, bool) for flag in flags) or not all(isinstance(text, str) for text in texts):
        raise ValueError("no such flags")
    _check_talk(session.asked, session.reminder)


def _check_talk(asked: str, texts: tuple[str, ...]) -> None:
    """A talk about reminders has a plan, and where it is about some that are set, those."""
    plan, *old = map(reminder_of, texts or (_NOTHING,))
    lacks = asked == "remind_yes" and not plan.whole
    if lacks or not all(each.whole for each in old) or (asked in _ABOUT_SET and not old):
        raise ValueError("no such reminders")


_NOTHING = "  weekly"
_ABOUT_SET = ("remind_what", "cancel_all", "cancel_one", "change_one")
