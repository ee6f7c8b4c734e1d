"""What only the owner of a skill can say: read, refused with a reason, and never made up."""

from collections.abc import Mapping

import pytest

from skill.config import BadSetting
from skill.package.owner import SETTINGS, Owner, owner_from

PAGE = "https://psoas-rolling.dev/privacy"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:psoas"


def test_what_is_missing_is_asked_for() -> None:
    """By its name and its option, with what it is; and nothing that only the store wants."""
    with pytest.raises(BadSetting) as refused:
        owner_from({}, {})
    lines = str(refused.value).splitlines()
    assert [line.split()[0] for line in lines] == ["PSOAS_AWS_REGION"]
    assert "is not set" in lines[0]
    assert "--region" in lines[0]


def test_all_that_is_wrong_is_told_at_once() -> None:
    """No two runs to learn two names."""
    with pytest.raises(BadSetting) as refused:
        owner_from({}, {"PSOAS_PRIVACY_URL": "privacy", "PSOAS_SKILL_ID": "mine"})
    told = [line.split()[0] for line in str(refused.value).splitlines()]
    assert told == ["PSOAS_PRIVACY_URL", "PSOAS_AWS_REGION", "PSOAS_SKILL_ID"]


def test_an_option_goes_before_the_environment() -> None:
    told = owner_from({"region": "us-east-1"}, {"PSOAS_PRIVACY_URL": PAGE, "PSOAS_AWS_REGION": "eu-west-1"})
    assert told == Owner(privacy_url=PAGE, region="us-east-1")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"PSOAS_PRIVACY_URL": "http://psoas-rolling.dev/privacy"}, "is not the https address of a page"),
        ({"PSOAS_PRIVACY_URL": "privacy"}, "is not the https address of a page"),
        ({"PSOAS_PRIVACY_URL": "https://[broken"}, "is not the https address of a page"),
        ({"PSOAS_PRIVACY_URL": "https://example.com/privacy"}, "is an address for examples"),
        ({"PSOAS_AWS_REGION": "eu-central-1"}, "is none that Alexa can call"),
        ({"PSOAS_ENDPOINT": "psoas"}, "is not the https address of a server"),
        ({"PSOAS_ENDPOINT": "https://psoas-rolling.dev:8443/alexa"}, "has a port, and Alexa only calls 443"),
        ({"PSOAS_ENDPOINT": "https://psoas-rolling.dev:door/alexa"}, "is not the https address of a server"),
        ({"PSOAS_ENDPOINT": ARN.replace("eu-west-1", "eu-north-1")}, "lies in eu-north-1"),
        ({"PSOAS_CERTIFICATE": "golden"}, "is none of the kinds that Alexa knows"),
        ({"PSOAS_CERTIFICATE": "wildcard"}, "means nothing without an https address in PSOAS_ENDPOINT"),
        ({"PSOAS_SKILL_ID": "mine"}, "is not a skill's id"),
    ],
)
def test_what_cannot_be_is_refused(settings: Mapping[str, str], reason: str) -> None:
    """With its name, its value, the reason, and what it looks like."""
    good = {"PSOAS_PRIVACY_URL": PAGE, "PSOAS_AWS_REGION": "eu-west-1"}
    ((name, value),) = settings.items()
    with pytest.raises(BadSetting, match=reason) as refused:
        owner_from({}, {**good, **settings})
    assert f"{name} is '{value}'" in str(refused.value)
    assert "such as" in str(refused.value)


def test_a_functions_own_address_takes_no_certificate() -> None:
    """Lambda has its own, and a manifest that names one for a function would be refused."""
    with pytest.raises(BadSetting, match="means nothing without an https address"):
        owner_from({}, {"PSOAS_ENDPOINT": ARN, "PSOAS_CERTIFICATE": "trusted"})


def test_an_example_is_never_taken_for_an_answer() -> None:
    """Whoever copies the page or the server of a message as it stands is told so."""
    examples = {each.variable: each.example for each in SETTINGS}
    with pytest.raises(BadSetting, match="is an address for examples") as refused:
        owner_from({}, examples)
    assert len(str(refused.value).splitlines()) == 3
