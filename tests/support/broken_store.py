"""Ways to break the rules for what the store shows."""

import shutil

from tests.support.broken import OPEN, PHRASES, SPOT, SWITCH, Breakage, en, phrases, told

STORE = (
    Breakage("the store's fields are filled", en("summary", ""), "skill.json, en-US, summary: it is empty"),
    Breakage("the store's fields are filled", lambda p: p.en.pop("largeIconUri"), "en-US, largeIconUri"),
    Breakage("the store's texts have their lengths", en("name", "P"), "1 characters, not 2 to 50"),
    Breakage("the store's texts have their lengths", en("name", "P" * 51), "51 characters"),
    Breakage("the store's texts have their lengths", en("summary", "s" * 161), "not 1 to 160"),
    Breakage(
        "the store's texts have their lengths",
        lambda p: p.en.update(description=p.en["description"] + "x" * 4000),
        "not 1 to 4000",
    ),
    Breakage("no claim about health", en("name", "Psoas Release"), "name: it says 'release'"),
    Breakage("no claim about health", en("summary", "It treats pain."), "summary: it says 'pain'"),
    Breakage("no claim about health", en("keywords", ["hip", "pain relief"]), "it says 'relief'"),
    Breakage(
        "a disclaimer in the description",
        en("description", "This skill does not provide medical advice."),
        "'not a substitute for professional medical advice' is not in it",
    ),
    Breakage("three example phrases", phrases(OPEN, SWITCH), "there are 2"),
    Breakage("three example phrases", phrases(OPEN, SWITCH, SWITCH), "2 of them different"),
    Breakage("three example phrases", phrases(OPEN, SWITCH, SPOT, "Alexa, pause"), "there are 4"),
    Breakage("the first phrase opens the skill", phrases(SWITCH, SPOT, "Alexa, pause"), f"is not '{OPEN}'"),
    Breakage("phrases of words alone", phrases(OPEN, SWITCH, "Alexa, tender spot!"), PHRASES),
    Breakage("phrases of words alone", phrases(OPEN, SWITCH, "tender spot"), "'tender spot' is not"),
    Breakage("phrases of words alone", phrases(OPEN, SWITCH, f"Alexa, {'a ' * 100}b"), "200 letters"),
    Breakage("phrases are samples", phrases(OPEN, SWITCH, "Alexa, juggle"), "'Alexa, juggle' is no sample"),
    Breakage(
        "what is quoted can be said",
        lambda p: p.en.update(description=p.en["description"] + ' Say "Alexa, juggle".'),
        "'Alexa, juggle' is no sample of en-US",
    ),
    Breakage(
        "what is quoted can be said",
        told("testingInstructions", 'Say "Alexa, juggle".'),
        "skill.json, testingInstructions: 'Alexa, juggle' is no sample of en-GB",
    ),
    Breakage("keywords within bounds", en("keywords", [f"hip {'i' * n}" for n in range(31)]), "there are 31"),
    Breakage("keywords within bounds", en("keywords", ["hip", "Hip"]), "twice"),
    Breakage("keywords within bounds", en("keywords", ["h" * 151]), "150 characters"),
    Breakage(
        "icons of 108 and 512 pixels", lambda p: p.icon("icon-108.png").unlink(), "is not in the package"
    ),
    Breakage(
        "icons of 108 and 512 pixels",
        lambda p: shutil.copy(p.icon("icon-512.png"), p.icon("icon-108.png")),
        "has 512 by 512 pixels, not 108",
    ),
    Breakage(
        "icons of 108 and 512 pixels", lambda p: p.icon("icon-512.png").write_bytes(b"GIF89a"), "is no PNG"
    ),
    Breakage("icons of 108 and 512 pixels", en("smallIconUri", "icon.png"), "does not begin with file://"),
)
