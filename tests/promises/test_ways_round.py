"""No way round the safety words: in a first session a pause leads to no set-up and no clock."""

from skill.coach.events import SIDES, Label
from skill.coach.places import MARKS
from skill.coach.profile import Profile
from tests.support.coached import Coached, names

ON_THE_ROLLER = {name for name, traits in MARKS.items() if traits.puts_on}


def test_no_word_in_a_pause_leads_round_the_safety_words() -> None:
    """Paused in the welcome, or at the safety question: whatever is said there, nobody lies down or rolls."""
    found = []
    for heard in (15.0, None):
        for label in Label:
            for side in (None, *SIDES):
                coached = Coached(Profile())
                coached.say("launch")
                coached.say("pause", after=heard)
                if set(names(coached.say(label, side=side))) & ON_THE_ROLLER:
                    found.append((heard, label, side))
    assert found == []
