"""Records as Kafka would give them."""

from typing import Any

from aiokafka import ConsumerRecord

from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, ServiceName
from services.dead_letters.disposition import Disposition
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord, Reason
from services.runtime.reading import Record
from services.runtime.record import OutgoingRecord
from tests.support.articles import record


def kafka_record(
    topic: str, offset: int, key: bytes | None, value: bytes | None, headers: Any = (), partition: int = 0
) -> Record:
    """A record at an offset of a partition."""
    return ConsumerRecord(topic, partition, offset, 0, 0, key, value, None, len(key or b""), 0, tuple(headers))


def article_at(offset: int, value: bytes | None = b"{", *, key: bytes | None = b"a-1", headers: Any = ()) -> Record:
    """A record of the articles' topic."""
    return kafka_record(ARTICLES.name, offset, key, value, headers)


def stored(outgoing: OutgoingRecord, offset: int, partition: int = 0) -> Record:
    """A record that was sent."""
    return kafka_record(outgoing.topic, offset, outgoing.key, outgoing.value, outgoing.headers, partition)


def letter_at(
    offset: int, service: ServiceName = "quotes", reason: Reason = "time-limit", *, origin: int | None = None
) -> Record:
    """A dead letter, of the record at the same offset of the articles unless it is given."""
    failed = record(b"{", offset=offset if origin is None else origin)
    return stored(DeadLetter.of(failed, service, InvalidRecord(reason, "")).to_record(), offset)


def disposition_at(offset: int, disposition: Disposition) -> Record:
    """A disposition."""
    return stored(disposition.to_record(b"a-1"), offset, disposition.letter.partition)


def foreign_at(offset: int, value: bytes | None) -> Record:
    """A record that somebody else has put among the dead letters of the quotes service."""
    return kafka_record(DEAD_LETTERS["quotes"].name, offset, b"a-1", value, [("trace", b"1")])
