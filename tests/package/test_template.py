"""The infrastructure's template: linted, deployed to a mock of AWS, and read for what it promises."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from awslambdaric.lambda_runtime_log_utils import JsonFormatter
from cfnlint.decode import decode

from skill.alexa.limits import ENDPOINT_SECONDS
from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore
from skill.package import HANDLER
from skill.package.layout import TEMPLATE
from skill.package.pythons import LAMBDA_PYTHONS
from tests.support.amazon import BUCKET, KEY, Amazon, amazon
from tests.support.dynamo_server import refusal, tables
from tests.support.envelopes import launch, speech

SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"

ASK_CLI = {
    "SkillId": SKILL,
    "LambdaRuntime": "python3.13",
    "LambdaHandler": HANDLER,
    "CodeBucket": BUCKET,
    "CodeKey": KEY,
    "CodeVersion": "null",
}
"""The parameters that ask-cli 2.30.7's cfn-deployer hands to every template."""


@pytest.fixture(scope="module")
def template() -> Any:
    read, faults = decode(str(TEMPLATE))
    assert not faults
    return read


@pytest.fixture
def aws() -> Iterator[Amazon]:
    with amazon() as account:
        store = account.client("s3")
        store.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as opened:
            opened.writestr("lambda_function.py", "")
        store.put_object(Bucket=BUCKET, Key=KEY, Body=packed.getvalue())
        yield account


@pytest.mark.slow
def test_amazons_linter_has_nothing_to_say() -> None:
    """cfn-lint knows every resource's properties, and which runtimes are at their end."""
    lint = [str(Path(sys.executable).with_name("cfn-lint")), str(TEMPLATE)]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)  # noqa: S603  # a pinned tool
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
def test_ask_cli_can_deploy_it(aws: Amazon) -> None:
    """With the parameters that it hands over, and the output that it looks for."""
    outputs = aws.deploy(TEMPLATE, ASK_CLI)
    (made,) = aws.client("lambda").list_functions()["Functions"]
    assert outputs["SkillEndpoint"] == made["FunctionArn"]
    assert (made["Runtime"], made["Handler"]) == ("python3.13", HANDLER)
    assert made["Environment"]["Variables"] == {
        "PSOAS_SKILL_ID": SKILL,
        "PSOAS_STORE": f"dynamodb://{outputs['TableName']}",
    }


def test_the_table_is_as_the_store_expects(aws: Amazon) -> None:
    """Two keys, both text, and paid by request."""
    table = aws.deploy(TEMPLATE, ASK_CLI)["TableName"]
    told = aws.client("dynamodb").describe_table(TableName=table)["Table"]
    assert {key["KeyType"]: key["AttributeName"] for key in told["KeySchema"]} == {
        "HASH": "pk",
        "RANGE": "sk",
    }
    assert {each["AttributeType"] for each in told["AttributeDefinitions"]} == {"S"}
    assert told["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_old_items_go_by_themselves(template: Any) -> None:
    """By the attribute that the store dates them with."""
    gone = template["Resources"]["Table"]["Properties"]["TimeToLiveSpecification"]
    assert gone == {"AttributeName": "expires", "Enabled": True}


def test_only_this_skill_may_call_the_function(template: Any) -> None:
    trigger = template["Resources"]["Trigger"]["Properties"]
    assert trigger["Principal"] == "alexa-appkit.amazon.com"
    assert trigger["EventSourceToken"] == {"Ref": "SkillId"}
    assert "Default" not in template["Parameters"]["SkillId"], "the skill's id is asked for, never made up"


def test_the_function_gives_up_before_alexa_does(template: Any) -> None:
    function = template["Resources"]["Function"]["Properties"]
    assert function["Timeout"] < ENDPOINT_SECONDS
    assert function["Architectures"] == ["arm64"]


def test_every_python_that_is_packaged_for_can_be_deployed(template: Any) -> None:
    allowed = template["Parameters"]["LambdaRuntime"]["AllowedValues"]
    assert allowed == [f"python{version}" for version in LAMBDA_PYTHONS]


def test_people_outlive_the_stack(template: Any) -> None:
    """Deleting it, or changing the table, leaves what is kept; and a mistake can be undone."""
    table = template["Resources"]["Table"]
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["DeletionProtectionEnabled"] is True


def test_the_role_reaches_nothing_but_its_own_log_and_table(template: Any) -> None:
    """Each permission by its name, on one resource of this stack."""
    (policy,) = template["Resources"]["Role"]["Properties"]["Policies"]
    for statement in policy["PolicyDocument"]["Statement"]:
        assert statement["Resource"] in ({"Fn::GetAtt": ["Log", "Arn"]}, {"Fn::GetAtt": ["Table", "Arn"]})
        assert not any("*" in action for action in statement["Action"])


def test_the_log_does_not_grow_for_ever(template: Any) -> None:
    assert template["Resources"]["Log"]["Properties"]["RetentionInDays"] == {"Ref": "LogDays"}
    assert template["Resources"]["Function"]["Properties"]["LoggingConfig"]["LogGroup"] == {"Ref": "Log"}


def counted(pattern: str, line: str) -> bool:
    """Whether CloudWatch's filter counts a line of the log; of its language, what the template uses."""
    found = re.fullmatch(r'\{ \$\.(\w+) = "(\w+)" \}', pattern)
    assert found, f"the test does not know the pattern {pattern}"
    return bool(json.loads(line).get(found[1]) == found[2])


@pytest.mark.slow
def test_a_table_that_fails_rings_the_alarm(template: Any, caplog: pytest.LogCaptureFixture) -> None:
    """What the skill logs then, as Amazon's own runtime writes it, is what the filter counts."""
    pattern = template["Resources"]["ApologyFilter"]["Properties"]["FilterPattern"]
    formatter = JsonFormatter()
    for code in ("ProvisionedThroughputExceededException", "AccessDeniedException", "InternalServerError"):
        skill = build_skill(Config(), tables().new_store())
        caplog.clear()
        tables().answers[:] = [refusal(code)] * 200
        answer = skill.handle(launch())
        tables().answers.clear()
        assert speech(answer), "the person is coached all the same"
        lines = [formatter.format(record) for record in caplog.records if record.name.startswith("skill.")]
        assert any(counted(pattern, line) for line in lines), code


def test_a_turn_that_goes_well_rings_no_alarm(template: Any, caplog: pytest.LogCaptureFixture) -> None:
    pattern = template["Resources"]["ApologyFilter"]["Properties"]["FilterPattern"]
    with caplog.at_level("INFO"):
        build_skill(Config(), MemoryStore()).handle(launch())
    assert not [record for record in caplog.records if counted(pattern, JsonFormatter().format(record))]


def test_somebody_is_told_of_errors_apologies_and_slowness(template: Any) -> None:
    alarms = [each for each in template["Resources"].values() if each["Type"] == "AWS::CloudWatch::Alarm"]
    assert {alarm["Properties"]["MetricName"] for alarm in alarms} == {"Errors", "Apologies", "Duration"}
    assert all("AlarmActions" in alarm["Properties"] for alarm in alarms)
