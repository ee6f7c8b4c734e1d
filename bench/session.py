"""Requests of one whole session, as they are sent, and of one that goes on and on."""

from collections.abc import Generator
from datetime import UTC, datetime

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.simulator.envelope import Identity
from skill.turns import HALTED_AT
from tests.support.envelopes import SPEAKER, Json, attributes, intent, launch

WORDS = (
    ("ReadyIntent", 70),
    ("TimeLeftIntent", 40),
    ("TenderSpotIntent", 20),
    ("LighterIntent", 20),
    ("AMAZON.PauseIntent", 15),
    ("AMAZON.ResumeIntent", 10),
    ("AMAZON.NextIntent", 25),
    ("TimeLeftIntent", 20),
    ("AMAZON.NextIntent", 15),
    ("SameIntent", 10),
    ("TimeLeftIntent", 5),
    ("GoodIntent", 5),
)
"""What somebody says after the launch, each so many seconds after what was said before: 255 s in all."""

HALF = 130
"""Seconds by which the first request is before now and the last after it: a verifier takes 150."""

PERSON = Profile(sessions=5, seconds=90)


def fresh_skill() -> Skill:
    """The skill, for somebody who knows it."""
    return build_skill(Config(), MemoryStore(kept_of(PERSON)))


def session(who: Identity = SPEAKER) -> list[Json]:
    """The requests of a whole session, with what each carries; all are of now to a verifier."""
    skill, at = fresh_skill(), int(datetime.now(UTC).timestamp()) - HALF
    requests: list[Json] = [launch(at, who)]
    answer = skill.handle(requests[0])
    for word, seconds in WORDS:
        at += seconds
        requests.append(intent(word, at, attributes(answer), who=who))
        answer = skill.handle(requests[-1])
        if HALTED_AT in attributes(answer):
            raise RuntimeError(f"the skill apologised for {word}: its times would tell nothing")
    return requests


def endless() -> Generator[Json, Json, None]:
    """A session that is paused, resumed and asked about for ever; `send` it each answer."""
    at = 1_795_348_800
    answer = yield launch(at)
    while True:
        for word in ("ReadyIntent", "TimeLeftIntent", "AMAZON.PauseIntent", "AMAZON.ResumeIntent"):
            at += 15
            answer = yield intent(word, at, attributes(answer))
