"""A small English script to try the machinery on, and to break in one place."""

from collections.abc import Mapping
from pathlib import Path

from skill.voice.script import Script, read

NEEDED = {
    "halfway": frozenset[str](),
    "time_left": frozenset({"seconds", "side"}),
    "progress": frozenset({"count"}),
    "role": frozenset[str](),
}

HEAD = """
[pace]
characters_per_second = 10
pause_per_sentence = 0.5

[phonemes]
Psoas = "ˈsoʊ.æs"

[calendar]
week_begins = "monday"
[plurals]
one = "i = 1 and v = 0"
[facts.side]
left = "left"
right = "right"

[facts.seconds]
one = "{number} second"
other = "{number} seconds"
60 = "one minute"
"""

PHRASES = {
    "halfway": 'say = ["Halfway.", "That\'s half.", "Halfway. Drop your shoulders."]\ngap = 8.0',
    "time_left": 'say = ["{seconds} left. {side} side."]',
    "progress": 'say = ["That makes {count}."]\nrotate = false',
    "role": 'say = ["The psoas lifts your leg."]',
}


def put(folder: Path, name: str, text: str) -> None:
    """Writes a text as the script of a language or a locale."""
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "script.toml").write_text(text, encoding="utf-8")


def write(
    folder: Path,
    changes: Mapping[str, str | None] | None = None,
    *,
    head: str = HEAD,
    locale: str = "en",
    own: str = "",
) -> Script:
    """Writes and reads the script with some phrases changed, or left out where None.

    `own` is the text of the locale's own file, laid over the English one.
    """
    phrases = {name: body for name, body in {**PHRASES, **(changes or {})}.items() if body is not None}
    text = head + "".join(f"\n[phrases.{name}]\n{body}\n" for name, body in phrases.items())
    put(folder, "en", text)
    if own:
        put(folder, locale, own)
    return read(folder, locale, NEEDED)
