"""Ways to break the rules for interaction models."""

import copy

from skill.alexa import limits
from tests.support.broken import LONG, MODEL, Breakage, called, sample, slot, value

MODELS = (
    Breakage("an invocation name of plain words", called("Psoas Rolling"), "more in it than lower-case"),
    Breakage("an invocation name of plain words", called("psoas 2 go"), f"{MODEL}, invocationName"),
    Breakage("an invocation name of plain words", called("psoas"), "'psoas' is one word"),
    Breakage("an invocation name of plain words", called("psoas " + "r" * 45), "too many of them"),
    *(
        Breakage("no reserved word in the invocation name", called(name), f"'{word}' is in '{name}'")
        for name, word in [
            ("start psoas rolling", "start"),
            ("psoas rolling for hips", "for"),
            ("psoas computer rolling", "computer"),
            ("psoas rolling skill", "skill"),
            ("the psoas", "the"),
            ("psoas pain rolling", "pain"),
        ]
    ),
    Breakage(
        "names of letters, each once", lambda p: p.intent("ReadyIntent").update(name="Ready2"), "'Ready2'"
    ),
    Breakage(
        "names of letters, each once",
        lambda p: p.model["intents"].append(copy.deepcopy(p.intent("AMAZON.FallbackIntent"))),
        "'amazon.fallbackintent' is there twice",
    ),
    *(
        Breakage(
            "the intents of every skill",
            lambda p, name=name: p.model["intents"].remove(p.intent(name)),  # type: ignore[misc]
            f"{name} is missing",
        )
        for name in sorted(limits.REQUIRED_INTENTS)
    ),
    Breakage("samples of letters alone", sample("ready, steady"), f"{MODEL}, ReadyIntent: 'ready, steady'"),
    Breakage("samples of letters alone", sample("ready?"), "'ready?'"),
    Breakage("samples of letters alone", sample("i\u2019m so ready"), "i\u2019m so ready"),
    Breakage("samples of letters alone", sample("ready in 5"), "'ready in 5'"),
    Breakage("samples of letters alone", sample(LONG), "200 letters at most"),
    Breakage("no sample calls Alexa", sample("alexa ready"), "'alexa ready' calls Alexa or the skill"),
    Breakage("no sample calls Alexa", sample("open psoas rolling"), "'open psoas rolling' calls"),
    Breakage(
        "a sample has one meaning",
        lambda p: p.intent("ReadyIntent")["samples"].append(
            p.intent("AMAZON.StopIntent")["samples"][0].title()
        ),
        "is there 2 times",
    ),
    Breakage("slots are declared", sample("ready for {nothing}"), "no slot is called 'nothing'"),
    Breakage("slots are declared", slot("NOBODY", "ready on {word}"), "no type is called 'NOBODY'"),
    Breakage("no sample is a bare slot", slot("AMAZON.SearchQuery", "{word}"), "'{word}' takes whatever"),
    Breakage(
        "no sample is a bare slot",
        lambda p: p.document["interactionModel"].update(dialog={"intents": []}),
        "takes whatever is said",
    ),
    Breakage("a slot's value has one meaning", value("Left"), "'left' is there twice"),
    Breakage("a slot's value has one meaning", value("a" * 141), "is too long"),
    Breakage(
        "a fallback that catches the rest",
        lambda p: p.intent("AMAZON.FallbackIntent").update(slots=[{"name": "side", "type": "SIDE"}]),
        "has slots",
    ),
    Breakage(
        "a fallback that catches the rest",
        lambda p: p.model["modelConfiguration"]["fallbackIntentSensitivity"].update(level="HUGE"),
        "sensitivity is 'HUGE'",
    ),
    Breakage(
        "models within bounds",
        lambda p: p.model["intents"].extend(
            {"name": f"A{'b' * n}Intent", "slots": [], "samples": []} for n in range(251)
        ),
        "and 250 are taken",
    ),
    Breakage(
        "models within bounds",
        lambda p: p.intent("ReadyIntent")["samples"].extend(
            f"ready {'a' * 150}{'b' * n}" for n in range(2000)
        ),
        "and 1500000 are taken",
    ),
)
