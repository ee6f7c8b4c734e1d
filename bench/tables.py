"""The first turn of a new process that reads and writes a DynamoDB table: ours, and hello world's.

moto plays DynamoDB in this process, so that only what the Lambda entry does itself is counted.
"""

import boto3

from bench.cold import ROOT, Entry, Start, best, ours
from skill.memory.dynamo import create_table
from tests.support.dynamo_server import REGION, tables

OURS, THEIRS = "people", "visits"
SETTINGS = {"AWS_DEFAULT_REGION": REGION, "BENCH_TABLE": THEIRS}
"""Lambda sets the region under two names; the SDK's adapter does not import without this one."""


def cold_with_a_table() -> dict[str, Start]:
    """Ours with its store in a table, and hello world with the SDK's adapter."""
    with tables().environment():
        create_table(OURS)
        boto3.client("dynamodb", region_name=REGION).create_table(
            TableName=THEIRS,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        )
        our_own = ours(f"dynamodb://{OURS}")
        return best(
            {
                "ours": our_own._replace(settings={**our_own.settings, **SETTINGS}),
                "theirs": Entry("bench.hello_kept", ROOT, SETTINGS),
            }
        )
