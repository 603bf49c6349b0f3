"""The order of steps in which nothing can be lost: delivered first, finished second, and never after a fatal error."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from services.runtime.breaker import Breaker
from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.handler import Handler
from services.runtime.metrics import Metrics
from services.runtime.processor import Processor
from services.runtime.progress import Progress
from services.runtime.record import OutgoingRecord
from services.runtime.window import Window
from services.runtime.worker import Answer
from tests.support.articles import article, article_record, record
from tests.support.tasks import first_word


class Gate:
    """A delivery in whose place the test decides: each record waits until it is let through or refused."""

    def __init__(self) -> None:
        self.sent: list[OutgoingRecord] = []
        self.dropped_after: int | None = None
        self._waiting: list[asyncio.Future[None]] = []
        self._arrival = asyncio.Condition()

    async def send(self, record: OutgoingRecord) -> None:
        """Wait for the decision."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        async with self._arrival:
            self.sent.append(record)
            self._waiting.append(future)
            self._arrival.notify_all()
        await future

    async def drop_cancelled(self) -> None:
        """Note how many records had been sent by then."""
        self.dropped_after = len(self.sent)

    async def decide(self, number: int, error: Exception | None = None) -> None:
        """Let the record that came as the ``number``-th through, when it is there, or refuse it."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self._waiting) > number)
        if error:
            self._waiting[number].set_exception(error)
        else:
            self._waiting[number].set_result(None)


class Setting:
    """A processor with a gate in place of Kafka and a language function that answers at once."""

    def __init__(self, analyze: Callable[[bytes], Awaitable[Answer]] | None = None) -> None:
        self.gate, self.fatal = Gate(), asyncio.get_running_loop().create_future()
        self.window = Window(articles=10, size=1_000_000)
        self.breaker = Breaker(window=10, count=2, share=0.5)
        self.processor = Processor(
            Handler("entities", analyze or answer),
            self.gate,
            self.window,
            Metrics("entities"),
            Progress(60, has_work=lambda: True),
            self.breaker,
            self.fatal.set_result,
        )


async def answer(_value: bytes) -> Answer:
    """The answer of a worker."""
    result = first_word(article())
    return Answer(str(result.id), result.to_bytes(), 2, 0.01)


async def settled() -> None:
    """Let everything that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_an_offset_may_be_committed_only_when_the_result_is_delivered() -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=7))
    await settled()
    assert len(setting.gate.sent) == 1
    assert setting.window.following == {0: 7}
    await setting.gate.decide(0)
    await settled()
    assert setting.window.following == {0: 8}


async def test_a_result_that_the_broker_refuses_counts_as_a_dead_letter_alone() -> None:
    setting = Setting()
    for offset, decision in enumerate((0, 2)):  # between them is the dead letter of the first
        await setting.processor.take(article_record(f"a-{offset}", offset=offset))
        await setting.gate.decide(decision, InvalidRecord("result-too-large", "big"))
        await settled()
        if not setting.breaker.is_open:
            await setting.gate.decide(1)
            await settled()
    assert list(setting.breaker._failures) == [True, True]
    assert setting.breaker.is_open


async def test_a_correction_is_sent_only_when_the_version_before_it_is_delivered() -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=0))
    await setting.processor.take(article_record("a", offset=1))
    await settled()
    assert len(setting.gate.sent) == 1
    await setting.gate.decide(0)
    await setting.gate.decide(1)
    await settled()
    assert setting.window.following == {0: 2}


async def test_nothing_of_a_revoked_partition_is_sent_any_more() -> None:
    going_on = asyncio.Event()

    async def slow(value: bytes) -> Answer:
        await going_on.wait()
        return await answer(value)

    setting = Setting(slow)
    await setting.processor.take(article_record("a", offset=0))
    await settled()
    await setting.processor.forget({0})
    going_on.set()
    await settled()
    assert setting.gate.sent == []
    assert setting.window.following == {}


async def test_a_result_that_is_too_large_becomes_a_dead_letter() -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=0))
    await setting.gate.decide(0, InvalidRecord("result-too-large", "9 MiB"))
    await setting.gate.decide(1)
    await settled()
    assert [record.topic for record in setting.gate.sent] == ["news.entities.v1", "news.entities.dlq.v1"]
    assert dict(setting.gate.sent[1].headers)["dlq_reason"] == b"result-too-large"
    assert setting.window.following == {0: 1}


@pytest.mark.parametrize("error", [FatalError("no permission"), RuntimeError("a bug")])
async def test_after_a_fatal_error_the_offset_stays_and_the_service_is_told(error: Exception) -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=0))
    await setting.gate.decide(0, error)
    assert await setting.fatal is error
    assert setting.window.following == {0: 0}


async def test_a_dead_letter_that_cannot_be_delivered_is_fatal() -> None:
    setting = Setting()
    too_large = InvalidRecord("result-too-large", "too large")
    await setting.processor.take(article_record("a", offset=0))
    await setting.gate.decide(0, too_large)
    await setting.gate.decide(1, too_large)
    assert isinstance(await setting.fatal, FatalError)
    assert setting.window.following == {0: 0}


async def test_after_a_close_nothing_is_taken_and_what_runs_is_finished() -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=0))
    closing = asyncio.create_task(setting.processor.close(60))
    await settled()
    late = asyncio.create_task(setting.processor.take(article_record("b", offset=1)))
    await setting.gate.decide(0)
    await closing
    assert setting.window.following == {0: 1}
    await settled()
    assert not late.done()
    late.cancel()


async def test_what_was_sent_and_is_not_delivered_is_dropped_with_its_partition() -> None:
    setting = Setting()
    await setting.processor.take(article_record("a", offset=0))
    await settled()
    await setting.processor.forget({0})
    assert setting.gate.dropped_after == 1


async def test_an_open_breaker_holds_everything_back() -> None:
    setting = Setting()
    for offset in range(3):
        await setting.processor.take(record(b"no article", key=b"poison", offset=offset))
        if offset == 0:
            await setting.gate.decide(0)
    await settled()
    assert setting.breaker.is_open
    await setting.processor.take(article_record("a", offset=0, partition=1))
    await setting.processor.take(record(None, key=b"b", offset=0, partition=2))
    await settled()
    assert [sent.topic for sent in setting.gate.sent] == ["news.entities.dlq.v1"]
    assert setting.window.following == {0: 1, 1: 0, 2: 0}
    await setting.processor.close(patience=60)  # and does not wait for what is held
    assert setting.window.following == {0: 1, 1: 0, 2: 0}
