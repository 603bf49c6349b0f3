"""What the runtime relies on in faust-streaming: an upgrade that changes it must be seen here first."""

import asyncio
from collections import defaultdict
from inspect import signature
from typing import Any
from unittest.mock import MagicMock

import faust
import pytest
from faust.exceptions import ValueDecodeError
from faust.transport.conductor import ConductorCompiler
from faust.transport.consumer import Consumer, ThreadDelegateConsumer
from faust.transport.drivers.aiokafka import Producer
from faust.types.tuples import TP, Message
from mode.supervisors import OneForOneSupervisor

from services.runtime.read_ahead import BoundedApp

PARTITION = TP("news.articles.v1", 0)


@pytest.fixture
def app() -> faust.App:
    """An application that reads from memory, with a consumer that is only looked at."""
    app = BoundedApp("pinned", most_bytes=1_000_000, broker="kafka://127.0.0.1", store="memory://")
    app.finalize()
    app.consumer = MagicMock(_acked=defaultdict(list), _acked_index=defaultdict(set), _committed_offset={PARTITION: 5})
    app.flow_control.resume()
    return app


def message(app: faust.App) -> Message:
    """A record of partition 0 at offset 5."""
    record = Message(PARTITION.topic, PARTITION.partition, 5, 0.0, 0, [], b"key", b"{", None)
    record.generation_id = app.consumer_generation_id
    return record


async def test_an_exception_that_leaves_the_body_acknowledges_its_event(app: faust.App) -> None:
    stream: Any = app.stream(app.channel())
    record = message(app)
    record.incref()
    await stream.channel.put(faust.Event(app, b"key", b"{", {}, record))

    async def body() -> None:
        async for _ in stream.events():
            raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await body()
    await stream.stop()
    assert record.acked


async def test_a_value_that_cannot_be_decoded_is_acknowledged_before_anybody_sees_the_error(app: faust.App) -> None:
    record, seen = message(app), []

    async def undecodable(*_: Any, **__: Any) -> None:
        raise ValueDecodeError("no JSON")

    async def on_error(_error: Exception, failed: Message) -> None:
        seen.append(failed.acked)

    channel = MagicMock(decode=undecodable, on_value_decode_error=on_error)
    conductor = MagicMock(app=app)
    on_message: Any = ConductorCompiler().build(conductor, PARTITION, {channel})
    await on_message(record)
    assert seen == [True]


def test_the_producer_is_idempotent_only_in_transactions() -> None:
    extra: Any = Producer._settings_extra
    assert extra(MagicMock(app=MagicMock(in_transaction=False))) == {}


def test_a_failing_agent_is_restarted_a_hundred_times_a_second(app: faust.App) -> None:
    default: Any = app.conf.agent_supervisor
    assert default is OneForOneSupervisor
    supervisor = OneForOneSupervisor()
    assert (supervisor.max_restarts, supervisor.over) == (100.0, 1.0)


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
