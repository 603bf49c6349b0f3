"""The Faust application: raw records in, acknowledgements out, and nothing that Faust could lose on the way.

What Faust does by default, and what is done here instead:

- an exception that leaves an agent acknowledges its event: the body of this agent only hands records on;
- a value that Faust cannot decode is acknowledged before the error is seen: it gets bytes and decodes nothing;
- ``Consumer._new_offset`` commits past a record in flight when a later one is acknowledged (faust-streaming #606):
  the window acknowledges in order only;
- its producer is not idempotent and its deliveries are not awaited: it is not started (see ``delivery``);
- its leader election, tables and web server have no use here: they are off.
"""

import contextlib
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import faust
from aiokafka import TopicPartition
from faust.app.base import BootStrategy
from faust.exceptions import ConsumerNotStarted

from schemas.kafka_topics import ARTICLES
from services.runtime.record import SourceRecord
from services.runtime.settings import Settings
from services.runtime.window import Acknowledge

OnRecord = Callable[[SourceRecord, Acknowledge], Awaitable[None]]
OnPartitions = Callable[[set[int]], Awaitable[None]]


class _ConsumerOnly(BootStrategy):
    enable_kafka_producer = False
    enable_web = False


class ArticleStream:
    """The articles' topic as one member of a consumer group reads it.

    ``on_record`` is called for each record in the order of its partition and may wait, which is the back pressure:
    at most ``settings.window_articles`` records more are read ahead. ``on_revoked`` and ``on_assigned`` are told the
    partitions that went and came.
    """

    def __init__(
        self,
        settings: Settings,
        group: str,
        *,
        on_record: OnRecord,
        on_revoked: OnPartitions,
        on_assigned: OnPartitions,
    ) -> None:
        self._on_record = on_record
        self._folder = tempfile.TemporaryDirectory(prefix="newsloom-faust-")
        self.has_joined = False
        self.app = _application(settings, group, self._folder.name)
        self._queues: list[Any] = []
        self._read_articles()
        self._follow_rebalances(on_revoked, on_assigned)

    async def start(self) -> None:
        """Join the consumer group. Returns when the consumer is connected, before partitions are assigned."""
        await self.app.start()

    async def failed(self) -> None:
        """Return when Faust has given up; it does so when its consumer cannot go on."""
        await self.app._crashed.wait()

    async def commit(self) -> None:
        """Commit what is acknowledged."""
        with contextlib.suppress(ConsumerNotStarted):
            await self.app.consumer.commit()

    async def stop(self) -> None:
        """Commit what is acknowledged, leave the group, and disconnect."""
        await self.app.stop()
        self._folder.cleanup()

    @property
    def is_rebalancing(self) -> bool:
        """Whether the group is dealing out its partitions."""
        return bool(self.app.rebalancing)

    def ends(self) -> dict[int, int]:
        """The offset of the next record that will be written, of each assigned partition where it is known."""
        return {partition: end for partition, (_, end) in self._positions().items()}

    def read_through(self) -> dict[int, int]:
        """The offset that is read next, of each assigned partition from which nothing waits in Faust's buffer."""
        if not all(queue.empty() for queue in self._queues):
            return {}
        return {partition: position for partition, (position, _) in self._positions().items()}

    def _positions(self) -> dict[int, tuple[int, int]]:
        # Faust's own figures exist only for partitions that had records since the start; aiokafka knows them all.
        try:
            consumer: Any = self.app.consumer
            subscription = consumer._thread._ensure_consumer()._subscription.subscription
        except (ConsumerNotStarted, AttributeError):
            return {}
        if subscription is None or subscription.assignment is None:
            return {}
        states = {tp: subscription.assignment.state_value(tp) for tp in subscription.assignment.tps}
        return {
            tp.partition: (state.position, state.highwater)
            for tp, state in states.items()
            if state is not None and state.has_valid_position and state.highwater is not None
        }

    def _read_articles(self) -> None:
        topic = self.app.topic(
            ARTICLES.name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )

        @self.app.agent(topic, name="articles", concurrency=1)
        async def read(stream: Any) -> None:
            self._queues = [stream.channel.queue]
            async for event in stream.noack().events():
                await self._on_record(_source_record(event.message), partial(stream.ack, event))

    def _follow_rebalances(self, on_revoked: OnPartitions, on_assigned: OnPartitions) -> None:
        @self.app.on_partitions_revoked.connect(weak=False)
        async def revoked(_app: Any, partitions: set[TopicPartition], **_: Any) -> None:
            await on_revoked({tp.partition for tp in partitions})

        @self.app.on_partitions_assigned.connect(weak=False)
        async def assigned(_app: Any, partitions: set[TopicPartition], **_: Any) -> None:
            self.has_joined = True
            await on_assigned({tp.partition for tp in partitions})


def _application(settings: Settings, group: str, folder: str) -> faust.App:
    app = faust.App(
        group,
        broker=[f"kafka://{server.strip()}" for server in settings.bootstrap_servers.split(",")],
        broker_client_id=group,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 4,
        broker_request_timeout=max(40.0, 2 * settings.session_timeout),
        broker_rebalance_timeout=max(40.0, 2 * settings.session_timeout),
        broker_commit_interval=settings.commit_interval,
        # What is read ahead of the window costs memory and is read again after a rebalance.
        broker_max_poll_records=settings.window_articles,
        stream_buffer_maxsize=settings.window_articles,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=ARTICLES.max_message_bytes,
        # A rebalance must not wait for language work: the window forgets it instead.
        stream_wait_empty=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        store="memory://",
        datadir=folder,
        web_enabled=False,
        autodiscover=False,
    )
    app.boot_strategy = _ConsumerOnly(app)
    return app


def _source_record(message: Any) -> SourceRecord:
    # event.headers is a dictionary, in which repeated headers are lost; message.headers is what Kafka sent.
    return SourceRecord(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=message.timestamp,
        key=message.key,
        value=message.value,
        headers=list(message.headers or ()),
    )
