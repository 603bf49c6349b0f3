"""The Faust application: raw records in, committed offsets out, and nothing that Faust could lose on the way.

What Faust does by default, and what is done here instead:

- an exception that leaves an agent acknowledges its event, a value that cannot be decoded is acknowledged before the
  error is seen, and ``Consumer._new_offset`` commits past a record in flight when a later one is acknowledged
  (faust-streaming #606): the topic is declared without acknowledgements, so Faust never commits, and the offsets that
  the window allows are committed here;
- what was acknowledged and not yet committed is dropped in a rebalance: it is committed before partitions go;
- its producer is not idempotent and its deliveries are not awaited: it is not started (see ``delivery``);
- its leader election, tables and web server have no use here: they are off.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import faust
from aiokafka import TopicPartition
from faust.app.base import BootStrategy
from faust.exceptions import ConsumerNotStarted
from faust.types import TP

from schemas.kafka_topics import ARTICLES
from services.runtime.membership import Membership
from services.runtime.raw_header_names import read_any_header_name
from services.runtime.read_ahead import BoundedApp
from services.runtime.record import SourceRecord
from services.runtime.settings import Settings

REBALANCE_SECONDS = 40.0
"""What a member of a group has to rejoin when its partitions are dealt out anew, before it is left out."""

_READ_AHEAD = 512
"""Records that may wait in Faust's buffer, before the window."""

OnRecord = Callable[[SourceRecord], Awaitable[None]]
OnPartitions = Callable[[set[int]], Awaitable[None]]


class _ConsumerOnly(BootStrategy):
    enable_kafka_producer = False
    enable_web = False


class ArticleStream:
    """The articles' topic as one member of a consumer group reads it.

    ``on_record`` is called for each record in the order of its partition and may wait, which is the back pressure:
    a bounded number of records more is read ahead. ``on_revoked`` and ``on_assigned`` are told the
    partitions that went and came.
    """

    def __init__(
        self,
        settings: Settings,
        group: str,
        membership: Membership,
        *,
        on_record: OnRecord,
        on_revoked: OnPartitions,
        on_assigned: OnPartitions,
    ) -> None:
        read_any_header_name()
        self._on_record = on_record
        self._membership = membership
        self.has_joined = False
        self.app = _application(settings, group)
        self._queues: list[Any] = []
        self._committed: dict[int, int] = {}
        self._read_articles()
        self._follow_rebalances(on_revoked, on_assigned)

    async def start(self) -> None:
        """Join the group. Returns when the first partitions are assigned; hangs if the broker dies meanwhile."""
        await self.app.start()
        self._membership.watch(self._client()._coordinator)

    async def failed(self) -> None:
        """Return when Faust has given up; it does so when its consumer cannot go on."""
        await self.app._crashed.wait()

    async def commit(self, offsets: Mapping[int, int]) -> None:
        """Commit, for each partition, the offset to read next. What the group has given to others is left out."""
        changed = self.uncommitted(offsets)
        if not changed:
            return
        # Consumer.commit would commit what Faust counts as acknowledged, which is nothing; this is the step below it.
        consumer: Any = self.app.consumer
        if await consumer._commit({TP(ARTICLES.name, partition): offset for partition, offset in changed.items()}):
            self._committed.update(changed)

    def uncommitted(self, offsets: Mapping[int, int]) -> dict[int, int]:
        """Those of ``offsets`` that are not what this process has committed last."""
        return {partition: offset for partition, offset in offsets.items() if self._committed.get(partition) != offset}

    async def stop(self) -> None:
        """Leave the group, and disconnect."""
        await self.app.stop()

    @property
    def is_rebalancing(self) -> bool:
        """Whether the group is dealing out its partitions."""
        return bool(self.app.rebalancing)

    @property
    def has_unread(self) -> bool:
        """Whether records wait in Faust's buffer."""
        return any(not queue.empty() for queue in self._queues)

    def ends(self) -> dict[int, int]:
        """The offset of the next record that will be written, of each assigned partition where it is known."""
        return {partition: end for partition, (_, end) in self._positions().items()}

    def first_read(self) -> dict[int, int]:
        """The offset of the first record that came of each partition since it was assigned, where one has come."""
        return {partition: offset for queue in self._queues for partition, offset in queue.first_offsets.items()}

    def read_through(self) -> dict[int, int]:
        """The offset that is read next, of each assigned partition of which nothing waits in Faust's buffer."""
        return {
            partition: position
            for partition, (position, _) in self._positions().items()
            if not any(queue.waiting[partition] for queue in self._queues)
        }

    def _client(self) -> Any:
        """The aiokafka consumer below Faust's, which has its own thread."""
        consumer: Any = self.app.consumer
        return consumer._thread._ensure_consumer()

    def _positions(self) -> dict[int, tuple[int, int]]:
        # Faust's own figures exist only for partitions that had records since the start; aiokafka knows them all.
        try:
            subscription = self._client()._subscription.subscription
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
            ARTICLES.name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", acks=False
        )

        @self.app.agent(topic, name="articles", concurrency=1)
        async def read(stream: Any) -> None:
            self._queues = [stream.channel.queue]
            async for event in stream.events():
                await self._on_record(_source_record(event.message))

    def _follow_rebalances(self, on_revoked: OnPartitions, on_assigned: OnPartitions) -> None:
        @self.app.on_partitions_revoked.connect(weak=False)
        async def revoked(_app: Any, partitions: set[TopicPartition], **_: Any) -> None:
            self.has_joined = False
            await on_revoked({tp.partition for tp in partitions})
            self._committed.clear()

        @self.app.on_partitions_assigned.connect(weak=False)
        async def assigned(_app: Any, partitions: set[TopicPartition], **_: Any) -> None:
            self._membership.joined()
            self.has_joined = True
            await on_assigned({tp.partition for tp in partitions})


def _application(settings: Settings, group: str) -> faust.App:
    app = BoundedApp(
        group,
        most_bytes=settings.window_bytes,
        broker=[f"kafka://{server.strip()}" for server in settings.bootstrap_servers.split(",")],
        broker_client_id=group,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 4,
        broker_request_timeout=max(40.0, 2 * settings.session_timeout),
        broker_rebalance_timeout=REBALANCE_SECONDS,
        # When its buffer is full, Faust stops fetching and sleeps for a second before it looks again: what is left in
        # the buffer then has to last for that long, or the workers stand idle.
        broker_max_poll_records=_READ_AHEAD // 4,
        stream_buffer_maxsize=_READ_AHEAD,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=ARTICLES.max_message_bytes,
        # A rebalance must not wait for language work: the window forgets it instead.
        stream_wait_empty=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        store="memory://",
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
