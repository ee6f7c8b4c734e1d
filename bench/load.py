"""200 sessions at once, by locust, against gunicorn with two workers on this machine: `make load`.

Both workers keep everybody in one SQLite file, as a server of one's own does.
"""

import os
import subprocess
import sys

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench.signed import ROOT, chain, gunicorn
from tests.support.chains import rsa_key

SESSIONS, WORKERS, LONGEST_SECONDS = 200, 2, 120


def main() -> int:
    """Run them all to their end; gives locust's exit code, 1 where anything failed."""
    with chain() as folder:
        key = folder / "key.pem"
        key.write_bytes(rsa_key("leaf").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with gunicorn("ours", folder, WORKERS, f"sqlite:///{folder}/people.db") as (port, _):
            options = {
                "--locustfile": "bench/locustfile.py",
                "--host": f"http://127.0.0.1:{port}",
                "--users": str(SESSIONS),
                "--spawn-rate": str(SESSIONS),
                "--run-time": f"{LONGEST_SECONDS}s",
                "--loglevel": "WARNING",
            }
            words = [word for pair in options.items() for word in pair]
            command = [sys.executable, "-m", "locust", "--headless", "--only-summary", *words]
            done = subprocess.run(  # noqa: S603  # our own command
                command, cwd=ROOT, env={**os.environ, "SIGNER_KEY": str(key)}, check=False
            )
            return done.returncode


if __name__ == "__main__":
    sys.exit(main())
