"""Publishes what was read: each article's delivery is awaited, and nothing else than its bytes decides the record."""

from collections.abc import Iterable
from contextlib import aclosing
from functools import partial
from time import perf_counter
from typing import Protocol

from schemas.cloudevents import cloudevent_headers
from schemas.identity import article_event_id
from schemas.kafka_topics import ARTICLES
from services.producer.ahead import read_ahead
from services.producer.reader import Edition
from services.producer.refusals import Refusal
from services.producer.report import Report
from services.producer.sends import Sends
from services.runtime.record import OutgoingRecord

SOURCE = "/newsloom/producer"
MOST_IN_FLIGHT = 1000
MOST_BYTES_IN_FLIGHT = 16 * 1024 * 1024
MOST_READ_AHEAD = 64


class Sender(Protocol):
    """What is needed of ``services.runtime.delivery.Delivery``."""

    async def send(self, record: OutgoingRecord) -> None:
        """Return when the record is delivered."""


class Observer(Protocol):
    """Is told what becomes of each document, as it happens."""

    def done(self, outcome: Edition | Refusal) -> None:
        """The edition is delivered (or was passed over as a repetition), or the document is refused."""


async def publish(
    readings: Iterable[Edition | Refusal],
    sender: Sender,
    observer: Observer,
    *,
    most_in_flight: int = MOST_IN_FLIGHT,
    most_bytes_in_flight: int = MOST_BYTES_IN_FLIGHT,
) -> Report:
    """Publish every edition to the articles' topic; returns when all are delivered.

    Memory is bounded by the limits (records, bytes of events) whatever is read. Raises what ``sender`` raises.
    """
    report = Report()
    started = perf_counter()
    sends = Sends(most=most_in_flight, most_bytes=most_bytes_in_flight)

    async def deliver(edition: Edition) -> None:
        await sender.send(_record(edition))
        report.published += 1
        report.bytes += len(edition.value)
        observer.done(edition)

    try:
        async with aclosing(read_ahead(readings, most=MOST_READ_AHEAD)) as ahead:
            async for reading in ahead:
                if isinstance(reading, Refusal):
                    report.refused += 1
                    observer.done(reading)
                elif reading.repeated:
                    report.repeated += 1
                    observer.done(reading)
                else:
                    await sends.add(reading.article.id.encode(), len(reading.value), partial(deliver, reading))
        await sends.drain()
    finally:
        await sends.cancel()
    report.seconds = perf_counter() - started
    return report


async def retract(article_ids: Iterable[str], sender: Sender) -> Report:
    """Publish a tombstone for each id: the article is withdrawn, and each service withdraws its result."""
    report = Report()
    started = perf_counter()
    for article_id in article_ids:
        # A tombstone is no event (Kafka keeps nothing but its key), so it has no CloudEvents headers.
        await sender.send(OutgoingRecord(ARTICLES.name, article_id.encode(), None, []))
        report.retracted += 1
    report.seconds = perf_counter() - started
    return report


def _record(edition: Edition) -> OutgoingRecord:
    headers = cloudevent_headers(
        event_id=article_event_id(edition.article), event_type=ARTICLES.event_type, source=SOURCE
    )
    return OutgoingRecord(ARTICLES.name, edition.article.id.encode(), edition.value, headers)
