"""What people say on the mat, and what it means there: the words of the safety page, to the letter.

Each promise is one test over a table, in every locale, and tells all that fails at once.
"""

import json
from collections.abc import Iterator, Mapping

import pytest

from skill.alexa.intents import Meaning, meaning
from skill.alexa.slots import Slot
from skill.coach.events import Label, Phase
from skill.hearing.recogniser import MODELS, hear, load_model

LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))
START, SETUP, ROLLING, HOLD, PAUSED, SYMMETRY, CHECK, DONE = Phase
ON_ROLLER = (SETUP, ROLLING, HOLD, PAUSED)
ANYWHERE = tuple(Phase)

Rows = Mapping[tuple[Label, tuple[Phase, ...]], tuple[str, ...]]

MEANT: Rows = {
    (Label.NONE_OF_THAT, ANYWHERE): (
        "none", "none of that", "none of those", "none of it", "not me", "that's not me",
        "none of that is me", "nope I'm fine", "I'm fine none of that", "no none of that is me",
    ),
    (Label.YES, ANYWHERE): ("yes", "yeah", "yep", "yup", "yes please", "yes I do", "sure", "sure thing"),
    (Label.NO, ANYWHERE): ("no", "nope", "nah", "no thanks", "no thank you"),
    (Label.SOUND, ANYWHERE): (
        "okay", "ok", "alright", "mm", "hmm", "uh huh", "phew", "cool", "wow", "fine", "got it", "I see",
        "sounds good", "right okay", "false alarm", "don't skip", "don't skip this", "don't repeat that",
    ),
    (Label.SOUND, (START, *ON_ROLLER, SYMMETRY)): ("nice", "great", "good", "lovely"),
    (Label.FEEL_LOOSER, (CHECK,)): ("nice", "great", "good"),
    (Label.UNSURE, ANYWHERE): (
        "maybe", "perhaps", "not today", "not now", "later", "never", "maybe later",
        "I don't think so",
    ),
    (Label.UNSURE, (START, SETUP, PAUSED, SYMMETRY)): ("don't", "please don't"),
    (Label.NO, (ROLLING, HOLD)): ("don't", "please don't"),
    (Label.UNSURE, (START, *ON_ROLLER)): ("not sure", "I'm not sure", "I don't know"),
    (Label.BOTH_SAME, (SYMMETRY,)): ("not sure", "I don't know"),
    (Label.NO_CHANGE, (CHECK,)): ("not sure", "I don't know"),
    (Label.UNSURE, (START, ROLLING)): ("not yet", "don't start yet"),
    (Label.PAUSE, (SETUP,)): (
        "not yet", "don't start yet", "almost", "nearly there", "still getting into position",
        "just getting down",
    ),
    (Label.PAIN_TOO_MUCH, (*ON_ROLLER, SYMMETRY)): ("no no no", "no stop", "ow no", "ow", "ouch", "argh"),
    (Label.PAIN_TOO_MUCH, ON_ROLLER): ("my back hurts", "my lower back hurts"),
    (Label.HEALTH_CONDITION, (START, SYMMETRY, CHECK)): ("my back hurts", "my lower back hurts"),
    (Label.MORE_TIME, (ROLLING,)): ("don't switch yet", "I'm not done"),
    (Label.RESUME, (ROLLING,)): ("don't stop", "keep going don't stop"),
    (Label.NO, (START,)): ("no no no",),
    (Label.STOP, (START,)): ("no stop", "no please stop"),
    (Label.STOP, ANYWHERE): ("cancel", "never mind", "forget it", "stop", "finish", "done for today"),
    (Label.DOCTOR_AGREES, ANYWHERE): (
        "my doctor agrees", "my doctor said it's fine", "the doctor says it's okay", "doctor says yes",
        "cleared by my doctor",
    ),
    (Label.MISHEARD, ANYWHERE): (
        "misheard", "you misheard me", "you misheard", "I didn't say that", "that's not what I said",
    ),
    (Label.UNDO, ANYWHERE): (
        "undo", "undo that", "take that back", "oops", "I didn't mean to", "that was a mistake",
        "put it back", "no that's wrong",
    ),
    (Label.DONE, (START, ROLLING, HOLD, PAUSED, SYMMETRY, CHECK, DONE)): (
        "done", "I'm done", "all done", "finished", "okay done", "I'm finished",
    ),
    (Label.READY, (SETUP,)): ("done", "I'm done", "all done", "finished", "okay done", "I'm finished"),
    (Label.MILD_ACHE, ON_ROLLER): (
        "it's a bit sore", "it's tender", "it's a little painful", "a bit achy", "a bit sore",
        "slightly tender", "it's a bit tight", "a little uncomfortable", "it's kind of sore",
        "a bit sore here", "it's a bit tender here", "a dull ache",
    ),
    (Label.FEEL_SORE, (CHECK, DONE)): ("it's a bit sore", "it's tender", "a bit achy"),
    (Label.TENDER_SPOT, (ROLLING,)): ("tender spot", "found a tender spot", "this spot's a bit sore"),
    (Label.NO_STRETCH, ON_ROLLER): (
        "just no stretch", "no stretch", "it's not numb just no stretch", "I don't feel a stretch",
    ),
    (Label.WAIT, ANYWHERE): (
        "wait", "one second", "one moment", "hang on", "hold on a second", "just a second",
        "give me a second",
    ),
    (Label.PAUSE, (START, *ON_ROLLER)): (
        "pause", "I need to pee", "I need a wee", "I need the toilet", "I need the loo", "the door",
        "somebody's at the door", "my dog came", "give me a minute", "take five",
        "I'll take five", "take ten",
    ),
    (Label.REPEAT, ANYWHERE): ("again", "wait what", "say that again", "I misheard you"),
    (Label.RESUME, (ROLLING, PAUSED)): ("don't pause",),
    (Label.WHERE_AM_I, (ROLLING,)): ("where were we",),
    (Label.TIME_LEFT, (ROLLING,)): ("nearly there", "am I done", "is that it"),
    (Label.SET_GOING_ON, (ROLLING,)): ("pause after each side",),
    (Label.SKIP_STEP, (START,)): ("skip the explanation",),
    (Label.QUIETER, (START,)): ("just the timer please",),
    (Label.OUT_OF_SCOPE, (ROLLING,)): ("you're too loud",),
    (Label.GO_BACK, (ROLLING,)): ("oops go back", "I didn't mean to skip", "reset the timer"),
    (Label.WRONG_SIDE, ON_ROLLER): (
        "wrong side", "wrong leg", "I'm on the wrong side", "I'm on the wrong leg",
        "wait I'm on the wrong leg", "you're on the wrong side",
    ),
    (Label.GET_OFF, ANYWHERE): (
        "how do I get off", "how do I come off", "get me off", "I want to get up", "I want to get off",
        "how do I get up", "come off",
    ),
}  # fmt: skip
"""What is meant, the phases where it is, and the words."""

TOLD: Mapping[tuple[str, Label], Mapping[str, object]] = {
    ("no the left", Label.CORRECT): {"side": "left"},
    ("no the left one", Label.CORRECT): {"side": "left"},
    ("no left", Label.CORRECT): {"side": "left"},
    ("I meant the right", Label.CORRECT): {"side": "right"},
    ("I meant right", Label.CORRECT): {"side": "right"},
    ("no two minutes", Label.CORRECT): {"seconds": 120},
    ("I meant ninety seconds", Label.CORRECT): {"seconds": 90},
    ("no I said a minute", Label.CORRECT): {"seconds": 60},
    ("I meant ninety", Label.CORRECT): {"seconds": 90},
    ("I was on the left", Label.WRONG_SIDE): {"side": "left"},
    ("I'm actually on the right", Label.WRONG_SIDE): {"side": "right"},
    ("I'm on my right side", Label.WRONG_SIDE): {"side": "right"},
    ("I'm on the left", Label.WRONG_SIDE): {"side": "left"},
    ("wrong side", Label.WRONG_SIDE): {"side": None},
    ("I'm stuck", Label.GET_OFF): {"topic": "stuck"},
    ("I can't get up", Label.GET_OFF): {"topic": "stuck"},
    ("I can't get off", Label.GET_OFF): {"topic": "stuck"},
    ("I'm off", Label.GET_OFF): {"how": "off"},
    ("I'm off it", Label.GET_OFF): {"how": "off"},
    ("I'm off the roller", Label.GET_OFF): {"how": "off"},
    ("okay I'm off", Label.GET_OFF): {"how": "off"},
    ("how do I get off", Label.GET_OFF): {"how": None, "topic": None},
    ("I can't feel anything", Label.NUMB_TINGLING): {"topic": "unclear"},
    ("I don't feel anything", Label.NUMB_TINGLING): {"topic": "unclear"},
    ("I can't feel it", Label.NUMB_TINGLING): {"topic": "unclear"},
    ("I feel nothing", Label.NUMB_TINGLING): {"topic": "unclear"},
    ("I can't feel my leg", Label.NUMB_TINGLING): {"topic": None},
    ("it's numb", Label.NUMB_TINGLING): {"topic": None},
    ("cancel", Label.STOP): {"how": "cancel"},
    ("never mind", Label.STOP): {"how": "cancel"},
    ("forget it", Label.STOP): {"how": "cancel"},
    ("stop", Label.STOP): {"how": None},
    ("wait thirty seconds", Label.PAUSE): {"seconds": 30},
    ("wait two minutes", Label.PAUSE): {"seconds": 120},
    ("wait ten seconds", Label.PAUSE): {"seconds": 10},
    ("pause for two minutes", Label.PAUSE): {"seconds": 120},
    ("pause for 30 seconds", Label.PAUSE): {"seconds": 30},
    ("pause for five minutes", Label.PAUSE): {"seconds": 300},
    ("stop for thirty seconds", Label.PAUSE): {"seconds": 30},
    ("hang on for twenty seconds", Label.PAUSE): {"seconds": 20},
    ("hold on for a minute", Label.PAUSE): {"seconds": 60},
    ("hold on ten seconds", Label.PAUSE): {"seconds": 10},
    ("take five minutes", Label.PAUSE): {"seconds": 300},
    ("go back thirty seconds", Label.GO_BACK): {"seconds": 30},
    ("go back ten seconds", Label.GO_BACK): {"seconds": 10},
    ("back thirty seconds", Label.GO_BACK): {"seconds": 30},
    ("back up ten seconds", Label.GO_BACK): {"seconds": 10},
    ("rewind 20 seconds", Label.GO_BACK): {"seconds": 20},
    ("skip back ten seconds", Label.GO_BACK): {"seconds": 10},
    ("I didn't do the right side", Label.GO_BACK): {"side": "right"},
    ("I didn't do the left side", Label.GO_BACK): {"side": "left"},
    ("I didn't finish the left side", Label.GO_BACK): {"side": "left"},
    ("you skipped the left", Label.GO_BACK): {"side": "left"},
    ("not the left", Label.ONE_SIDE_ONLY): {"side": "right"},
    ("minute and a half", Label.SET_SIDE_DURATION): {"seconds": 90},
    ("my belly is on it", Label.ROLLER_PLACEMENT): {"topic": "belly"},
    ("it's on my stomach", Label.ROLLER_PLACEMENT): {"topic": "belly"},
    ("is this right", Label.ROLLER_PLACEMENT): {"topic": "check"},
    ("am I doing it right", Label.ROLLER_PLACEMENT): {"topic": "check"},
    ("my back is stiff", Label.HEALTH_CONDITION): {"topic": "back"},
    ("I have lower back pain", Label.HEALTH_CONDITION): {"topic": "back"},
    ("I have a bad back", Label.HEALTH_CONDITION): {"topic": "back"},
    ("my lower back is sore", Label.HEALTH_CONDITION): {"topic": "back"},
    ("my back hurts a bit", Label.HEALTH_CONDITION): {"topic": "back"},
    ("I have a slipped disc", Label.HEALTH_CONDITION): {"topic": None},
    ("my doctor said no", Label.HEALTH_CONDITION): {"topic": None},
    ("what's an aneurysm", Label.HEALTH_CONDITION): {"topic": "what"},
    ("what's a hernia", Label.HEALTH_CONDITION): {"topic": "what"},
    ("what's a blood clot", Label.HEALTH_CONDITION): {"topic": "what"},
    ("I'm going to collapse", Label.RED_FLAG): {"sign": "collapse"},
    ("I collapsed", Label.RED_FLAG): {"sign": "collapse"},
    ("call an ambulance", Label.RED_FLAG): {"sign": "emergency"},
    ("help me I can't get up", Label.RED_FLAG): {"sign": "emergency"},
    ("sudden back pain", Label.RED_FLAG): {"sign": "back_severe"},
    ("I have severe back pain", Label.RED_FLAG): {"sign": "back_severe"},
    ("back pain shooting down my leg", Label.RED_FLAG): {"sign": "back_severe"},
    ("my back hurts and I can't move", Label.RED_FLAG): {"sign": "back_severe"},
    ("my back hurts after a fall", Label.RED_FLAG): {"sign": "back_severe"},
    ("back pain and a fever", Label.RED_FLAG): {"sign": "fever"},
    ("back pain and I can't pee", Label.RED_FLAG): {"sign": "saddle"},
}
"""What is said on the roller, what it means, and the facts that are told beside the label."""

NEVER_SOFTENED = {
    Label.NUMB_TINGLING: ("it's a bit numb", "a bit numb", "it's a little tingly"),
    Label.PAIN_SHARP: ("it's a bit sharp", "it's burning a bit", "a bit of a stabbing pain"),
    Label.RED_FLAG: (
        "I'm a bit dizzy", "I feel a little faint", "my chest is a bit tight", "my chest hurts a bit",
        "my belly hurts a bit", "my stomach is a bit sore",
    ),
    Label.PAIN_TOO_MUCH: ("my groin is a bit sore", "my knee is a bit sore", "a bit too much pain",
                          "it's an eight a bit sore", "about a seven"),
    Label.EASE_PRESSURE: ("about a five", "about a six"),
    Label.HEALTH_CONDITION: ("my back is a bit sore", "my lower back is a bit achy"),
}  # fmt: skip
"""What "a bit" leaves as it is: some things and places are never mild."""

HOUSEHOLD = (
    "I need to pee", "I need a pee", "I need a wee", "I need the toilet", "I need the loo", "the toilet",
    "I need the bathroom", "I need to go to the loo", "the door", "get the door", "answer the door",
    "somebody's at the door", "my dog came", "the dog's on me", "the dog came in", "the cat is on my back",
    "my belly is on it", "my stomach is on it", "it's on my belly", "it's on my stomach",
    "is it on my belly", "do I lie on my stomach", "the roller is on my belly",
    "my back is stiff", "I have lower back pain", "I have a bad back", "my lower back is sore",
    "my back hurts a bit", "my back is tight", "will this help my back",
    "it's a bit sore", "it's tender", "I'm still sore from yesterday",
    "I'm on the wrong leg", "I was on the left", "which leg is straight", "I can't feel anything",
    "how do I get off", "I want to get up", "I'm stuck", "I can't get up", "I can't get off", "I'm off",
    "that's not me", "none of that is me", "what's an aneurysm", "what's a blood clot",
    "is this right", "what's next", "turn it up", "how far do I roll", "let me catch my breath",
    "I need a drink of water", "I need a minute", "take five", "call me later", "false alarm", "wait",
    "one second", "my phone's ringing", "my doctor agrees", "no stretch", "it's not numb just no stretch",
)  # fmt: skip
"""What is said in a house and on a mat, with words that a warning sign has too."""

NO_WAY_BACK = (
    "false alarm", "it was a false alarm", "I misheard you", "I didn't hear that", "it's nothing",
    "that's not right", "say that again", "I'm fine", "I said stop", "it's not that bad",
)  # fmt: skip
"""What plays an alarm down, or only sounds like what lifts it."""

YES_WORDS = {"yes", "yeah", "yep", "yup", "yea", "ya", "yah", "aye", "sure"}
NO_WORDS = {"no", "noo", "nope", "nah", "na", "naw", "nuh"}
BESIDE_YES = {
    "please", "thanks", "thank", "you", "i", "do", "am", "have", "would", "it", "is", "they", "are",
    "definitely", "absolutely", "of", "course", "thing", "indeed", "correct", "that's", "right", "oh", "mate",
}  # fmt: skip
BESIDE_NO = {
    "thanks", "thank", "you", "i", "don't", "i'm", "not", "it", "isn't", "it's", "haven't", "won't", "good",
    "really", "i'd", "rather", "want", "to", "uh", "definitely", "absolutely", "of", "course", "mate",
}  # fmt: skip


def meant(text: str, phase: Phase, locale: str) -> Meaning:
    """What a text means in a phase, with all facts, as the skill reads them from a request."""
    heard = hear(text, phase, load_model(locale))
    slots = {name: Slot(str(slot["value"]), slot["id"]) for name, slot in heard.raw.items()}
    return meaning(heard.intent, slots, phase)


def samples(locale: str, intent: str) -> list[str]:
    document = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    intents = document["interactionModel"]["languageModel"]["intents"]
    return [sample for each in intents if each["name"] == intent for sample in each["samples"]]


def wrongly_heard(rows: Rows) -> Iterator[str]:
    for locale in LOCALES:
        for (label, phases), texts in rows.items():
            for text, phase in ((text, phase) for text in texts for phase in phases):
                heard = hear(text, phase, load_model(locale))
                if heard.label != label:
                    yield f"{locale}, {phase}: {text!r} is {heard.label} ({heard.intent}), not {label}"


@pytest.mark.slow
def test_everyday_words_mean_what_they_say() -> None:
    wrong = list(wrongly_heard(MEANT))
    assert not wrong, "\n".join(wrong)


def test_what_is_said_beside_the_label_is_told() -> None:
    """A side, seconds, and what narrows the label, in the event that the coach gets."""
    wrong = []
    for locale in LOCALES:
        for (text, label), facts in TOLD.items():
            event = meant(text, Phase.ROLLING, locale).event(at=0)
            told = {name: getattr(event, name) for name in facts}
            if (event.label, told) != (label, facts):
                wrong.append(f"{locale}: {text!r} is {event.label} with {told}, not {label} with {facts}")
    assert wrong == []


def test_a_bit_softens_nothing_that_is_dangerous() -> None:
    assert list(wrongly_heard({(label, (ROLLING,)): texts for label, texts in NEVER_SOFTENED.items()})) == []


def test_only_the_words_of_misheard_lift_an_alarm() -> None:
    heard = [(locale, text) for locale in LOCALES for text in NO_WAY_BACK
             if meant(text, Phase.ROLLING, locale).label == Label.MISHEARD]  # fmt: skip
    assert heard == []


@pytest.mark.slow
def test_no_household_sentence_is_a_warning_sign() -> None:
    """Not in any phase: what the house needs is never answered with a call for help."""
    alarmed = []
    for locale in LOCALES:
        for text, phase in ((text, phase) for text in HOUSEHOLD for phase in Phase):
            if (heard := meant(text, phase, locale)).label == Label.RED_FLAG:
                alarmed.append(f"{locale}, {phase}: {text!r} is taken for {heard.said.sign}")
    assert alarmed == []


def test_what_is_uploaded_for_yes_and_no_holds_yes_and_no_only() -> None:
    """Every sample says yes or no, with courtesies beside it: they answer the safety question."""
    odd = []
    for locale in LOCALES:
        for intent, own, beside in (
            ("AMAZON.YesIntent", YES_WORDS, BESIDE_YES),
            ("AMAZON.NoIntent", NO_WORDS, BESIDE_NO),
        ):
            for sample in samples(locale, intent):
                words = set(sample.split())
                if not words & own or words - own - beside:
                    odd.append(f"{locale}, {intent}: {sample!r}")
    assert odd == []
