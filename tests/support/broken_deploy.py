"""Ways to break the rules for the manifest as a whole, and for what is deployed."""

from skill.package import HANDLER
from tests.support.broken import MODEL, SERVER, Breakage, en, told

DEPLOYMENT = (
    Breakage("Amazon's models know every field", en("sumary", "x"), "locales.en-US.sumary is unknown"),
    Breakage("Amazon's models know every field", told("distributionMode", "SECRET"), "SECRET"),
    Breakage(
        "Amazon's models know every field",
        lambda p: p.intent("ReadyIntent").update(sample=["x"]),
        f"{MODEL}: interactionModel.languageModel.intents",
    ),
    Breakage("each locale is whole", lambda p: p.path.unlink(), "en-US: it has not a model"),
    Breakage(
        "each locale is whole",
        lambda p: p.skill["privacyAndCompliance"]["locales"].pop("en-US"),
        "en-US: it has not a privacy page",
    ),
    Breakage(
        "each locale is whole",
        lambda p: p.skill["publishingInformation"]["locales"].update({"en-XX": p.en}),
        "en-XX: the platform has no such locale",
    ),
    Breakage("the category is health and fitness", told("category", "GAMES"), "it is 'GAMES'"),
    Breakage("the skill is given to somebody", told("isAvailableWorldwide", False), "distributionCountries"),
    Breakage("testing instructions", told("testingInstructions", ""), "0 characters"),
    Breakage("testing instructions", told("testingInstructions", "t" * 4001), "4001 characters"),
    *(
        Breakage(
            "privacy and compliance are told as they are",
            lambda p, name=name: p.skill["privacyAndCompliance"].update({name: None}),  # type: ignore[misc]
            f"privacyAndCompliance.{name}: it is None",
        )
        for name in (
            "allowsPurchases",
            "containsAds",
            "isChildDirected",
            "isExportCompliant",
            "usesHealthInfo",
        )
    ),
    Breakage(
        "a privacy page that can be opened",
        lambda p: p.skill["privacyAndCompliance"]["locales"]["en-US"].update(privacyPolicyUrl="http://a.dev"),
        "en-US, privacyPolicyUrl: 'http://a.dev' is not the https address of a page",
    ),
    Breakage(
        "a published skill has a privacy page",
        lambda p: p.skill["privacyAndCompliance"].pop("locales"),
        "privacyPolicyUrl: there is none",
    ),
    Breakage(
        "a published skill's server is trusted",
        lambda p: p.skill["apis"]["custom"]["endpoint"].update(sslCertificateType="Wildcard"),
        "its certificate is Wildcard, not Trusted",
    ),
    Breakage("permissions that are used", lambda p: p.skill["permissions"].clear(), "is not asked for"),
    Breakage(
        "permissions that are used",
        lambda p: p.skill["permissions"].append({"name": "alexa::profile:email:read"}),
        "alexa::profile:email:read is not used",
    ),
    Breakage(
        "every kind of screen is supported",
        lambda p: p.skill["apis"]["custom"].update(interfaces=[]),
        "ALEXA_PRESENTATION_APL has no viewport for hubRoundSmall",
    ),
    Breakage(
        "every kind of screen is supported",
        lambda p: p.skill["apis"]["custom"]["interfaces"][0]["supportedViewports"].pop(),
        "ALEXA_PRESENTATION_APL has no viewport for tvLandscapeXLarge",
    ),
    Breakage(
        "every kind of screen is supported",
        lambda p: p.skill["apis"]["custom"]["interfaces"].append({"type": "AUDIO_PLAYER"}),
        "AUDIO_PLAYER is not used",
    ),
    *(
        Breakage(
            "an endpoint that Alexa can call",
            lambda p, told=told: p.skill["apis"]["custom"].update(endpoint=told),  # type: ignore[misc]
            said,
        )
        for told, said in [
            (
                {"uri": "http://psoas-rolling.dev", "sslCertificateType": "Trusted"},
                "is not the https address",
            ),
            ({"uri": "https://a.dev:5000/", "sslCertificateType": "Trusted"}, "has a port"),
            ({"uri": SERVER, "sslCertificateType": "Golden"}, "must be one of Trusted, Wildcard, SelfSigned"),
            ({"uri": SERVER}, "must be one of Trusted, Wildcard, SelfSigned"),
            ({"uri": "arn:aws:lambda:eu-north-1:123456789012:function:f"}, "lies in eu-north-1"),
        ]
    ),
    Breakage(
        "an endpoint that Alexa can call",
        lambda p: (
            p.skill["apis"]["custom"].pop("endpoint"),
            p.resources["profiles"]["default"].pop("skillInfrastructure"),
        ),
        "there is none, and ask-cli is not told to make one",
    ),
    Breakage(
        "whoever leaves is forgotten",
        lambda p: (p.skill["events"]["subscriptions"].clear(), p.made.pop("skillEvents")),
        "SKILL_DISABLED is not among them",
    ),
    Breakage(
        "whoever leaves is forgotten",
        lambda p: p.skill["events"].update(endpoint={"uri": SERVER + "/2"}),
        "it is not the endpoint of apis.custom",
    ),
    Breakage(
        "ask-cli finds what it is told of",
        lambda p: p.made.update(templatePath="./x.yaml"),
        "./x.yaml is not",
    ),
    Breakage("ask-cli finds what it is told of", lambda p: p.made.update(runtime="python3.8"), "'python3.8'"),
    Breakage("ask-cli finds what it is told of", lambda p: p.made.update(handler="a.b"), f"not {HANDLER}"),
    Breakage(
        "ask-cli finds what it is told of", lambda p: p.made.update(awsRegion="eu-north-1"), "in 'eu-north-1'"
    ),
    Breakage("a bundle that Lambda takes", lambda p: p.pack("skill/app.py"), "is not in it"),
    Breakage(
        "a bundle that Lambda takes",
        lambda p: p.pack("lambda_function.py", "skill/simulator/talk.py"),
        "lambda.zip: skill/simulator/ is in it",
    ),
    Breakage(
        "a bundle that Lambda takes",
        lambda p: p.pack("lambda_function.py", "requirements.txt"),
        "install everything",
    ),
)
