"""Rules for the manifest as a whole, and for what is deployed. Checked 2026-11-22."""

import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

from skill.alexa import limits
from skill.package import HANDLER
from skill.package.checks.rule import Found, Package, Rule
from skill.package.owner import CERTIFICATES, no_endpoint, no_page
from skill.package.pythons import LAMBDA_PYTHONS

CATEGORY = "HEALTH_AND_FITNESS"
"""The category whose policy the texts were written for (docs/alexa/smapi/skill-manifest.html)."""

COMPLIANCE = {
    "allowsPurchases": False,
    "usesPersonalInfo": True,
    "isChildDirected": False,
    "isExportCompliant": True,
    "containsAds": False,
    "usesHealthInfo": False,
}
"""What is true of this skill: it sells nothing, shows no ads, and keeps settings and counts by account."""

PERMISSIONS = {"alexa::alerts:reminders:skill:readwrite"}
"""What the skill uses; to ask for more fails certification."""

APL = "ALEXA_PRESENTATION_APL"
"""The interface of devices with a screen, as a manifest calls it."""

FORGETTING = "SKILL_DISABLED"
"""The event that says that a person has left, and is to be forgotten."""

OUTSIDE = ("skill/web/", "skill/simulator/", "skill/package/", "skill/cli.py", "flask/", "cryptography/")
"""What belongs on a server or in a terminal."""


def schema(package: Package) -> Found:
    """Fields and values that Amazon's own models of the manifest and of interaction models do not know."""
    from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
    from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope

    documents = {
        f"interactionModels/custom/{locale}.json": each for locale, each in package.documents.items()
    }
    for where, each in documents.items():
        yield from ((where, what) for what in _unknown(each, InteractionModelData))
    whole = {"manifest": package.manifest}
    yield from (("skill.json", what) for what in _unknown(whole, SkillManifestEnvelope))


def _unknown(document: Mapping[str, Any], model: type) -> Iterator[str]:
    """What is lost, or refused, when Amazon's model reads a document and writes it again."""
    from ask_sdk_model_runtime.exceptions import SerializationException
    from ask_sdk_model_runtime.serializer import DefaultSerializer

    serializer = DefaultSerializer()
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a newer Python thinks of its code
            again = serializer.serialize(serializer.deserialize(json.dumps(document), model))
    except SerializationException as refusal:
        yield str(refusal)
        return
    yield from _lost(document, again, "")


def _lost(before: Any, after: Any, path: str) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name, value in before.items():
            yield from _lost(value, after.get(name), f"{path}.{name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, value in enumerate(before):
            yield from _lost(value, after[at], f"{path}[{at}]")
    elif before != after:
        yield f"{path.lstrip('.')} is unknown, or of another kind"


def locales(package: Package) -> Found:
    """Locales that the platform does not have, or that lack a part which others have."""
    parts = {"a listing": package.listings, "a model": package.models}
    if package.privacy_pages:
        parts["a privacy page"] = package.privacy_pages
    for locale in sorted({locale for part in parts.values() for locale in part}):
        if locale not in limits.LOCALES:
            yield f"skill.json, {locale}", "the platform has no such locale"
        yield from (
            (f"skill.json, {locale}", f"it has not {name}")
            for name, part in parts.items()
            if locale not in part
        )


def category(package: Package) -> Found:
    """Another category than the texts were written for."""
    found = package.manifest["publishingInformation"].get("category")
    if found != CATEGORY:
        yield "skill.json, category", f"it is {found!r}, not {CATEGORY}"


def distribution(package: Package) -> Found:
    """A skill that is given to nobody, or to countries beside the whole world."""
    told = package.manifest["publishingInformation"]
    if bool(told.get("isAvailableWorldwide")) == bool(told.get("distributionCountries")):
        yield "skill.json, distributionCountries", "it must be empty for the whole world, and else must not"


def instructions(package: Package) -> Found:
    """Testing instructions that are missing or too long."""
    text = package.manifest["publishingInformation"].get("testingInstructions", "")
    if not 0 < len(text) <= limits.DESCRIPTION_CHARACTERS:
        yield (
            "skill.json, testingInstructions",
            f"{len(text)} characters, not 1 to {limits.DESCRIPTION_CHARACTERS}",
        )


def compliance(package: Package) -> Found:
    """Answers to the privacy and compliance questions that are not true of this skill."""
    told = package.manifest["privacyAndCompliance"]
    for name, value in COMPLIANCE.items():
        if told.get(name) is not value:
            yield f"skill.json, privacyAndCompliance.{name}", f"it is {told.get(name)!r}, not {value}"


def privacy(package: Package) -> Found:
    """Privacy pages that nobody can open."""
    for locale, told in package.privacy_pages.items():
        address = told.get("privacyPolicyUrl", "")
        if reason := no_page(address):
            yield f"skill.json, {locale}, privacyPolicyUrl", f"'{address}' {reason}"


def permissions(package: Package) -> Found:
    """Permissions that are lacking, or that nothing uses."""
    asked = {each["name"] for each in package.manifest.get("permissions", ())}
    yield from (
        ("skill.json, permissions", f"{name} is not asked for") for name in sorted(PERMISSIONS - asked)
    )
    yield from (("skill.json, permissions", f"{name} is not used") for name in sorted(asked - PERMISSIONS))


def screens(package: Package) -> Found:
    """A kind of screen on which the skill would not be offered, or an interface that nothing uses."""
    told = {each["type"]: each for each in package.manifest["apis"]["custom"].get("interfaces", ())}
    yield from (("skill.json, interfaces", f"{name} is not used") for name in sorted(told.keys() - {APL}))
    there = told.get(APL, {}).get("supportedViewports", ())
    for name, (mode, shape, wide, high) in limits.VIEWPORTS.items():
        if not any(
            (each["mode"], each["shape"]) == (mode, shape)
            and each["minWidth"] <= wide.start <= wide.stop - 1 <= each["maxWidth"]
            and each["minHeight"] <= high.start <= high.stop - 1 <= each["maxHeight"]
            for each in there
        ):
            yield "skill.json, interfaces", f"{APL} has no viewport for {name}"


def endpoint(package: Package) -> Found:
    """An endpoint that Alexa cannot call, or none and nothing that makes one."""
    told = package.manifest["apis"]["custom"].get("endpoint")
    if told is None:
        if "skillInfrastructure" not in package.deployment:
            yield "skill.json, apis.custom.endpoint", "there is none, and ask-cli is not told to make one"
    elif reason := no_endpoint(told.get("uri", "")):
        yield "skill.json, apis.custom.endpoint", f"'{told.get('uri')}' {reason}"
    elif told["uri"].startswith("https") and told.get("sslCertificateType") not in CERTIFICATES.values():
        kinds = ", ".join(CERTIFICATES.values())
        yield (
            "skill.json, apis.custom.endpoint",
            f"the certificate of an https address must be one of {kinds}",
        )


def events(package: Package) -> Found:
    """A skill that is not told when somebody leaves it, or is told somewhere else."""
    told = package.manifest.get("events", {})
    by_cli = package.deployment.get("skillInfrastructure", {}).get("userConfig", {}).get("skillEvents", {})
    if FORGETTING not in {
        *by_cli.get("subscriptions", ()),
        *(e["eventName"] for e in told.get("subscriptions", ())),
    }:
        yield "skill.json, events", f"{FORGETTING} is not among them"
    if told.get("endpoint") != package.manifest["apis"]["custom"].get("endpoint"):
        yield "skill.json, events.endpoint", "it is not the endpoint of apis.custom"


def resources(package: Package) -> Found:
    """What ask-cli is told of that is not there, or that Lambda does not have."""
    made = package.deployment.get("skillInfrastructure", {}).get("userConfig", {})
    code = package.deployment.get("code", {}).get("default", {}).get("src")
    for path in filter(None, (package.deployment["skillMetadata"]["src"], code, made.get("templatePath"))):
        if not (package.folder / path).exists():
            yield "ask-resources.json", f"{path} is not in the package"
    if made and made.get("runtime", "").removeprefix("python") not in LAMBDA_PYTHONS:
        yield "ask-resources.json", f"Lambda has no runtime '{made.get('runtime')}' that the skill runs on"
    if made and made.get("handler") != HANDLER:
        yield "ask-resources.json", f"the handler is '{made.get('handler')}', not {HANDLER}"
    if made and made.get("awsRegion") not in limits.TRIGGER_REGIONS:
        yield "ask-resources.json", f"Alexa cannot call a function in '{made.get('awsRegion')}'"


def bundle(package: Package) -> Found:
    """A bundle that Lambda does not take, or with what it has no use for."""
    if not package.bundle.is_file():
        return
    where, packed = package.bundle.name, package.bundle.stat().st_size
    with ZipFile(package.bundle) as opened:
        names, unpacked = opened.namelist(), sum(entry.file_size for entry in opened.infolist())
    if packed > limits.BUNDLE_BYTES or unpacked > limits.BUNDLE_UNPACKED_BYTES:
        yield where, f"it has {packed} bytes, and {unpacked} when it is unpacked"
    if f"{HANDLER.partition('.')[0]}.py" not in names:
        yield where, f"the file of {HANDLER} is not in it"
    if "requirements.txt" in names:
        yield where, "with a requirements.txt in it, ask-cli would install everything anew"
    for part in OUTSIDE:
        if any(name.startswith(part) for name in names):
            yield where, f"{part} is in it"


_LISTING = "Mend it in skill/package/listing/skill.toml."
_OWNER = "Give psoas package the right one."
_AGAIN = "Run psoas package again; if that does not help, the fault is in skill/package/."

RULES = (
    Rule("Amazon's models know every field", "Spell it as ask-smapi-model does.", schema),
    Rule("each locale is whole", "Give the locale a model, and its language a listing.", locales),
    Rule("the category is health and fitness", _LISTING, category),
    Rule("the skill is given to somebody", "Mend it in skill/package/manifest.py.", distribution),
    Rule("testing instructions", "Mend them in skill/languages/en/listing.toml.", instructions),
    Rule("privacy and compliance are told as they are", _LISTING, compliance),
    Rule("a privacy page that can be opened", _OWNER, privacy),
    Rule("permissions that are used", _LISTING, permissions),
    Rule("every kind of screen is supported", "Mend it in skill/package/manifest.py.", screens),
    Rule("an endpoint that Alexa can call", _OWNER, endpoint),
    Rule("whoever leaves is forgotten", _LISTING, events),
    Rule("ask-cli finds what it is told of", _AGAIN, resources),
    Rule("a bundle that Lambda takes", _AGAIN, bundle),
)  # fmt: skip
"""All rules for the manifest as a whole, and for what is deployed."""
