"""The words on a screen, in one language: titles, lines of the list, and the labels of buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skill.coach.acts import Fact, Facts
from skill.coach.events import Side


@dataclass(frozen=True, kw_only=True)
class ScreenWords:
    """What can stand on a screen.

    `titles` and `texts` are by the keys of `seen.SEEN`, and may name a side, the other one or seconds in
    braces. `lines` are those of the safety list, in order. `buttons` are the labels of touches, `notes`
    what stands beside the routine: seconds that are kept, the week, the way back.
    """

    sides: Mapping[str, str]
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    lines: Sequence[str]
    buttons: Mapping[str, str]
    notes: Mapping[str, str]

    def filled(self, template: str, side: Side, facts: Facts) -> str:
        """A template with its facts; a side without one is the one under way. It begins with a capital."""
        other = "right" if side == "left" else "left"
        known: dict[str, Fact] = {"side": side, "other": other, **facts}
        text = template.format_map({name: self.sides.get(str(fact), fact) for name, fact in known.items()})
        return text[:1].upper() + text[1:]
