"""Articles through a real Kafka: how many a second, how long each takes, and in how much memory."""

import asyncio
from collections.abc import Iterable, Sequence
from statistics import quantiles
from time import perf_counter
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from bench.plain_loop import run as run_plain_loop
from bench.processes import running
from schemas.article import Article
from schemas.kafka_topics import ARTICLES, RESULTS, ServiceName
from services.broker.ports import free_ports


async def throughput(
    bootstrap_servers: str, command: Sequence[str], service: ServiceName, articles: list[Article], **settings: object
) -> dict[str, float]:
    """Publish all articles, then start the service: the rate from its first result to its last.

    The first results are left out of the rate, so the start of the service is none of it.
    """
    group = f"bench-{uuid4().hex[:8]}"
    await begin_at_the_end(bootstrap_servers, group)
    async with results_of(bootstrap_servers, service) as results:
        await publish(bootstrap_servers, articles)
        async with running(command, bootstrap_servers, free_ports(1)[0], consumer_group=group, **settings) as process:
            first = await receive(results, 1)
            started = perf_counter()
            await receive(results, len(articles) - first)
            elapsed = perf_counter() - started
            memory = process.memory_bytes()
    return {"articles_per_second": (len(articles) - first) / elapsed, "memory_bytes": memory}


async def plain_throughput(bootstrap_servers: str, articles: list[Article]) -> dict[str, float]:
    """The same for the plain loop, in this process, its start included."""
    group = f"bench-{uuid4().hex[:8]}"
    await begin_at_the_end(bootstrap_servers, group)
    await publish(bootstrap_servers, articles)
    started = perf_counter()
    await run_plain_loop(bootstrap_servers, group, len(articles))
    return {"articles_per_second": len(articles) / (perf_counter() - started)}


async def latency(
    bootstrap_servers: str, command: Sequence[str], service: ServiceName, articles: list[Article], rate: float
) -> dict[str, float]:
    """Publish ``rate`` articles a second; seconds from each one's Kafka timestamp to its result's, by quantile."""
    group = f"bench-{uuid4().hex[:8]}"
    await begin_at_the_end(bootstrap_servers, group)
    async with (
        results_of(bootstrap_servers, service) as results,
        running(command, bootstrap_servers, free_ports(1)[0], consumer_group=group, workers=1),
    ):
        published: dict[bytes, int] = {}
        receiving = asyncio.create_task(_timestamps(results, len(articles)))
        async with _producer(bootstrap_servers) as producer:
            loop = asyncio.get_running_loop()
            started = loop.time()
            for number, article in enumerate(articles):
                await asyncio.sleep(max(0.0, started + number / rate - loop.time()))
                key = article.id.encode()
                published[key] = (await producer.send_and_wait(ARTICLES.name, article.to_bytes(), key=key)).timestamp
        received = await receiving
    seconds = [(received[key] - at) / 1000 for key, at in published.items()]
    cuts = quantiles(seconds, n=100)
    return {"rate": rate, "median_seconds": cuts[49], "p95_seconds": cuts[94], "p99_seconds": cuts[98]}


def _producer(bootstrap_servers: str) -> AIOKafkaProducer:
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True, compression_type="lz4"
    )


async def publish(bootstrap_servers: str, articles: Iterable[Article]) -> None:
    """Publish articles; returns when all are acknowledged."""
    async with _producer(bootstrap_servers) as producer:
        sent = [await producer.send(ARTICLES.name, article.to_bytes(), key=article.id.encode()) for article in articles]
        await asyncio.gather(*sent)


def results_of(bootstrap_servers: str, service: ServiceName) -> AIOKafkaConsumer:
    """A consumer of the results that come from now on."""
    return AIOKafkaConsumer(RESULTS[service].name, bootstrap_servers=bootstrap_servers, auto_offset_reset="latest")


async def receive(results: AIOKafkaConsumer, count: int) -> int:
    """Read until there were at least ``count`` records; returns how many there were."""
    received = 0
    while received < count:
        received += sum(len(batch) for batch in (await results.getmany(timeout_ms=1000)).values())
    return received


async def _timestamps(results: AIOKafkaConsumer, count: int) -> dict[bytes, int]:
    timestamps: dict[bytes, int] = {}
    while len(timestamps) < count:
        for batch in (await results.getmany(timeout_ms=1000)).values():
            timestamps.update((record.key, record.timestamp) for record in batch)
    return timestamps


async def begin_at_the_end(bootstrap_servers: str, group: str) -> None:
    """Give a consumer group the end of the articles' topic as its position."""
    partitions = [TopicPartition(ARTICLES.name, partition) for partition in range(ARTICLES.partitions)]
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers, group_id=group, enable_auto_commit=False
    ) as consumer:
        consumer.assign(partitions)
        await consumer.commit(await consumer.end_offsets(partitions))
