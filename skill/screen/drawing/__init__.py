"""Makes the document of the screen, `apl/coach.json`, from its parts: `python -m skill.screen.drawing`."""
