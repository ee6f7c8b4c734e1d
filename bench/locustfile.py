"""Sessions at once, for locust: each user plays one whole session, and signs each request afresh.

SIGNER_KEY names the file of the key that signs. `bench.load` runs it.
"""

import os
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from locust import FastHttpUser, between, events, task
from locust.exception import StopUser

from bench.session import HALF, WORDS
from skill.simulator.envelope import Identity
from tests.support.chains import as_bytes, signed_headers
from tests.support.envelopes import Json, attributes, intent, launch

KEY: Any = load_pem_private_key(Path(os.environ["SIGNER_KEY"]).read_bytes(), None)
FINISHED: list[str] = []


class Session(FastHttpUser):
    """One person on the mat, who says the next thing after about a second."""

    wait_time = between(0.5, 1.5)

    def on_start(self) -> None:
        """Somebody with an account of their own; nothing said yet."""
        self.who = Identity(user=f"amzn1.ask.account.{uuid4().hex}")
        self.at = int(time.time()) - HALF
        self.words = list(WORDS)
        self.answer: Json = self.send(launch(self.at, self.who))

    @task
    def turn(self) -> None:
        """Say the next thing; after the last one the session is over."""
        if not self.words:
            FINISHED.append(self.who.user)
            if len(FINISHED) == self.environment.runner.target_user_count:
                self.environment.runner.quit()
            raise StopUser
        word, seconds = self.words.pop(0)
        self.at += seconds
        self.answer = self.send(intent(word, self.at, attributes(self.answer), who=self.who))

    def send(self, request: Json) -> Json:
        """Sign, send, and hold the answer to its promise: it speaks."""
        body = as_bytes(request)
        headers = signed_headers(body, KEY)
        with self.client.post("/alexa", data=body, headers=headers, catch_response=True) as response:
            if response.status_code != 200 or "outputSpeech" not in response.json()["response"]:
                response.failure(f"answered with {response.status_code}")
                raise StopUser
            answer: Json = response.json()
            return answer


@events.quitting.add_listener
def tell(environment: Any, **_: object) -> None:
    """Print what it came to; any error makes the exit code 1."""
    total = environment.stats.total
    median, most = (total.get_response_time_percentile(share) for share in (0.5, 0.99))
    print(
        f"{len(FINISHED)} sessions at once finished, {total.num_requests} turns, {total.num_failures} errors;"
    )
    print(f"a turn took {median:.0f} ms in the median, {most:.0f} ms at p99.")
    wanted = environment.parsed_options.num_users
    environment.process_exit_code = int(bool(total.num_failures) or len(FINISHED) != wanted)
