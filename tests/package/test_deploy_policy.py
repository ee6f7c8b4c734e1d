"""The rights with which the skill is deployed: what the template and ask-cli need, and no more.

Which rights each kind of resource needs, and which of them can be given for single resources, is known from
Amazon's own lists, as cfn-lint carries them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cfnlint
import pytest
from cfnlint.decode import decode
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from moto.iam.access_control import IAMPolicy, PermissionResult

from skill.package import ROOT
from skill.package.layout import TEMPLATE

POLICY = (ROOT / "infrastructure" / "deploy-policy.json").read_text("utf-8")
STATEMENTS = json.loads(POLICY)["Statement"]

ASK_CLI = {
    *("cloudformation:CreateStack", "cloudformation:UpdateStack"),
    *("cloudformation:DescribeStacks", "cloudformation:DescribeStackEvents"),
    *("s3:CreateBucket", "s3:ListBucket", "s3:GetBucketVersioning", "s3:PutBucketVersioning", "s3:PutObject"),
}
"""What ask-cli 2.30.7 calls itself: cfn-deployer/helper.js, with its clients of S3 and CloudFormation.

It asks for a bucket's head, which is refused rather than "not there" without s3:ListBucket.
"""

UNUSED_SERVICES = {"ec2", "elasticfilesystem", "firehose", "kinesis", "kms", "s3files"}
"""Networks, file systems, streams and keys of one's own: the template has none of them."""

UNUSED = {
    # The table: copies in other regions, imports, streams, and policies of its own.
    "dynamodb": "AssociateTableReplica CreateTableReplica BatchWriteItem DeleteItem GetItem PutItem "
    "UpdateItem Query Scan DescribeImport ImportTable EnableKinesisStreamingDestination "
    "PutResourcePolicy DisableKinesisStreamingDestination UpdateKinesisStreamingDestination "
    "DeleteResourcePolicy UpdateContributorInsights "
    # People outlive the stack: whoever deploys cannot delete them.
    "DeleteTable",
    "s3": "GetObjectMetadata REST.PUT.OBJECT",
    # The role: it has no policy but the one that is written in it.
    "iam": "AttachRolePolicy DetachRolePolicy PutRolePermissionsBoundary DeleteRolePermissionsBoundary "
    "CreateServiceLinkedRole",
    # The function: signed code, bounds, layers, versions, and runtimes that stay.
    "lambda": "GetCodeSigningConfig PutFunctionCodeSigningConfig DeleteFunctionCodeSigningConfig "
    "GetLayerVersion PutFunctionConcurrency DeleteFunctionConcurrency PutFunctionRecursionConfig "
    "PutFunctionScalingConfig PutRuntimeManagementConfig AssociateRuntimeAlias "
    "PassCapacityProvider PublishVersion",
    # The log: keys, masks, indices, deliveries, and what a table's import writes.
    "logs": "AssociateKmsKey DisassociateKmsKey PutDataProtectionPolicy DeleteDataProtectionPolicy "
    "PutIndexPolicy DeleteIndexPolicy PutResourcePolicy DeleteResourcePolicy CreateLogDelivery "
    "CreateLogStream DescribeLogStreams PutLogEvents PutBearerTokenAuthentication "
    "PutLogGroupDeletionProtection",
    "sns": "PutDataProtectionPolicy",
}
"""Rights for what the template does not set, by service."""


def actions(statement: Any) -> set[str]:
    found = statement["Action"]
    return {found} if isinstance(found, str) else {*found}


def needed() -> set[str]:
    """What Amazon says that the template's kinds of resources may need, for what the template sets."""
    template, faults = decode(str(TEMPLATE))
    assert not faults
    found = set()
    for kind in {str(each["Type"]) for each in template["Resources"].values()}:
        handlers = PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-west-1", kind).schema["handlers"]
        for work in handlers.keys() - {"list"}:
            found |= {*handlers[work]["permissions"]}
    unused = {f"{service}:{name}" for service, names in UNUSED.items() for name in names.split()}
    return {name for name in found - unused if name.partition(":")[0] not in UNUSED_SERVICES}


GIVEN = {name for statement in STATEMENTS for name in actions(statement)}


def test_every_right_that_is_needed_is_given() -> None:
    """By the template or by ask-cli. A right that is left out stops a deployment half way."""
    assert (needed() | ASK_CLI) - GIVEN == set()


def test_no_right_is_given_that_nobody_needs() -> None:
    assert GIVEN - needed() - ASK_CLI == set()


def known() -> Iterator[tuple[str, bool]]:
    """Each right that is given, and whether Amazon takes it for single resources."""
    lists = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json"
    services = json.loads(lists.read_text("utf-8"))
    for name in sorted(GIVEN):
        service, action = name.split(":")
        yield name, bool(services[service]["Actions"][action.lower()].get("Resources"))


def test_only_what_ask_cli_named_can_be_touched() -> None:
    """Stacks, buckets and all that is in a stack have names that begin with ask-."""
    everywhere = {name for each in STATEMENTS if each["Resource"] == "*" for name in actions(each)}
    assert everywhere <= {name for name, single in known() if not single} | {"cloudwatch:DescribeAlarms"}
    assert all("ask-*" in each["Resource"] for each in STATEMENTS if each["Resource"] != "*")


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("s3:PutObject", "arn:aws:s3:::{}/endpoint/lambda.zip"),
        ("lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:123456789012:function:{}"),
        ("dynamodb:UpdateTable", "arn:aws:dynamodb:eu-west-1:123456789012:table/{}"),
        ("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/{}"),
        ("logs:PutRetentionPolicy", "arn:aws:logs:eu-west-1:123456789012:log-group:{}:*"),
        ("cloudformation:UpdateStack", "arn:aws:cloudformation:eu-west-1:123456789012:stack/{}/0-1-2"),
    ],
)
def test_what_is_not_the_skills_is_out_of_reach(action: str, resource: str) -> None:
    """By moto's reading of the policy."""
    policy = IAMPolicy({"policy_document": POLICY})
    ours, theirs = resource.format("ask-PsoasRolling-default-skillStack-1"), resource.format("payroll")
    assert policy.is_action_permitted(action, ours) == PermissionResult.PERMITTED
    assert policy.is_action_permitted(action, theirs) == PermissionResult.NEUTRAL


def test_the_role_can_be_handed_to_lambda_alone() -> None:
    (passing,) = (each for each in STATEMENTS if "iam:PassRole" in actions(each))
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}


def test_it_fits_into_a_policy() -> None:
    """Of at most 6,144 characters, as IAM counts them: without white space."""
    assert len(re.sub(r"\s", "", POLICY)) <= 6144
