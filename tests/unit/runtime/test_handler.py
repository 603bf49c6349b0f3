"""Every kind of record becomes its result, a retraction, or a dead letter that holds it byte for byte."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import MAX_ARTICLE_BYTES
from schemas.cloudevents import Headers
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.handler import Handler, Run
from services.runtime.worker import Answer
from tests.support.articles import article, article_record, record
from tests.support.results import TOPICS
from tests.support.tasks import first_word


async def answer(_value: bytes) -> Answer:
    """What the pool would say, without a process."""
    result = first_word(article())
    return Answer(str(result.id), result.to_bytes(), 2, 0.01)


async def answer_with_topics(_value: bytes) -> Answer:
    """What the pool of the topics service would say."""
    return Answer(str(TOPICS.id), TOPICS.to_bytes(), 2, 0.01, TOPICS.extensions())


async def time_out(_value: bytes) -> Answer:
    """What the pool would say of an article that takes too long."""
    raise InvalidRecord("time-limit", "no answer within 1 s")


def valid(**changes: object) -> bytes:
    """An article as JSON, with some fields changed."""
    return json.dumps({"id": "a-1", "version": 1, "headline": "", "body": "Text.", **changes}).encode()


POISON = {
    "not JSON": (b"hello", "not-an-article", "Invalid JSON"),
    "empty": (b"", "not-an-article", "Invalid JSON"),
    "not UTF-8": (b'{"id": "\xff\xfe"}', "not-an-article", "Invalid JSON"),
    "a list": (b"[]", "not-an-article", "record:"),
    "a missing field": (b'{"id": "a-1", "headline": ""}', "not-an-article", "body: Field required"),
    "a wrong type": (valid(version="1"), "not-an-article", "version: Input should be a valid integer"),
    "version zero": (valid(version=0), "not-an-article", "version:"),
    "an empty body": (valid(body=" \n"), "not-an-article", "body:"),
    "an empty id": (valid(id=""), "not-an-article", "id:"),
    "a control character in the id": (valid(id="a\x00"), "not-an-article", "id:"),
    "a time without a zone": (valid(published_at="2026-01-01T00:00:00"), "not-an-article", "published_at:"),
    "a lone surrogate": (b'{"id": "a-1", "headline": "", "body": "\\ud800"}', "not-an-article", "Invalid JSON"),
    "deep nesting": (b'{"x":' * 100_000 + b"1" + b"}" * 100_000, "not-an-article", "recursion"),
    "another key": (valid(id="a-2"), "key-mismatch", "a-2"),
    "one byte too many": (b" " * (MAX_ARTICLE_BYTES + 1), "too-large", str(MAX_ARTICLE_BYTES + 1)),
}


@pytest.mark.parametrize(("value", "reason", "detail"), POISON.values(), ids=POISON.keys())
async def test_poison_becomes_a_dead_letter_with_its_bytes_and_its_reason(
    value: bytes, reason: str, detail: str
) -> None:
    source = record(value, offset=17, partition=3)
    outcome = await Handler("entities", answer).handle(source)
    assert (outcome.kind, outcome.reason) == ("dead-letter", reason)
    assert detail in (outcome.detail or "")
    assert outcome.record.topic == "news.entities.dlq.v1"
    letter = DeadLetter.from_record(outcome.record.key, outcome.record.value, outcome.record.headers)
    assert letter.origin == source
    assert (letter.service, letter.reason, letter.schema) == ("entities", reason, "newsloom.article.v1")


async def test_a_valid_article_becomes_an_event_under_its_key() -> None:
    outcome = await Handler("entities", answer).handle(article_record())
    headers = dict(outcome.record.headers)
    assert (outcome.kind, outcome.record.topic, outcome.record.key) == ("result", "news.entities.v1", b"a-1")
    assert headers["ce_type"] == b"newsloom.entities.v1"
    assert (headers["ce_id"] or b"").decode() == json.loads(outcome.record.value or b"")["id"]


async def test_the_topics_of_an_article_are_headers_of_their_event() -> None:
    outcome = await Handler("topics", answer_with_topics).handle(article_record("a-1"))
    headers = dict(outcome.record.headers)
    assert headers["ce_primarytopic"] == b"medtop:11000000"
    assert headers["ce_topics"] == b"medtop:11000000,medtop:20000001"
    assert "ce_topics" not in dict((await Handler("entities", answer).handle(article_record("a-1"))).record.headers)


async def test_unknown_fields_of_a_newer_writer_are_no_error() -> None:
    outcome = await Handler("entities", answer).handle(record(valid(mood="calm")))
    assert outcome.kind == "result"


async def test_the_largest_article_is_accepted() -> None:
    value = valid()
    outcome = await Handler("entities", answer).handle(record(value + b" " * (MAX_ARTICLE_BYTES - len(value))))
    assert outcome.kind == "result"


async def test_a_tombstone_retracts_the_result() -> None:
    outcome = await Handler("entities", answer).handle(record(None))
    assert (outcome.kind, outcome.record.topic, outcome.record.key) == ("retraction", "news.entities.v1", b"a-1")
    assert outcome.record.value is None


async def test_a_tombstone_without_a_key_is_a_dead_letter() -> None:
    outcome = await Handler("entities", answer).handle(record(None, key=None))
    assert (outcome.kind, outcome.reason) == ("dead-letter", "key-mismatch")


@pytest.mark.parametrize("key", [b"", b"\xff", b"a\nb", b"x" * 513], ids=["empty", "not UTF-8", "a break", "too long"])
async def test_a_tombstone_whose_key_is_no_id_is_a_dead_letter(key: bytes) -> None:
    source = record(None, key=key)
    outcome = await Handler("entities", answer).handle(source)
    assert (outcome.kind, outcome.reason) == ("dead-letter", "key-mismatch")
    assert DeadLetter.from_record(outcome.record.key, outcome.record.value, outcome.record.headers).origin == source


async def test_what_the_pool_refuses_becomes_a_dead_letter() -> None:
    outcome = await Handler("entities", time_out).handle(article_record())
    assert (outcome.kind, outcome.reason) == ("dead-letter", "time-limit")


texts = st.text(max_size=8)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(["id", "version", "headline", "body", "language", "source", "url", "published_at", "mood"])
values = st.binary(max_size=200) | st.builds(
    lambda changes, cut: valid(**changes)[cut:],
    st.dictionaries(fields, anything, max_size=4),
    st.sampled_from([0, 0, 1]),
)
names = texts | st.sampled_from(["dlq_original_headers", "dlq_reason", "dlq_without_value", "dlq_header_name_0"])
headers = st.lists(st.tuples(names, st.none() | st.binary(max_size=8)), max_size=4)
keys = st.none() | st.just(b"a-1") | st.binary(max_size=20)


@given(value=st.none() | values, key=keys, sent=headers, run=st.sampled_from([answer, time_out]))
@settings(max_examples=400)
async def test_no_exception_leaves_the_handler_and_nothing_is_changed(
    value: bytes | None, key: bytes | None, sent: Headers, run: Run
) -> None:
    source = record(value, key=key)
    source.headers[:] = sent
    outcome = await Handler("quotes", run).handle(source)
    assert outcome.record.key == key
    if outcome.kind == "dead-letter":
        letter = DeadLetter.from_record(outcome.record.key, outcome.record.value, outcome.record.headers)
        assert letter.origin == source
    else:
        assert (outcome.kind == "retraction") == (value is None)
