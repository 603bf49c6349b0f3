"""What the runtime relies on in faust-streaming: an upgrade that changes it must be seen here first."""

from collections import defaultdict
from typing import Any
from unittest.mock import MagicMock

import faust
import pytest
from faust.transport.consumer import Consumer
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
    # faust-streaming issue 606: offset 4 is next and in flight, 5 and 6 are acknowledged. It should not commit.
    assert new_offset(committed=4, acknowledged=[5, 6]) == 7


def test_faust_commits_the_finished_prefix_when_acknowledged_in_order() -> None:
    assert new_offset(committed=4, acknowledged=[4, 5, 6]) == 7
    assert new_offset(committed=None, acknowledged=[0]) == 1


def test_the_version_is_the_one_whose_source_was_read() -> None:
    assert faust.__version__ == "0.15.3"


def test_an_event_loses_repeated_headers_and_its_message_does_not() -> None:
    headers = [("a", b"1"), ("a", b"2")]
    message: Any = MagicMock(headers=headers)
    event = faust.Event(MagicMock(), b"key", b"value", headers, message)
    assert event.headers == {"a": b"2"}
    assert event.message.headers == headers


@pytest.mark.parametrize("method", ["noack", "events", "ack"])
def test_a_stream_has_what_the_agent_uses(method: str) -> None:
    assert callable(getattr(faust.Stream, method))
