"""Where the search begins: at every place, in every aside, and after everything that is carried on.

An opening is written as its way is printed: whom it begins with, then what is said, `@` at a second of
what is being said, else in answer to its question. Each beginning of a way is an opening as well.
"""

from collections.abc import Iterator, Sequence

from tests.promises.driver import KINDS, Stand, here
from tests.promises.seen import Seen
from tests.promises.words import word

Opening = tuple[str, str]

LAUNCHES: tuple[Opening, ...] = tuple((name, "launch") for name in KINDS)
"""The door only."""

FIRST = (
    "launch; {clear}; ready; both_same; feel_looser",
    "launch; pause @15",
    "launch; pause",
    "launch; forget_me",
    "launch; set_reminder",
    "launch; set_reminder day=monday time=18:00",
    "launch; what_is_psoas",
    "launch; launch @10",
    "launch; {clear}; pause @20",
    "launch; {clear}; launch @20",
    "launch; {clear}; pain_sharp @30",
    "launch; {clear}; ready; pause @25",
    "launch; {clear}; ready; pain_too_much @40",
    "launch; {clear}; ready; numb_tingling @85",
    "launch; {clear}; ready; launch @40",
    "launch; health_condition; launch",
    "launch; {clear}; ready; red_flag sign=chest @40; launch",
)
"""Ways of somebody who has not answered the safety question yet. `{clear}` answers it."""

PLACES = (
    "launch; ready; one_side_tighter side=right; no_change",
    "launch; ready; both_same; no_change; no",
    "launch; ready; tender_spot @30",
    "launch; ready; ease_pressure @20",
    "launch; ready; start_over @40",
    "launch; ready; switch_sides @20",
    "launch; ready; one_side_only side=left @20",
    "launch; one_side_only side=right",
    "start_session side=right",
    "how_often",
    "launch; im_new",
    "launch; ready; launch @20",
    "launch; ready; stop @20; launch",
)
"""Ways of somebody who knows the routine: through its places, and what a choice makes of it."""

ASIDES = (
    "launch; pause @20",
    "launch; pause",
    "launch; ready; pause @20",
    "launch; ready; pause @75",
    "launch; ready; tender_spot @30; pause @5",
    "launch; ready; pause",
    "launch; ready; one_side_tighter side=right; pause @25",
    "launch; ready; both_same; pause @15",
    "launch; ready; both_same; pause",
    "launch; launch @20",
    "launch; ready; launch @75",
    "launch; ready; launch",
    "launch; forget_me",
    "launch; ready; pause @20; forget_me",
    "launch; ready; both_same; forget_me",
    "launch; set_reminder day=monday time=18:00; no",
    "launch; change_reminder; yes",
    "launch; cancel_reminder; no",
    "launch; ready; pause @20; set_reminder",
)
"""Ways into what hangs over the routine: a pause, an offer to go on, a side question.

An apology is taken for a pause when the next word comes, so the pauses stand for it as well.
"""

STOPPED = (
    "launch; pain_sharp @20",
    "launch; ready; pain_too_much @20",
    "launch; ready; pain_too_much @20; resume; pain_too_much @15",
    "launch; ready; numb_tingling @20; switch_sides",
    "launch; ready; numb_tingling @75",
    "launch; ready; numb_tingling @75; forget_me",
    "launch; ready; numb_tingling @75; switch_sides side=left",
    "launch; ready; pain_sharp",
    "launch; ready; both_same; numb_tingling @5",
    "launch; ready; numb_tingling @20; launch",
    "launch; ready; numb_tingling @20; switch_sides; launch @40",
    "launch; ready; pain_sharp @20; stop; launch",
    "launch; ready; red_flag sign=pulse @20",
    "launch; ready; red_flag sign=chest @20; launch",
    "launch; red_flag sign=faint; launch",
    "launch; health_condition; launch",
)
"""Ways on which a side was stopped, or an alarm given."""

OTHERS: tuple[Opening, ...] = (
    ("short session", "launch; ready"),
    ("long session", "launch; ready; ready"),
    ("long session", "launch; ready; more_time seconds=120 @60"),
    ("long session", "launch; ready; more_time seconds=120 @60; tender_spot @100"),
    ("brief session", "launch; ready; both_same"),
    ("asking session", "launch; ready; ready"),
    ("no permission", "launch; set_reminder day=monday time=18:00; yes"),
)

OPENINGS: tuple[Opening, ...] = (
    *(("first session", way) for way in FIRST),
    *(("later session", way) for way in (*PLACES, *ASIDES, *STOPPED)),
    *OTHERS,
)


def openings(rows: Sequence[Opening]) -> list[tuple[Stand, Seen]]:
    """The distinct sessions at each beginning of these ways, the shortest way first."""
    found: dict[object, tuple[Stand, Seen]] = {}
    for node in (node for kind, way in rows for node in follow(kind, way)):
        found.setdefault((node[0].key, node[1].key), node)
    return sorted(found.values(), key=lambda node: len(node[0].way))


def follow(kind: str, way: str) -> Iterator[tuple[Stand, Seen]]:
    """The session after each word of a way. Raises KeyError for a kind of session that there is none of."""
    whom = KINDS[kind]
    stand, seen = Stand(whom, whom.person), Seen(known=whom.person.sessions > 0)
    for said in way.replace("{clear}", CLEARED).split("; "):
        text, _, second = said.partition(" @")
        now = here(stand, int(second) if second else None)
        heard = seen.reached(stand.answer, now.position).heard(word(text), now.opens(word(text)))
        stand = now.say(word(text))
        seen = heard.answered(word(text), stand.spoken)
        yield stand, seen


CLEARED = "none_of_that; ready"
