"""The device's own idea of time: how long words take, and how long the marks of an answer really took."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.simulator.device import Device
from skill.simulator.pace import lay_out, nodes_of, seconds_to_say, sentences
from skill.simulator.playback import Answer, OutOfStep
from tests.support.fake_skill import MODEL, FakeSkill, answer, phrases, silence, ssml

ASK = "<p>Say ready.</p>"

SESSION = """
Good. Face me, so we hear each other, and empty your front pockets. To cut in, say the name that wakes me,
then pause, lighter, or it hurts. Lay the roller across the mat in front of you. Feel for the two bony
points at the front of your hips. The roller goes just below those, never on them, and never on your belly.
Walk your hands past it, and lower that fold onto it, face down. Forearms down, elbows under your shoulders.
If your low back pinches, lower your chest. Left side first. Left leg long behind you, toes curled under.
Right knee out wide, like a frog. Lean on it to go lighter. Tip a little toward the long leg, so only soft
flesh meets the roller. To come off, push up onto your knees and forearms. A dull ache is fine, up to four
out of ten. Sharp, numb or throbbing is not. Come straight off, and tell me. Settled? Say ready.
Lie still, and breathe in. And a long breath out, belly soft. Now breathe in. Out, and glide forward.
In, and slide back. Out, and forward. In, and back. On a tender spot, pause, and rock gently side to side.
Or call me, and say tender spot. Halfway. Drop your shoulders. If it feels hard, that's bone. Glide forward
until it's soft. Ten seconds. Stop there. Push up, and come off the roller. Now the right side. The leg that
was bent goes long. Tip toward the long leg. This side gets the same minute. Strong but kind is right. If
you're bracing, lean on that knee. You're on its lower end. The rest lies too deep to press. Ten seconds.
Stop there. Come off, and lie on your side. Which hip felt tighter: left, right, or about even?
"""


def test_over_a_whole_session_the_device_and_the_skill_agree_within_three_percent() -> None:
    """The skill counts 14.5 characters a second and 0.1 s a sentence; single sentences differ by a fifth."""
    said = sentences(SESSION)
    theirs = {sentence: len(sentence) / 14.5 + 0.1 for sentence in said}
    assert seconds_to_say(" ".join(said)) == pytest.approx(sum(theirs.values()), rel=0.03)
    apart = [abs(seconds_to_say(sentence) / seconds - 1) for sentence, seconds in theirs.items()]
    assert max(apart) > 0.2


def test_neighbouring_breaks_are_one_silence_and_a_phoneme_does_not_split_a_phrase() -> None:
    said = (
        '<p>The <phoneme alphabet="ipa" ph="ˈsoʊ.əs">psoas</phoneme> lifts.</p>'
        + silence(25)
        + "<p>Good.</p>"
    )
    pieces = lay_out(nodes_of(ssml(said)))
    assert [(piece.text, piece.item) for piece in pieces] == [("The psoas lifts.", 0), ("", 1), ("Good.", 2)]
    assert pieces[1].seconds == 25


@given(pace=st.floats(0.85, 1.15), rate=st.integers(50, 150))
def test_pace_and_rate_change_words_and_never_silences(pace: float, rate: int) -> None:
    inside = "<p>Drop your shoulders.</p>" + silence(12)
    words, quiet = lay_out(nodes_of(ssml(f'<prosody rate="{rate}%">{inside}</prosody>')), pace)
    assert words.seconds == pytest.approx(seconds_to_say("Drop your shoulders.") / pace / (rate / 100))
    assert quiet.seconds == 12


def test_text_without_markup_takes_as_long_as_with_it() -> None:
    plain = lay_out(nodes_of({"type": "PlainText", "text": "Breathe in. Breathe out."}))
    assert plain == lay_out(nodes_of(ssml("Breathe in. Breathe out.")))


# What the marks really took


def test_a_mark_is_timed_by_what_the_device_says_and_not_by_the_plan() -> None:
    """The plan gives the words two seconds; a slow device takes longer, and the roll begins later."""
    speech = phrases(["Left side first."]) + silence(4) + phrases(["Out, and forward."]) + silence(17)
    marks = [["setup", "left", 0, 6, 0], ["roll", "left", 6, 19, 2]]
    played = Answer(
        answer(speech + "<p>Say ready.</p>", "<p>Say ready.</p>", marks=[*marks, ["ask", None, 25, 1, 4]]),
        0.85,
    )
    words = seconds_to_say("Left side first.", 0.85)
    began, ended = played.true_seconds(played.marks[1])
    assert began == pytest.approx(words + 4)
    assert ended == pytest.approx(words + 4 + seconds_to_say("Out, and forward.", 0.85) + 17)
    assert played.heard_seconds(played.marks[1], began + 5) == pytest.approx(5)
    assert played.heard_seconds(played.marks[1], 3) == 0
    assert played.mark_at(began + 1) == played.marks[1]


def test_a_mark_of_the_reprompt_is_timed_from_the_reprompt() -> None:
    played = Answer(
        answer(
            "<p>Say ready.</p>",
            f"{silence(10)}<p>Say ready.</p>",
            reprompt_marks=[["rest", None, 0, 10.7, 0]],
        )
    )
    (rest,) = played.reprompt_marks
    assert played.true_seconds(rest) == pytest.approx(
        (played.reprompt_start, played.reprompt_start + played.reprompt_seconds)
    )


def test_seconds_heard_add_up_over_answers_and_stop_where_each_was_cut() -> None:
    rolling = answer(
        f"{silence(30)}<p>Say ready.</p>",
        "<p>Say ready.</p>",
        marks=[["roll", "left", 0, 30, 0], ["ask", None, 30, 0.8, 1]],
    )
    speaker = Device(FakeSkill(rolling), model=MODEL)
    speaker.launch()
    speaker.say("ready", at=12)
    speaker.say("ready", at=5)
    speaker.play_out()
    assert speaker.heard_seconds({"roll"}, "left") == pytest.approx(12 + 5 + 30)
    assert speaker.heard_seconds({"roll"}, "right") == 0


def test_an_apology_has_no_marks_of_its_own() -> None:
    """It carries the session as it was, so that the routine can go on from there."""
    apology = answer("<p>Sorry. Say ready.</p>", ASK, marks=[["roll", "left", 0, 90, 0]], halted_at=1)
    assert Answer(apology).marks == ()


@pytest.mark.parametrize("first", [1, 4, 9])
def test_marks_that_do_not_fit_the_speech_are_told(first: int) -> None:
    speech = phrases(["Breathe in."]) + silence(20) + phrases(["And out."]) + silence(20)
    played = Answer(answer(speech, marks=[["breathe", None, 0, 21, 0], ["roll", "left", 21, 21, first]]))
    with pytest.raises(OutOfStep, match="item 9 of 4" if first == 9 else "first item counts every phrase"):
        played.true_seconds(played.marks[1])
