"""Records of some topics, read as any subscriber could: without a consumer group, so nobody's offsets move."""

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from services.runtime.errors import ConfigurationError
from services.runtime.kafka_admin import partition_counts
from services.runtime.raw_header_names import read_any_header_name

Record: TypeAlias = ConsumerRecord[bytes, bytes]
"""What Kafka gives: topic, partition, offset, key, value and headers, in bytes."""

OnProgress: TypeAlias = Callable[[int, int], None]
"""Is told how many offsets have been passed, and of how many."""


async def partitions_of(bootstrap_servers: str, topics: Sequence[str], *, patience: float) -> list[TopicPartition]:
    """All partitions of ``topics``.

    Raises ``ConfigurationError`` when no cluster answers within ``patience`` seconds, and when a topic is missing.
    """
    counts = await partition_counts(bootstrap_servers, patience=patience)
    missing = sorted(set(topics) - counts.keys())
    if missing:
        raise ConfigurationError(
            f"the cluster at {bootstrap_servers} has no topic {', '.join(missing)}: run newsloom topics create"
        )
    return [TopicPartition(topic, number) for topic in topics for number in range(counts[topic])]


@contextlib.asynccontextmanager
async def reader(bootstrap_servers: str, partitions: Sequence[TopicPartition]) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of ``partitions``. Raises ``ConfigurationError`` when the cluster fails."""
    read_any_header_name()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        enable_auto_commit=False,
        group_id=None,
        # Where retention takes away what was to be read next, reading goes on with what is left.
        auto_offset_reset="earliest",
    )
    try:
        await consumer.start()
        consumer.assign(partitions)
        yield consumer
    except KafkaError as error:
        raise ConfigurationError(f"the cluster at {bootstrap_servers} fails: {error}") from error
    finally:
        await consumer.stop()


async def go_to(consumer: AIOKafkaConsumer, offsets: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
    """Move to ``offsets``, or to the nearest that there are; returns the first offset of each of these partitions."""
    firsts: dict[TopicPartition, int] = await consumer.beginning_offsets(list(offsets))
    ends = await consumer.end_offsets(list(offsets))
    for partition, offset in offsets.items():
        consumer.seek(partition, min(max(offset, firsts[partition]), ends[partition]))
    return firsts


@contextlib.asynccontextmanager
async def subscription(
    bootstrap_servers: str, topics: Sequence[str], *, from_beginning: bool, patience: float
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that stands at the beginning or at the end of every partition of ``topics``.

    Nothing that is written after this was entered is missed. Raises what ``partitions_of`` and ``reader`` raise.
    """
    partitions = await partitions_of(bootstrap_servers, topics, patience=patience)
    async with reader(bootstrap_servers, partitions) as consumer:
        places = await (consumer.beginning_offsets if from_beginning else consumer.end_offsets)(partitions)
        for partition, offset in places.items():
            consumer.seek(partition, offset)
        yield consumer


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
        async for record in read_on(consumer, consumer.assignment()):
            yield record


async def read_on(
    consumer: AIOKafkaConsumer, partitions: Collection[TopicPartition], on_progress: OnProgress = lambda _, __: None
) -> AsyncGenerator[Record, None]:
    """The records from where ``consumer`` stands to what is the end at the moment, each partition in its order."""
    ends = await consumer.end_offsets(list(partitions))
    ahead = await _distances(consumer, ends)
    total = sum(ahead.values())
    while ahead:
        on_progress(total - sum(ahead.values()), total)
        for partition, batch in (await consumer.getmany(*ahead, timeout_ms=1000)).items():
            for record in batch:
                if record.offset < ends[partition]:
                    yield record
        ahead = await _distances(consumer, ends)


async def _distances(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
    """How many offsets are left before the end, of each partition where there are any."""
    distances = {partition: end - await consumer.position(partition) for partition, end in ends.items()}
    return {partition: distance for partition, distance in distances.items() if distance > 0}
