"""Records that failed in some services, made on a real Kafka, and what the command says about their letters."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import TopicPartition

from schemas.kafka_topics import ARTICLES, ServiceName
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord, Reason
from services.runtime.reading import Record, go_to, read_on, reader
from services.runtime.record import SourceRecord
from tests.support.command import newsloom_in_process
from tests.support.records import producer


@dataclass(frozen=True)
class Failed:
    """A record and the places of its dead letters, in the order of the services that were given."""

    origin: SourceRecord
    places: list[str]


def publish_one(
    kafka: str,
    key: bytes | None,
    value: bytes | None,
    *,
    headers: Sequence[tuple[str, Any]] = (),
    topic: str = ARTICLES.name,
    partition: int | None = None,
) -> SourceRecord:
    """Publish a record; returns it as a service would get it."""

    async def send() -> SourceRecord:
        async with producer(kafka) as client:
            placed = await client.send_and_wait(topic, value, key=key, headers=list(headers), partition=partition)
        return SourceRecord(topic, placed.partition, placed.offset, placed.timestamp / 1000, key, value, list(headers))

    return asyncio.run(send())


def fail(
    kafka: str, origin: SourceRecord, *services: ServiceName, reason: Reason = "time-limit", detail: str = "too slow"
) -> Failed:
    """Put a dead letter of a record into the topic of each service, as if it had failed there."""

    async def send() -> list[str]:
        places = []
        async with producer(kafka) as client:
            for service in services:
                letter = DeadLetter.of(origin, service, InvalidRecord(reason, detail)).to_record()
                placed = await client.send_and_wait(letter.topic, letter.value, key=letter.key, headers=letter.headers)
                places.append(f"{service}/{placed.partition}/{placed.offset}")
        return places

    return Failed(origin, asyncio.run(send()))


def behind(kafka: str, origin: SourceRecord) -> list[Record]:
    """The records of the same key that stand behind a record in its partition."""
    partition = TopicPartition(origin.topic, origin.partition)

    async def read() -> list[Record]:
        async with reader(kafka, [partition]) as consumer:
            await go_to(consumer, {partition: origin.offset + 1})
            return [record async for record in read_on(consumer, [partition]) if record.key == origin.key]

    return asyncio.run(read())


def dead_letters(kafka: str, *arguments: str, exit_code: int = 0) -> list[dict[str, Any]]:
    """Run ``newsloom dead-letters`` in a pipe; returns the objects that it has written."""
    done = newsloom_in_process("dead-letters", *arguments, kafka=kafka)
    assert done.exit_code == exit_code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def outcomes(kafka: str, *arguments: str, exit_code: int = 0) -> dict[str, str]:
    """The outcome by place."""
    return {told["place"]: told["outcome"] for told in dead_letters(kafka, *arguments, exit_code=exit_code)}


def state(kafka: str, place: str) -> str:
    """What ``show`` says was done about a letter."""
    (shown,) = dead_letters(kafka, "show", place, "--json")
    return str(shown["state"])
