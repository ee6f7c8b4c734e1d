"""The files with which a screen is drawn in a browser: ours, and Amazon's renderer where it is installed."""

from collections.abc import Mapping
from pathlib import Path

RENDERER = Path(__file__).parent / "renderer"
INSTALLED = Path(__file__).parents[2] / "build" / "screen" / "node_modules" / "apl-viewhost-web" / "index.js"
"""Amazon's renderer, as `make screen` installs it."""

FILES: Mapping[str, Path] = {
    **{name: RENDERER / name for name in ("frame.html", "frame.css", "frame.js")},
    "apl.js": INSTALLED,
}
"""The files by the names that the page asks for."""
