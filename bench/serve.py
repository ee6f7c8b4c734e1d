"""Serves "ours" or "theirs" on gunicorn with the same settings: `python -m bench.serve WHO FOLDER`."""

import sys
from pathlib import Path

from bench.signed import make_app
from skill.config import Serving
from skill.web.production import Server

if __name__ == "__main__":
    Server(lambda: make_app(sys.argv[1], Path(sys.argv[2])), Serving.from_environment()).run()
