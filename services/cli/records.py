"""Records of some topics, read as any subscriber could: without a consumer group, so nobody's offsets move."""

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from services.runtime.errors import ConfigurationError
from services.runtime.kafka_admin import partition_counts

Record: TypeAlias = ConsumerRecord[bytes, bytes]
"""What Kafka gives: topic, partition, offset, key, value and headers, in bytes."""


@contextlib.asynccontextmanager
async def subscription(
    bootstrap_servers: str, topics: Sequence[str], *, from_beginning: bool, patience: float
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that stands at the beginning or at the end of every partition of ``topics``.

    Nothing that is written after this was entered is missed. Raises ``ConfigurationError`` when no cluster answers
    within ``patience`` seconds, and when a topic is missing.
    """
    counts = await partition_counts(bootstrap_servers, patience=patience)
    missing = sorted(set(topics) - counts.keys())
    if missing:
        raise ConfigurationError(
            f"the cluster at {bootstrap_servers} has no topic {', '.join(missing)}: run newsloom topics create"
        )
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, enable_auto_commit=False, group_id=None)
    try:
        await consumer.start()
        partitions = [TopicPartition(topic, number) for topic in topics for number in range(counts[topic])]
        consumer.assign(partitions)
        places = await (consumer.beginning_offsets if from_beginning else consumer.end_offsets)(partitions)
        for partition, offset in places.items():
            consumer.seek(partition, offset)
        yield consumer
    except KafkaError as error:
        raise ConfigurationError(f"the cluster at {bootstrap_servers} fails: {error}") from error
    finally:
        await consumer.stop()


async def follow(
    bootstrap_servers: str, topics: Sequence[str], *, from_beginning: bool, patience: float
) -> AsyncGenerator[Record, None]:
    """The records of ``topics`` as they come, without an end."""
    async with subscription(bootstrap_servers, topics, from_beginning=from_beginning, patience=patience) as consumer:
        async for record in consumer:
            yield record


async def read_to_end(
    bootstrap_servers: str, topics: Sequence[str], *, patience: float
) -> AsyncGenerator[Record, None]:
    """The records that ``topics`` hold at the moment, each partition in its order."""
    async with subscription(bootstrap_servers, topics, from_beginning=True, patience=patience) as consumer:
        ends = await consumer.end_offsets(list(consumer.assignment()))
        while unread := [tp for tp, end in ends.items() if await consumer.position(tp) < end]:
            for batch in (await consumer.getmany(*unread, timeout_ms=1000)).values():
                for record in batch:
                    if record.offset < ends[TopicPartition(record.topic, record.partition)]:
                        yield record


async def read_one(bootstrap_servers: str, place: TopicPartition, offset: int, *, patience: float) -> Record | None:
    """The record at one offset, or None if it is not there (any more)."""
    async with subscription(bootstrap_servers, [place.topic], from_beginning=True, patience=patience) as consumer:
        if place not in consumer.assignment():
            return None
        first = (await consumer.beginning_offsets([place]))[place]
        end = (await consumer.end_offsets([place]))[place]
        if not first <= offset < end:
            return None
        consumer.assign([place])
        consumer.seek(place, offset)
        record = await consumer.getone(place)
        return record if record.offset == offset else None
