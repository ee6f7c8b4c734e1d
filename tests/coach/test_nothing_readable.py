"""Pain and stop are answered whatever else fails; anything else on the roller takes the person off it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from skill.coach.events import Label, Phase
from skill.coach.places import MARKS, NO_TRAITS
from skill.memory import MemoryStore
from skill.memory.store import Kept
from skill.turns import Spoken
from tests.support.hearing import Hearing, Word

JUNK: tuple[Any, ...] = (
    {"state": "rolling"},
    {"version": 3, "place": "nowhere"},
    {"version": 99},
    {"marks": [["roll", "left", 0, 1e9, 0]]},
    {"nonsense": [1, 2, 3]},
)
ASKED = (Label.LAUNCH, Label.ENDED)
PAINS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("pain_too_much", {}),
    ("pain_sharp", {}),
    ("numb_tingling", {}),
    ("red_flag", {"sign": "chest"}),
    ("red_flag", {"sign": "faint"}),
    ("health_condition", {}),
)


class DeadStore(MemoryStore):
    """A store that nothing can be read from, and nothing be written to."""

    def load(self, who: Any) -> Kept:
        """Fail."""
        raise OSError("There is no disk.")

    def keep(self, who: Any, change: Any) -> None:
        """Fail."""
        raise OSError("There is no disk.")

    def forget(self, who: Any, at: int = 0) -> None:
        """Fail."""
        raise OSError("There is no disk.")


class JunkStore(MemoryStore):
    """A store whose settings no version could have written."""

    def load(self, who: Any) -> Kept:
        """What was known of somebody, and is junk."""
        fields = {"seconds": "many", "first_side": 7, "verbosity": [], "rests_until": "soon", "going_on": {}}
        return Kept(checkpoint={"session": 1, "done": 2}, fields=fields, finished=2)


def broken(where: str) -> Iterator[Hearing]:
    """Conversations in the middle of which this can no longer be read."""
    if where == "attributes":
        for junk in JUNK:
            mat = on_a_side(MemoryStore())
            assert mat.spoken is not None
            mat.spoken = Spoken(mat.spoken.speech, mat.spoken.reprompt, False, json.loads(json.dumps(junk)))
            yield mat
    else:
        yield on_a_side(DeadStore() if where == "store" else JunkStore())


def on_a_side(store: MemoryStore) -> Hearing:
    """Somebody in their first session who rolls the left side."""
    mat = Hearing(store)
    mat.say("launch")
    mat.say("none_of_that", after=60)
    mat.say("ready", after=75)
    mat.say("ready", after=70)
    mat.now += 40
    return mat


WHERE = ("attributes", "store", "settings")


@pytest.mark.parametrize("where", WHERE)
def test_pain_takes_the_roller_away(where: str) -> None:
    """Pain, numbness, a sign and a condition get their own words, which begin with coming off."""
    found: list[Any] = []
    for label, facts in PAINS:
        for mat in broken(where):
            spoken = mat.say(label, **facts)
            if not _plain(spoken.speech).startswith("Come off the roller"):
                found.append((label, facts, spoken.speech))
    assert not found


@pytest.mark.parametrize("where", WHERE)
def test_an_emergency_closes_with_whom_to_call(where: str) -> None:
    """Its words are the same as ever."""
    for mat in broken(where):
        spoken = mat.say("red_flag", sign="heart")
        assert spoken.closes
        assert "have someone call" in spoken.speech


@pytest.mark.parametrize("where", WHERE)
def test_stop_closes(where: str) -> None:
    """Stop, in every form of it, lets go, with the roller taken away first."""
    for how in (None, "cancel"):
        for mat in broken(where):
            spoken = mat.say("stop", how=how)
            assert spoken.closes, how
            assert _plain(spoken.speech).startswith("Come off the roller"), how


@pytest.mark.slow
def test_anything_else_on_the_roller_comes_off_it() -> None:
    """Whose session cannot be read may lie on the roller: the way off comes first, then what can be done."""
    found: list[Any] = []
    for label in set(Label) - set(ASKED):
        for mat in broken("attributes"):
            spoken = mat.say(label)
            text = _plain(spoken.speech)
            if not text.lower().startswith(("come off", "push up", "roll onto your side")):
                found.append((label, text[:90]))
            elif not spoken.closes and not any(word in text for word in ("say ", "Say ", "?")):
                found.append((label, "nothing can be said", text[:90]))
    assert not found


@pytest.mark.slow
def test_no_side_is_rolled_on_what_could_not_be_read() -> None:
    """Nobody whose session is lost is taken for cleared."""
    found: list[Any] = []
    for label in set(Label) - set(ASKED):
        for mat in broken("attributes"):
            mat.say(label)
            marks = mat.session.speech.marks + mat.session.reprompt.marks
            if any(MARKS.get(mark.name, NO_TRAITS).puts_on for mark in marks):
                found.append(label)
    assert not found


@pytest.mark.parametrize("where", ["store", "settings"])
def test_without_a_store_the_session_goes_on(where: str) -> None:
    """Nobody who rolls loses their session because something could not be kept."""
    for mat in broken(where):
        assert not mat.say("time_left").closes
        assert mat.session.credit["left"] > 0


def test_with_an_unreadable_store_the_launch_is_safe() -> None:
    """Whoever cannot be known is asked the safety question, as a beginner is."""
    for store in (DeadStore(), JunkStore()):
        mat = Hearing(store)
        assert "pregnant" in mat.say("launch").speech
        assert not mat.session.cleared


def failing(monkeypatch: pytest.MonkeyPatch, name: str) -> Callable[..., None]:
    """Make a step of the turn fail."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("A step that is broken.")

    monkeypatch.setattr(f"skill.turns.{name}", fail)
    return fail


@pytest.mark.parametrize("name", ["catch_up", "step"])
def test_a_catch_up_that_fails_takes_the_person_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The apology begins with coming off, stop lets go, pain gets its words, and the session stays."""
    mat = on_a_side(MemoryStore())
    failing(monkeypatch, name)
    for label, facts in (("ready", {}), ("time_left", {}), *PAINS):
        word = Word(Label(label), facts)
        heard = mat.heard(always(word))
        with pytest.raises(RuntimeError, match="broken"):
            mat.coaching.answer(heard)
        spoken = mat.coaching.apologise(heard)
        assert _plain(spoken.speech).startswith("Come off the roller"), (label, facts)
        assert spoken.closes == (label in ("red_flag", "health_condition")), (label, facts)
        if facts.get("sign") == "chest":
            assert "have someone call" in spoken.speech, facts
        if facts.get("sign") == "faint":
            assert "call for medical help" in spoken.speech, facts
    stop = Word(Label.STOP)
    spoken = mat.coaching.apologise(mat.heard(always(stop), stops=True))
    assert spoken.closes


def always(word: Word) -> Callable[[Phase], Word]:
    """A word that means the same in every phase."""
    return lambda phase: word


def _plain(speech: str) -> str:
    """A speech without the tag that opens it, and without what a connecting word puts before it."""
    return speech.removeprefix("<speak>")
