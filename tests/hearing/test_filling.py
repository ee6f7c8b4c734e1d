"""Which slots are found in words, and how alike words and a sample are."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from skill.hearing.filling import fill
from skill.hearing.words import Phrases, Words

SIDES = {"Side": Phrases({("left",): ("left", "left"), ("right",): ("right", "right")})}

some_words = st.lists(st.sampled_from("abcd"), max_size=12).map(tuple)


def test_a_slot_is_filled_only_where_a_sample_has_it_in_such_a_place() -> None:
    """ "Right, let's roll" is more like a sample without a side than like any with one."""
    samples = [("right", "let's", "start"), ("start", "on", "the", "{side}")]
    found = {
        words: {
            name: spoken.id
            for name, spoken in fill(tuple(words.split()), samples, {"side": "Side"}, SIDES).items()
        }
        for words in ("right let's roll", "begin on the right")
    }
    assert found == {"right let's roll": {}, "begin on the right": {"side": "right"}}


@given(words=some_words, sample=some_words)
def test_likeness_counts_the_words_in_common_in_their_order(words: Words, sample: Words) -> None:
    """The bits give what the textbook's recursion gives."""
    from skill.hearing.filling import _likeness

    @cache
    def common(i: int, j: int) -> int:
        if i == len(words) or j == len(sample):
            return 0
        if words[i] == sample[j]:
            return 1 + common(i + 1, j + 1)
        return max(common(i + 1, j), common(i, j + 1))

    if words or sample:
        assert _likeness(words, [sample]) == 2 * common(0, 0) / (len(words) + len(sample))
