"""What the fault tests send through a service, and the verdict on what came of it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from schemas.article import Article
from schemas.kafka_topics import ARTICLES
from services.producer.publication import publish
from services.producer.reader import Edition
from services.producer.refusals import Place, Refusal
from services.runtime.delivery import Delivery
from tests.faults.conftest import GROUP
from tests.faults.ledger import Ledger, Verdict
from tests.support.articles import article
from tests.support.records import Outputs, committed, ends, outputs, until_committed

_PATIENCE = 60.0
"""Seconds until the verdict is given, even if something is still missing: it then tells what."""


def some_articles(count: int, *, failing: int | None = None) -> list[Article]:
    """Articles of which every tenth has a correction, published right behind it.

    On every ``failing``-th, from the second on, the language function fails.
    """
    articles = [each for number in range(count) for each in _editions(number)]
    for index in range(1, len(articles), failing or len(articles)):
        if failing:
            articles[index] = articles[index].model_copy(update={"body": "RAISE it"})
    return articles


@dataclass
class Load:
    """Articles that are published without an end, and written into the ledger as they are acknowledged."""

    ledger: Ledger
    delivery: Delivery
    per_second: float
    corrected: int
    _stop: threading.Event = field(default_factory=threading.Event)

    def done(self, outcome: Edition | Refusal) -> None:
        """Kafka has acknowledged an article."""
        assert isinstance(outcome, Edition)
        self.ledger.acknowledge(outcome.article)

    def readings(self) -> Iterator[Edition | Refusal]:
        """Editions at an even pace, until the load is stopped; read in a thread of the producer's."""
        number = 0
        while not self._stop.wait(1 / self.per_second):
            for each in _editions(number, self.corrected):
                value = each.to_bytes()
                yield Edition(Place("load", number), each, value, len(value))
            number += 1

    def stop(self) -> None:
        """Publish no more than what is already on its way."""
        self._stop.set()


@asynccontextmanager
async def load(servers: str, ledger: Ledger, *, per_second: float = 150, corrected: int = 10) -> AsyncIterator[Load]:
    """Publish as ``newsloom publish`` does, while the block runs; at its end all that was begun is delivered.

    Each ``corrected``-th article has a correction, published as soon as the article itself is acknowledged.
    """
    delivery = Delivery(servers, client_id="load", timeout=2.0, backoff_most=0.5)
    running = Load(ledger, delivery, per_second, corrected)
    await delivery.start()
    try:
        async with asyncio.TaskGroup() as tasks:  # a publisher that fails ends the test
            tasks.create_task(publish(running.readings(), delivery, running))
            try:
                yield running
            finally:
                running.stop()
    finally:
        # Where the test has failed while the brokers are down, what is unsent would hold it up for ever.
        async with asyncio.timeout(5):
            await delivery.stop()


async def judged(servers: str, ledger: Ledger, output: Outputs, said: Collection[tuple[int, int]] = ()) -> Verdict:
    """The verdict once all records are committed, or some have not been for a long time."""
    async with outputs(servers, ARTICLES.name, from_the_beginning=True) as articles:
        records = await articles.to_the_end()
    ledger.locate(records)
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await until_committed(servers, GROUP, ends(records))
    return ledger.judge(await output.to_the_end(), await committed(servers, GROUP), said)


def _editions(number: int, corrected: int = 10) -> Iterator[Article]:
    for version in range(1, 3 if number % corrected == 0 else 2):
        yield article(f"a-{number}", body=f"Word{number} in version {version}.", version=version)
