"""The routine as data: what is said in each segment, and when.

Cue seconds come from the domain's timelines for 60, 90 and 120 s a side: first pair and rhythm pair
voiced, then mostly quiet. A paced cue is followed by its silence; a clocked cue has its second.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from skill.coach.layout import Cue

LEAST, MOST = 30, 120
"""Seconds a side that may be chosen. Studies of rolling use 30 to 120 s a set (Behm et al. 2020)."""
FIRST_SECONDS, USUAL_SECONDS, SHORT_SECONDS = 60, 90, 60
STEP_SECONDS = 30
HOLD_SECONDS, HOLDS, TOP_UP = 30, 2, 20
"""A hold lasts 30 s, two a side; at least 20 s of rolling follow it."""
EXTRA_SECONDS, EXTRA_MOST = 30, 60
EASE_QUIET, HURT_QUIET, NUMB_QUIET = 6.0, 6.0, 10.0
"""Seconds of silence after a cue that moves the person, before anything is asked."""
RESPONSE_BUDGET, SLOW_BUDGET, SLOWEST = 225.0, 238.0, 0.85
"""The most seconds of a response at the estimated pace, and at the slowest voice (limit: 240)."""
EXPERIENCED = 3
"""From the fourth session on the coach says less."""

SETUP_FIRST: tuple[tuple[Cue, ...], ...] = (
    (Cue("setup_face", 2), Cue("setup_cut_in", 1.5)),
    (Cue("setup_lay", 3), Cue("setup_feel", 3)),
    (Cue("setup_below", 1.5), Cue("setup_lower", 8)),
    (Cue("setup_arms", 4), Cue("setup_back", 3)),
    (Cue("setup_leg", 4), Cue("setup_knee", 4.5)),
    (Cue("setup_tip", 4),),
    (Cue("setup_off", 1), Cue("setup_limit", 2)),
    (Cue("setup_move", 1),),
)
SETUP_LATER: tuple[tuple[Cue, ...], ...] = (
    (Cue("setup_down", 7), Cue("setup_arms", 2)),
    (Cue("setup_leg", 4), Cue("setup_knee_short", 3)),
    (Cue("setup_tip", 3),),
    (Cue("setup_limit_short", 1),),
)
SETUP_SHORT: tuple[tuple[Cue, ...], ...] = (
    (Cue("setup_down", 5), Cue("setup_arms", 2)),
    (Cue("setup_leg", 3), Cue("setup_knee_short", 2), Cue("setup_tip", 2)),
    (Cue("setup_limit_short", 1),),
)
SETUP_TENDER = Cue("setup_tender", 1)
"""Said in the set-up when the sides are too short to say it while rolling."""

BREATHS_LATER = (
    (0.0, "breathe_in"), (4.0, "breathe_out"), (10.0, "breathe_in_again"), (14.0, "breathe_out_again"),
)  # fmt: skip
BREATHS_LATER_SECONDS = {False: 20, True: 10}
BREATHE_FIRST = (Cue("breathe_still", 0.8), Cue("breathe_long", 3), Cue("breathe_now", 1.6))
BREATHE_READY = (Cue("breathe_go", 2),)

PAIR = ((0, "roll_out"), (6, "roll_back"), (10, "rhythm_out"), (16, "rhythm_back"))
SIDE_ONE: Mapping[int, tuple[tuple[int, str], ...]] = {
    30: PAIR,
    60: (*PAIR, (20, "tender_invite"), (40, "bone")),
    90: (*PAIR, (20, "range"), (30, "tender_invite"), (56, "pressure"), (66, "bone")),
    120: (*PAIR, (20, "range"), (30, "tender_invite"), (46, "discomfort"), (70, "bone"), (84, "pressure"),
          (96, "encourage")),
}  # fmt: skip
SIDE_TWO: Mapping[int, tuple[tuple[int, str], ...]] = {
    30: PAIR,
    60: (*PAIR, (20, "pressure")),
    90: (*PAIR, (20, "quiet"), (56, "pressure")),
    120: (*PAIR, (20, "quiet"), (40, "bone"), (72, "pressure"), (90, "encourage")),
}
SIDE_TWO_FIRST: Mapping[int, tuple[tuple[int, str], ...]] = {
    **SIDE_TWO,
    60: (*PAIR, (20, "pressure"), (38, "lower_end")),
    90: (*PAIR, (20, "quiet"), (56, "pressure"), (68, "lower_end")),
    120: (*PAIR, (20, "quiet"), (40, "bone"), (72, "pressure"), (90, "lower_end")),
}
SIDE_LEARNED: Mapping[int, tuple[tuple[int, str], ...]] = {
    30: PAIR,
    60: (*PAIR, (20, "tender_invite"), (40, "bone")),
    90: (*PAIR, (20, "tender_invite"), (32, "quiet"), (60, "bone")),
    120: (*PAIR, (20, "tender_invite"), (32, "quiet"), (72, "bone"), (90, "encourage")),
}
SIDE_LEARNED_TWO: Mapping[int, tuple[tuple[int, str], ...]] = {
    30: PAIR,
    60: (*PAIR, (20, "quiet")),
    90: (*PAIR, (20, "quiet")),
    120: (*PAIR, (20, "quiet"), (90, "encourage")),
}
SIDES = {
    "first": (SIDE_ONE, SIDE_TWO_FIRST),
    "usual": (SIDE_ONE, SIDE_TWO),
    "learned": (SIDE_LEARNED, SIDE_LEARNED_TWO),
}
"""The cues of both sides, fewer as a person learns."""
LONG_GAP = 15.0
"""Before a silence longer than this the coach says once a side that it is still there."""
DEAD_GAP = 31.0
"""A silence longer than this sounds like a crash: where a side was extended, it is broken again."""
TEN = 10

HOLD = ((0, "hold_0"), (8, "hold_8"), (18, "hold_18"), (27, "hold_27"))
EXTRA = ((0, "rhythm_out"), (6, "rhythm_back"), (15, "extra_15"))

REST_FIRST = (
    Cue("rest_0_first", 3),
    Cue("rest_8", 6),
    Cue("why_roll", 5),
    Cue("what_role", 4),
    Cue("rest_mid", 3),
    Cue("rest_knee", 4),
)
REST = ((0, "rest_0"), (10, "rest_8"), (26, "rest_mid"))
REST_SHORT = ((0, "rest_0"), (9, "rest_8"), (18, "rest_mid"))
REST_SECONDS = {30: 30, 60: 45, 90: 45, 120: 60}
REST_MOST = 120
REPROMPT_REST = 45
"""A reprompt stays under 80 s (limit: 90), so the rest in it is no longer than this."""


def gaps() -> dict[str, float]:
    """For each clocked phrase the shortest gap to the next cue that any timeline gives it, in seconds."""
    found: dict[str, float] = {}
    for rows, end in _timelines():
        for (at, phrase), (following, _) in pairwise([*rows, (end, "")]):
            found[phrase] = min(found.get(phrase, end), following - at)
    return found


def _timelines() -> Iterator[tuple[list[tuple[float, str]], float]]:
    for tables in chain.from_iterable(SIDES.values()):
        for total, rows in tables.items():
            calls = [(total - TEN, "ten")] + ([(total / 2, "halfway")] if total > LEAST + TEN else [])
            yield sorted([*rows, *calls]), total
    yield list(HOLD), HOLD_SECONDS
    yield list(EXTRA), EXTRA_SECONDS
    yield list(BREATHS_LATER), BREATHS_LATER_SECONDS[False]
    yield list(REST), min(REST_SECONDS[90], REPROMPT_REST)
    yield list(REST_SHORT), REST_SECONDS[30]
