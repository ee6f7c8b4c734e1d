"""One turn in this process: ours against hello world, and how it grows with the length of a session.

Times are processor time of this thread, so that whatever else the machine does is not counted in.
"""

import json
from collections.abc import Callable, Sequence
from statistics import median
from time import thread_time

from bench.hello import lambda_handler as hello
from bench.session import endless, fresh_skill, session
from skill.simulator.envelope import Identity
from tests.support.envelopes import SPEAKER, Json

RUNS = 5
PLACES = (10, 100, 400)
"""Turns of a long session around which a turn is timed."""


def timed(answer: Callable[[Json], Json], requests: Sequence[Json]) -> float:
    """The median of the times of these requests' turns, each sent once, in milliseconds."""
    times = []
    for request in requests:
        began = thread_time()
        answer(request)
        times.append(thread_time() - began)
    return median(times) * 1000


def turns(who: Identity = SPEAKER) -> dict[str, float]:
    """Milliseconds of a turn of this device, ours and hello world's: the best of five runs taken in turns."""
    requests: list[Json] = json.loads(json.dumps(session(who)))
    ours, theirs = [], []
    for _ in range(RUNS + 1):  # the first warms up
        ours.append(timed(fresh_skill().handle, requests))
        theirs.append(timed(lambda request: hello(request, None), requests))
    size = median(len(json.dumps(request)) for request in requests)
    return {"ours": min(ours[1:]), "theirs": min(theirs[1:]), "bytes": size, "turns": len(requests)}


def growth() -> list[tuple[int, float]]:
    """Milliseconds of a turn around some places of one long session, each as its number and the time."""
    skill = fresh_skill()
    talk = endless()
    request, times = next(talk), []
    for _ in range(PLACES[-1] + 12):
        began = thread_time()
        answer = skill.handle(request)
        times.append((thread_time() - began) * 1000)
        request = talk.send(answer)
    return [(place, median(times[place - 8 : place + 12])) for place in PLACES]
