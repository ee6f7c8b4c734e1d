"""How DynamoDB is asked: again where that helps, and not for longer than somebody waits."""

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from time import sleep

import pytest
from werkzeug.wrappers import Response

from skill.memory import dynamo_requests, open_store
from skill.memory.dynamo import DynamoStore
from skill.memory.dynamo_requests import RequestFailed
from skill.memory.store import Change
from tests.support.dynamo_server import Sent, refusal, tables
from tests.support.household import BEN, KITCHEN, NOON, done, fill, placed

TRANSACTION = "TransactionCanceledException"
TURN = Change(at=NOON, checkpoint={"turn": 1}, fields={"seconds": 90}, record=done(NOON).record)


@pytest.fixture
def store() -> DynamoStore:
    return tables().new_store()


def unprocessed(sent: Sent) -> Response:
    """An answer that leaves everything undone, as DynamoDB gives when it is busy."""
    left = {"UnprocessedKeys": sent.body["RequestItems"], "UnprocessedItems": {}, "Responses": {}}
    return Response(json.dumps(left))


def unprocessed_deletes(sent: Sent) -> Response:
    return Response(json.dumps({"UnprocessedItems": sent.body["RequestItems"]}))


def lost(sent: Sent) -> Response:
    """Something between here and there that does not speak JSON."""
    return Response("<html>Bad gateway</html>", 502)


PASSING = {
    "throttled": refusal("ProvisionedThroughputExceededException"),
    "too fast": refusal("ThrottlingException"),
    "broken": refusal("InternalServerError", status=500),
    "away": refusal("ServiceUnavailable", status=503),
    "lost": lost,
}


@pytest.mark.slow
@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_tried_again(store: DynamoStore, answer: Callable[[Sent], Response]) -> None:
    """Twice in this case, and nobody hears of it."""
    tables().answers = [answer, answer]
    assert tables().counted(lambda: store.keep(KITCHEN, TURN)) == ["TransactWriteItems"] * 3
    tables().answers = [answer]
    assert store.load(KITCHEN).finished == 1


def test_a_transaction_that_met_another_is_tried_again(store: DynamoStore) -> None:
    """Two speakers at once are no reason to lose a session."""
    meeting = refusal(TRANSACTION, "None", "TransactionConflict", "None")
    tables().answers = [meeting, meeting]
    store.keep(KITCHEN, TURN)
    tables().answers = [refusal("TransactionConflictException")]
    store.keep(KITCHEN, placed(NOON + 1, {"turn": 2}))
    assert (store.load(KITCHEN).finished, store.load(KITCHEN).checkpoint) == (1, {"turn": 2})


def test_a_write_whose_answer_was_lost_is_not_done_twice(store: DynamoStore) -> None:
    """The table has kept it, the skill does not know: the second try must not count again."""

    def kept_but_unheard(_: Sent) -> Response:
        store.keep(KITCHEN, TURN)
        return lost(_)

    tables().answers = [kept_but_unheard]
    store.keep(KITCHEN, TURN)
    assert (store.load(KITCHEN).finished, len(store.history(KITCHEN))) == (1, 1)


def test_what_was_left_undone_is_asked_for_again(store: DynamoStore) -> None:
    """Half a person would be nonsense, and half a removal none."""
    fill(store)
    tables().answers = [unprocessed]
    assert store.load(KITCHEN).finished == 2
    tables().answers = [lambda _: None, unprocessed_deletes]
    store.forget_user(KITCHEN.user)
    assert store.export(KITCHEN.user) == {}


@pytest.mark.slow
def test_a_long_answer_is_read_page_by_page(store: DynamoStore) -> None:
    """Also where a page is empty."""
    fill(store)
    whole = store.history(BEN)

    def first(sent: Sent) -> Response:
        account = sent.body["ExpressionAttributeValues"][":pk"]
        return Response(json.dumps({"Items": [], "LastEvaluatedKey": {"pk": account, "sk": {"S": "b"}}}))

    tables().answers = [first]
    assert tables().counted(lambda: store.history(BEN)) == ["Query", "Query"]
    tables().answers = [first]
    assert store.history(BEN) == whole


def test_it_is_given_up_in_time(store: DynamoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody waits for an answer; after a few tries the turn goes on without the table."""
    monkeypatch.setattr(dynamo_requests, "DEADLINE", 0.3)
    monkeypatch.setattr(dynamo_requests, "monotonic", partial(next, count(0, 0.02)))
    monkeypatch.setattr(dynamo_requests, "sleep", lambda seconds: None)
    tables().answers = [refusal("ThrottlingException")] * 99
    before = len(tables().sent)
    with pytest.raises(RequestFailed, match="ThrottlingException"):
        store.load(KITCHEN)
    assert len(tables().sent) - before > 1


def test_a_table_that_hangs_is_given_up(store: DynamoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one behind an address where nobody listens; both are told plainly."""

    def slow(_: Sent) -> Response:
        sleep(1)
        return lost(_)

    monkeypatch.setattr(dynamo_requests, "DEADLINE", 0.2)
    monkeypatch.setattr(dynamo_requests, "READ_SECONDS", 0.2)
    with tables().environment():
        impatient = open_store(f"dynamodb://{store.table}")
    tables().answers = [slow]
    with pytest.raises(RequestFailed, match="Nothing was heard"):
        impatient.load(KITCHEN)
    with tables().environment():
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")
        away = open_store("dynamodb://people")
    assert not away.answers()


REFUSED = {
    "ResourceNotFoundException": "Create the table",
    "AccessDeniedException": "Allow the skill's role",
    "UnrecognizedClientException": "Check the AWS credentials",
    "ValidationException": "As told",
}


@pytest.mark.parametrize(("code", "cure"), REFUSED.items())
def test_what_will_not_pass_is_told_at_once(store: DynamoStore, code: str, cure: str) -> None:
    """The sentence names the operation, DynamoDB's word for it, and the cure."""
    tables().answers = [refusal(code)]
    with pytest.raises(RequestFailed, match=f"BatchGetItem failed with {code}.*{cure}"):
        store.load(KITCHEN)
    tables().answers = [refusal(TRANSACTION, "ValidationError", "TransactionConflict", "None")]
    with pytest.raises(RequestFailed, match=TRANSACTION):
        store.keep(KITCHEN, TURN)


def test_a_table_that_is_not_there_does_not_answer() -> None:
    """The health check says so before a person meets it."""
    with tables().environment():
        assert not open_store("dynamodb://nowhere").answers()
