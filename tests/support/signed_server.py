"""The door of the internet on gunicorn, with a chain that a test made.

`python -m tests.support.signed_server FOLDER`: the folder holds `root.pem` and `chain.pem`. How it listens
comes from the environment, as in production.
"""

import os
import sys
from pathlib import Path

from cryptography import x509
from flask import Flask

from skill.config import Config, Serving
from skill.web import create_app
from skill.web.certificates import Certificates
from skill.web.production import Server
from tests.support.envelopes import MAT


def make_app(folder: Path) -> Flask:
    """The app, which finds its chain in the folder."""
    root = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
    chain = (folder / "chain.pem").read_bytes()
    config = Config.from_environment(environ={**os.environ, "PSOAS_SKILL_ID": MAT.skill})
    return create_app(config, certificates=Certificates(lambda path: chain, [root]))


if __name__ == "__main__":
    Server(lambda: make_app(Path(sys.argv[1])), Serving.from_environment()).run()
