"""Draws the skill's icons from the one drawing in this folder."""

from pathlib import Path

from skill.alexa.limits import ICON_PIXELS
from skill.package.manifest import icon_name

DRAWING = Path(__file__).with_name("icon.svg")


def draw_icons(folder: Path) -> None:
    """Write the icons into a folder as PNG, 108 and 512 pixels a side."""
    import resvg_py  # only whoever packages the skill has it

    folder.mkdir(parents=True, exist_ok=True)
    for pixels in ICON_PIXELS.values():
        png = resvg_py.svg_to_bytes(
            svg_string=DRAWING.read_text("utf-8"), width=pixels, height=pixels, skip_system_fonts=True
        )
        (folder / icon_name(pixels)).write_bytes(bytes(png))
