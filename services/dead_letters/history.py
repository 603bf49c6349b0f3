"""Reads the partitions that dead letters came from, once, from the first record that matters."""

import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.dead_letters.successors import Successors, Verdict
from services.runtime.reading import OnProgress, Record, go_to, read_on, reader
from services.runtime.record import SourceRecord


class History:
    """The records behind some origins."""

    def __init__(
        self, consumer: AIOKafkaConsumer, firsts: dict[TopicPartition, int], followed: Sequence[Successors]
    ) -> None:
        self._consumer = consumer
        self._firsts = firsts
        self._by_key: dict[tuple[TopicPartition, bytes | None], list[Successors]] = defaultdict(list)
        self._by_offset: dict[tuple[TopicPartition, int], Successors] = {}
        for successors in followed:
            partition = partition_of(successors.origin)
            self._by_key[partition, successors.origin.key].append(successors)
            self._by_offset[partition, successors.origin.offset] = successors

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, bootstrap_servers: str, followed: Sequence[Successors]) -> AsyncIterator[Self]:
        """Follow the origins, of which no two are the same and whose partitions the cluster has.

        Raises ``ConfigurationError`` when the cluster fails.
        """
        starts: dict[TopicPartition, int] = {}
        for successors in followed:
            partition, offset = partition_of(successors.origin), successors.origin.offset
            starts[partition] = min(offset, starts.get(partition, offset))
        async with reader(bootstrap_servers, list(starts)) as consumer:
            yield cls(consumer, await go_to(consumer, starts), followed)

    async def read_all(self, on_progress: OnProgress) -> None:
        """Read all partitions to their present end."""
        await self._read(list(self._firsts), on_progress)

    async def judge(self, successors: Successors) -> Verdict:
        """The verdict as of now: what has come since the last reading is read first."""
        partition = partition_of(successors.origin)
        await self._read([partition], lambda _, __: None)
        return successors.verdict(self._firsts[partition], await self._consumer.position(partition))

    async def _read(self, partitions: list[TopicPartition], on_progress: OnProgress) -> None:
        async for record in read_on(self._consumer, partitions, on_progress):
            self._show(record)

    def _show(self, record: Record) -> None:
        partition = TopicPartition(record.topic, record.partition)
        concerned = self._by_key.get((partition, record.key), [])
        at_offset = self._by_offset.get((partition, record.offset))
        for successors in concerned:
            successors.see(record)
        if at_offset is not None and at_offset not in concerned:
            at_offset.see(record)


def partition_of(origin: SourceRecord) -> TopicPartition:
    """Where a record came from."""
    return TopicPartition(origin.topic, origin.partition)
