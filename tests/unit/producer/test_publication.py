"""Publishing: bounded in flight, in order within a key, each delivery awaited."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from schemas.article import Article
from services.producer.publication import publish, retract
from services.producer.reader import Edition
from services.producer.refusals import Place, Refusal
from services.producer.report import Report
from services.runtime.errors import FatalError
from services.runtime.record import OutgoingRecord
from tests.support.articles import article


def edition(made: Article) -> Edition:
    return Edition(Place("x.txt"), made, made.to_bytes(), size=len(made.body))


class Broker:
    """Delivers a record when it is let to, and counts what is in flight meanwhile."""

    def __init__(self, *, hold: int) -> None:
        self.delivered: list[OutgoingRecord] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.most_of_a_key = 0
        self._hold = hold
        self._keys: list[bytes | None] = []

    async def send(self, record: OutgoingRecord) -> None:
        self.in_flight += 1
        self._keys.append(record.key)
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self.most_of_a_key = max(self.most_of_a_key, self._keys.count(record.key))
        for _ in range(self._hold):
            await asyncio.sleep(0)
        self._keys.remove(record.key)
        self.in_flight -= 1
        self.delivered.append(record)


class Log:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.outcomes: list[Edition | Refusal] = []

    def done(self, outcome: Edition | Refusal) -> None:
        self.outcomes.append(outcome)


async def test_what_is_in_flight_and_read_ahead_is_bounded_however_many_articles_there_are() -> None:
    broker = Broker(hold=20)
    read = 0

    def readings() -> Iterator[Edition]:
        nonlocal read
        for number in range(5_000):
            read += 1
            # 64 read ahead, 10 in flight, one between the two, and the one that is being read
            assert read - len(broker.delivered) <= 64 + 10 + 2
            yield edition(article(f"a-{number}"))

    report = await publish(readings(), broker, Log(), most_in_flight=10)
    assert report.published == 5_000
    assert broker.most_in_flight == 10


async def test_the_bytes_in_flight_are_bounded_too() -> None:
    broker = Broker(hold=20)
    large = [edition(article(f"a-{number}", body="x" * 1000)) for number in range(20)]
    await publish(large, broker, Log(), most_bytes_in_flight=3 * len(large[-1].value))
    assert broker.most_in_flight == 3


async def test_an_article_larger_than_the_bound_goes_alone() -> None:
    broker = Broker(hold=5)
    await publish([edition(article(name)) for name in "abc"], broker, Log(), most_bytes_in_flight=1)
    assert (len(broker.delivered), broker.most_in_flight) == (3, 1)


async def test_versions_of_one_article_follow_each_other() -> None:
    broker = Broker(hold=5)
    versions = [edition(article("a-1", version=version)) for version in range(1, 30)]
    await publish([*versions, edition(article("a-2"))], broker, Log())
    assert broker.most_of_a_key == 1
    assert [record.value for record in broker.delivered if record.key == b"a-1"] == [v.value for v in versions]


async def test_the_report_counts_and_the_observer_is_told_of_each() -> None:
    first = edition(article("a-1"))
    again = replace(first, repeated=True)
    refusal = Refusal(Place("x.txt"), "empty")
    log = Log()
    report = await publish([first, again, refusal], Broker(hold=0), log)
    counts = (report.published, report.repeated, report.refused, report.bytes)
    assert counts == (1, 1, 1, len(first.value))
    assert sorted(map(repr, log.outcomes)) == sorted(map(repr, [first, again, refusal]))


async def test_the_record_is_keyed_and_described_by_the_article() -> None:
    broker = Broker(hold=0)
    await publish([edition(article("a-1"))], broker, Log())
    (record,) = broker.delivered
    headers = dict(record.headers)
    assert (record.topic, record.key) == ("news.articles.v1", b"a-1")
    assert headers["ce_type"] == b"newsloom.article.v1"
    assert headers["ce_source"] == b"/newsloom/producer"


async def test_a_failed_delivery_ends_the_publication() -> None:
    class Denied(Broker):
        async def send(self, record: OutgoingRecord) -> None:
            await super().send(record)
            raise FatalError("cannot deliver")

    with pytest.raises(FatalError, match="cannot deliver"):
        await publish((edition(article(f"a-{n}")) for n in range(10_000)), Denied(hold=3), Log(), most_in_flight=5)


async def test_what_the_reader_raises_is_raised() -> None:
    def readings() -> Iterator[Edition]:
        yield edition(article("a-1"))
        raise MemoryError("no room")

    with pytest.raises(MemoryError, match="no room"):
        await publish(readings(), Broker(hold=0), Log())


async def test_a_retraction_is_a_tombstone() -> None:
    broker = Broker(hold=0)
    report = await retract(["business/001"], broker)
    assert broker.delivered == [OutgoingRecord("news.articles.v1", b"business/001", None, [])]
    assert report.retracted == 1


def test_the_summary_names_only_what_happened() -> None:
    assert str(Report(published=1, bytes=1234, seconds=0.52)) == "published 1 article, refused 0, 1,234 bytes in 0.5 s"
    assert (
        str(Report(published=2000, repeated=3, refused=1, bytes=9, seconds=61))
        == "published 2,000 articles, passed over 3 read twice, refused 1, 9 bytes in 61.0 s"
    )
