"""The languages: a folder for each, and one for each locale with what differs there. Nothing else has words.

`intents/` holds what people say, as sentence templates.
"""

from pathlib import Path

LANGUAGES = Path(__file__).parent
"""Where the folders lie."""
