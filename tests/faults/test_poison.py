"""Hostile records on a real Kafka: each becomes exactly one dead letter, result or retraction, and delays no other."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from time import time
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord
from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from schemas.article import MAX_ARTICLE_BYTES
from schemas.entities import Entities
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, RESULTS, all_topics
from services.broker.cluster import Cluster
from services.runtime.dead_letters import DeadLetter
from services.runtime.kafka_admin import create_topics
from services.runtime.record import SourceRecord
from tests.faults.poison import ALL, Hostile
from tests.support.raw_records import batch, send_batch
from tests.support.records import outputs, producer
from tests.support.service_process import ServiceProcess, service

pytestmark = pytest.mark.timeout(240)

SETTINGS: dict[str, Any] = {
    "workers": 3,
    "article_time_limit": 10,
    "worker_memory": 1024**3,
    "breaker_count": 0,
}


@pytest.fixture(scope="module")
def kafka() -> Iterator[str]:
    """The bootstrap servers of a broker that has the topics of the contract, and nothing on them."""
    with Cluster() as cluster:
        asyncio.run(create_topics(cluster.bootstrap_servers, all_topics()))
        yield cluster.bootstrap_servers


async def publish(servers: str) -> list[tuple[Hostile, SourceRecord]]:
    """Publish the whole table; returns each with the record as Kafka has it."""
    async with producer(servers) as client, producer(servers, compression_type="zstd") as compressing:
        await client.partitions_for(ARTICLES.name)
        return [(item, await _publish_one(compressing if item.compression else client, item)) for item in ALL]


async def _publish_one(client: AIOKafkaProducer, item: Hostile) -> SourceRecord:
    moment = int(time() * 1000) if item.timestamp is None else item.timestamp
    partition = sum(item.key) % ARTICLES.partitions
    if item.compression:
        sent = await client.send_and_wait(
            ARTICLES.name, item.value, item.key, partition, moment, headers=list(item.headers)
        )
        offset = sent.offset
    else:
        offset = await send_batch(client, ARTICLES.name, partition, batch(item.key, item.value, item.headers, moment))
    return SourceRecord(ARTICLES.name, partition, offset, moment / 1000, item.key, item.value, list(item.headers))


def letters_by_place(records: list[ConsumerRecord]) -> dict[tuple[int, int], list[DeadLetter]]:
    """The dead letters, by partition and offset of the record that they hold."""
    letters = defaultdict(list)
    for record in records:
        if record.topic == DEAD_LETTERS["entities"].name:
            letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
            letters[letter.origin.partition, letter.origin.offset].append(letter)
    return letters


async def drained(running: ServiceProcess, count: int) -> None:
    """Wait until the service has finished ``count`` records."""
    while sum(line.get("event") in ("dead letter", "result", "retracted") for line in running.log) < count:
        assert running.process.returncode is None, running.log[-3:]
        await running.news()


async def test_each_hostile_record_becomes_exactly_what_it_must(kafka: str) -> None:
    published = await publish(kafka)
    async with (
        outputs(kafka, from_the_beginning=True) as output,
        service("MISBEHAVE", kafka, **SETTINGS) as running,
    ):
        await drained(running, len(published))
        assert await running.end() == 0
        records = await output.to_the_end()
    letters = letters_by_place(records)
    events = defaultdict(list)
    for record in records:
        if record.topic == RESULTS["entities"].name:
            events[record.key].append(record.value)

    found = {item.name: letters.pop((source.partition, source.offset), []) for item, source in published}
    assert not letters
    reasons = {name: [letter.reason for letter in these] for name, these in found.items()}
    poison = {item.name: [item.becomes] for item in ALL if item.becomes not in ("result", "retraction")}
    assert {name: these for name, these in reasons.items() if these} == poison
    for item, source in published:
        for letter in found[item.name]:
            assert letter.origin == source, item.name
            assert (letter.service, letter.schema) == ("entities", ARTICLES.event_type)
            assert letter.detail.isprintable()

    results = {item.key: item for item in ALL if item.becomes == "result"}
    retractions = {item.key: item for item in ALL if item.becomes == "retraction"}
    assert events.keys() == results.keys() | retractions.keys()
    assert [events[key] for key in retractions] == [[None]] * len(retractions)
    for key in results:
        (value,) = events[key]
        assert Entities.from_bytes(value).article_id.encode() == key


def test_the_table_is_large_and_no_two_records_share_a_name_or_a_result() -> None:
    assert len({item.name for item in ALL}) == len(ALL)
    assert sum(item.becomes not in ("result", "retraction") for item in ALL) >= 60
    keys = [item.key for item in ALL if item.becomes in ("result", "retraction")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        pytest.param(b"large", b"x" * (2 * MAX_ARTICLE_BYTES), MessageSizeTooLargeError, id="over the topic's limit"),
        pytest.param(None, b"{}", KafkaError, id="without a key on a compacted topic"),
    ],
)
async def test_what_the_broker_refuses_reaches_no_service(
    kafka: str, key: bytes | None, value: bytes, refusal: type[KafkaError]
) -> None:
    async with producer(kafka) as client:
        with pytest.raises(refusal):
            await client.send_and_wait(ARTICLES.name, value, key=key)
