"""Writing to and reading from a real Kafka in tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

from schemas.article import Article
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, RESULTS

OUTPUTS = (RESULTS["entities"].name, DEAD_LETTERS["entities"].name)
_FETCH_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Placed:
    """Where Kafka has put a record."""

    key: bytes | None
    value: bytes | None
    partition: int
    offset: int


@asynccontextmanager
async def producer(bootstrap_servers: str, **options: object) -> AsyncIterator[AIOKafkaProducer]:
    """A producer that lets everything through: a test decides what is wrong with a record."""
    client = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True, max_request_size=2**31 - 1, **options
    )
    await client.start()
    try:
        yield client
    finally:
        await client.stop()


async def publish(
    bootstrap_servers: str, records: Iterable[tuple[bytes | None, bytes | None]], headers: Any = None
) -> list[Placed]:
    """Publish (key, value) pairs to the articles' topic; returns where each was acknowledged."""
    async with producer(bootstrap_servers) as client:
        sends = [
            (key, value, await client.send(ARTICLES.name, value, key=key, headers=headers)) for key, value in records
        ]
        places = [(key, value, await sent) for key, value, sent in sends]
    return [Placed(key, value, place.partition, place.offset) for key, value, place in places]


async def publish_articles(bootstrap_servers: str, articles: Iterable[Article]) -> list[Placed]:
    """Publish articles as a producer does."""
    return await publish(bootstrap_servers, [(article.id.encode(), article.to_bytes()) for article in articles])


async def begin_at_the_end(bootstrap_servers: str, group: str) -> None:
    """Give a consumer group the end of the articles' topic as its position: it is not concerned with other tests."""
    async with consumer(bootstrap_servers, group_id=group, enable_auto_commit=False) as client:
        client.assign(partitions_of(ARTICLES.name))
        await client.commit(await client.end_offsets(partitions_of(ARTICLES.name)))


async def committed(bootstrap_servers: str, group: str) -> dict[int, int]:
    """The offsets that a group has committed, by partition."""
    async with consumer(bootstrap_servers, group_id=group, enable_auto_commit=False) as client:
        offsets = {tp.partition: await client.committed(tp) for tp in partitions_of(ARTICLES.name)}
    return {partition: offset for partition, offset in offsets.items() if offset is not None}


async def until_committed(bootstrap_servers: str, group: str, offsets: dict[int, int]) -> None:
    """Wait until a group has committed at least these offsets; the timeout of the test ends a wait in vain."""
    async with consumer(bootstrap_servers, group_id=group, enable_auto_commit=False) as client:
        while True:
            places = {partition: TopicPartition(ARTICLES.name, partition) for partition in offsets}
            if all([(await client.committed(places[partition]) or 0) >= offsets[partition] for partition in offsets]):
                return
            await asyncio.sleep(0.1)  # Kafka tells nobody of a commit


async def until_all_committed(bootstrap_servers: str, group: str, positions: Iterable[tuple[str, int, int]]) -> None:
    """Wait until a group is through with these records, each given by its topic, partition and offset."""
    following: dict[TopicPartition, int] = {}
    for topic, partition, offset in positions:
        place = TopicPartition(topic, partition)
        following[place] = max(following.get(place, 0), offset + 1)
    async with consumer(bootstrap_servers, group_id=group, enable_auto_commit=False) as client:
        while True:
            if all([(await client.committed(place) or 0) >= offset for place, offset in following.items()]):
                return
            await asyncio.sleep(0.1)  # Kafka tells nobody of a commit


def ends(places: Iterable[Placed | ConsumerRecord]) -> dict[int, int]:
    """The offsets that a group has committed when it is through with these records."""
    following: dict[int, int] = {}
    for place in places:
        following[place.partition] = max(following.get(place.partition, 0), place.offset + 1)
    return following


class Outputs:
    """The records that come onto some topics after this was opened, in the order of each partition."""

    def __init__(self, client: AIOKafkaConsumer) -> None:
        self._client = client
        self.records: list[ConsumerRecord] = []

    async def until(self, enough: Callable[[list[ConsumerRecord]], bool]) -> list[ConsumerRecord]:
        """Read until ``enough(records)``; the timeout of the test ends a wait in vain."""
        while not enough(self.records):
            self._keep(await self._client.getmany(timeout_ms=1000))
        return self.records

    async def keys(self, keys: Iterable[bytes]) -> list[ConsumerRecord]:
        """Read until each key has had a record."""
        wanted = set(keys)
        return await self.until(lambda records: wanted <= {record.key for record in records})

    async def to_the_end(self) -> list[ConsumerRecord]:
        """Read everything that is there now."""
        ends = await self._client.end_offsets(list(self._client.assignment()))
        while any([await self._client.position(tp) < end for tp, end in ends.items()]):
            self._keep(await self._client.getmany(timeout_ms=1000))
        return self.records

    def _keep(self, batches: dict[TopicPartition, list[ConsumerRecord]]) -> None:
        for batch in batches.values():
            self.records.extend(batch)


@asynccontextmanager
async def outputs(bootstrap_servers: str, *topics: str, from_the_beginning: bool = False) -> AsyncIterator[Outputs]:
    """Follow topics, by default the results and dead letters of the entities service, by default from their end on."""
    async with consumer(bootstrap_servers) as client:
        tps = [tp for topic in topics or OUTPUTS for tp in partitions_of(topic)]
        client.assign(tps)
        places = client.beginning_offsets(tps) if from_the_beginning else client.end_offsets(tps)
        for tp, offset in (await places).items():
            client.seek(tp, offset)
        yield Outputs(client)


@asynccontextmanager
async def consumer(bootstrap_servers: str, **options: object) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer without a subscription."""
    client = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, max_partition_fetch_bytes=_FETCH_BYTES, **options)
    await client.start()
    try:
        yield client
    finally:
        await asyncio.shield(client.stop())


def partitions_of(topic: str) -> list[TopicPartition]:
    """All partitions of a topic of the contract."""
    return [TopicPartition(topic, partition) for partition in range(ARTICLES.partitions)]
