"""What the runtime relies on in faust-streaming: an upgrade that changes it must be seen here first."""

import asyncio
from collections import defaultdict
from inspect import signature
from typing import Any
from unittest.mock import MagicMock

import faust
from faust.transport.consumer import Consumer, ThreadDelegateConsumer
from faust.types.tuples import TP

PARTITION = TP("news.articles.v1", 0)


def new_offset(*, committed: int | None, acknowledged: list[int]) -> int | None:
    """What Faust would commit, given the committed offset and the acknowledged ones."""
    consumer: Any = MagicMock()
    consumer._acked = {PARTITION: acknowledged}
    consumer._acked_index = defaultdict(set)
    consumer._gap = {PARTITION: None}
    consumer._committed_offset = {PARTITION: committed}
    offset: int | None = Consumer._new_offset(consumer, PARTITION)
    return offset


def test_faust_commits_past_a_record_in_flight() -> None:
    # faust-streaming issue 606: offset 4 is next and in flight, 5 and 6 are acknowledged. It should not commit, and
    # is why the runtime commits by itself.
    assert new_offset(committed=4, acknowledged=[5, 6]) == 7


def test_faust_counts_nothing_as_acknowledged_on_a_topic_without_acknowledgements() -> None:
    consumer: Any = MagicMock()
    consumer._acked = defaultdict(list)
    consumer.app.topics.acks_enabled_for.return_value = False
    assert Consumer.ack(consumer, MagicMock(acked=False, tp=PARTITION, offset=5)) is False
    assert consumer._acked == {}


def test_the_version_is_the_one_whose_source_was_read() -> None:
    assert faust.__version__ == "0.15.3"


def test_an_event_loses_repeated_headers_and_its_message_does_not() -> None:
    headers = [("a", b"1"), ("a", b"2")]
    message: Any = MagicMock(headers=headers)
    event = faust.Event(MagicMock(), b"key", b"value", headers, message)
    assert event.headers == {"a": b"2"}
    assert event.message.headers == headers


def test_the_consumer_has_the_step_that_the_runtime_commits_with() -> None:
    assert asyncio.iscoroutinefunction(ThreadDelegateConsumer._commit)
    assert list(signature(ThreadDelegateConsumer._commit).parameters) == ["self", "offsets"]
