"""The least that a stream can cost in Python: plain aiokafka, one record out for one in, nothing kept safe.

It commits by itself, does not wait for deliveries one by one, and knows neither dead letters nor workers: a bound to
compare with, not an alternative.
"""

import asyncio

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.noop import nothing
from schemas.article import Article
from schemas.kafka_topics import ARTICLES, RESULTS


async def run(bootstrap_servers: str, group: str, count: int) -> None:
    """Answer ``count`` articles as the no-op service does."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True)
    consumer = AIOKafkaConsumer(
        ARTICLES.name, bootstrap_servers=bootstrap_servers, group_id=group, auto_offset_reset="earliest"
    )
    await asyncio.gather(producer.start(), consumer.start())
    try:
        sent: list[asyncio.Future[object]] = []
        while len(sent) < count:
            for records in (await consumer.getmany(timeout_ms=1000)).values():
                for record in records:
                    result = nothing(Article.from_bytes(record.value)).to_bytes()
                    sent.append(await producer.send(RESULTS["entities"].name, result, key=record.key))
        await asyncio.gather(*sent)
    finally:
        await asyncio.gather(producer.stop(), consumer.stop())
