"""What a checkpoint tells of a dropped session, and what it never tells; and those of older versions."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from skill.app import build_skill
from skill.coach.checkpoint import neutral
from skill.coach.events import Label
from skill.coach.places import Aside, Place
from skill.coach.session import VERSION, Session
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import dropped, kept_of
from skill.voice.script import load
from tests.support.coached import phrases
from tests.support.dropped import LATER, at_second, back
from tests.support.envelopes import attributes, launch, speech


def test_more_pressure_is_not_given_to_somebody_who_came_back() -> None:
    """Whether it hurt before the drop is not kept, so it stays light; and no extra is added."""
    again = back(at_second(43, "pain_too_much"), 60)
    again.say("resume")
    turn = again.say("more_pressure", after=20)
    assert "more_not_again" in phrases(turn)


def test_a_checkpoint_cannot_be_told_from_one_without_pain() -> None:
    """Nothing but the seconds differs from a checkpoint of somebody who paused, skipped or did not answer."""
    health = ("pain", "hurt", "sharp", "numb", "pulse", "condition", "safety", "alarm", "confirm", "choice",
              "told_", "doctor")  # fmt: skip
    labels = ("pain_too_much", "pain_sharp", "numb_tingling", "health_condition", "ease_pressure",
              "mild_ache", "red_flag", "get_off", "wrong_side")  # fmt: skip
    for label in labels:
        for topic in (None, "question", "unclear", "stuck", "back"):
            coached = at_second(43, label, topic=topic)
            told = json.dumps(neutral(coached.session.to_attributes()))
            assert [word for word in health if word in told] == [], (label, topic)
            kept = Session.from_attributes(json.loads(told))
            assert kept is not None
            assert (kept.stopped, kept.light, dict(kept.used), kept.answer) == ((), (), {}, ""), (
                label,
                topic,
            )
            assert (kept.side_question, kept.doubt, dict(kept.undo)) == ("", False, {}), (label, topic)
            assert kept.aside in (None, Aside.PAUSED), (label, topic)


def test_every_word_leaves_a_checkpoint_that_can_be_taken_up() -> None:
    """Whatever was said last, whoever comes back is offered the place or asked about it, or begins anew."""
    ends = {(None, Place.WELCOME), (None, Place.SETUP), (None, Place.CLOSED), (Aside.ALARM, Place.LAUNCH)}
    for label in Label:
        if label in (Label.LAUNCH, Label.ENDED):
            continue
        again = back(at_second(43, label), 300)
        here = (again.session.aside, again.session.place)
        assert again.session.aside in (Aside.OFFER, Aside.CONFIRM) or here in ends, (label, here)


def read(version: int) -> dict[str, Any]:
    """Attributes as a session of that version carried them."""
    file = Path(__file__).parent / "data" / f"attributes_{version}.json"
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def test_attributes_of_the_versions_before_are_carried_forward() -> None:
    """A session that was open while the skill was updated goes on to the second."""
    first, second = (Session.from_attributes(read(version)) for version in (1, 2))
    assert first is not None
    assert first.credit == {"left": 53, "right": 0}
    assert (first.place, first.remaining, first.week, first.taken_up) == (Place.HOLD, 30, None, False)
    assert (first.cleared, first.taught, first.on_roller, first.reminder) == (True, True, True, ())
    assert second is not None
    assert second.credit == {"left": 36, "right": 0}
    assert (second.place, second.aside) == (Place.ROLLING, Aside.CHOICE)
    assert (second.stopped, second.light, second.on_roller) == (("left",), ("left",), False)
    assert {session.to_attributes()["version"] for session in (first, second)} == {VERSION}


def test_a_checkpoint_of_the_versions_before_is_offered() -> None:
    for version in (1, 2):
        raw = read(version)
        kept = replace(kept_of(LATER), checkpoint={"session": raw})
        assert dropped(kept) is not None
        skill = build_skill(Config(), MemoryStore(kept))
        answer = skill.handle(launch(raw["sent_at"] + 30))
        assert attributes(answer)["state"] == "resume_offer", version
        assert load("en-US").words("welcome_again", 0, {}) in speech(answer), version
