"""The course of one article through a service, in the order in which nothing can be lost.

1. Its raw bytes arrive, and wait until the window has room.
2. They are decoded and validated,
3. analyzed in a worker process,
4. and the outcome is published, in the order of its key, until its delivery is confirmed (or held back, if nearly
   everything has become a dead letter).
5. Only then is the record finished; its offset may be committed as soon as all before it are finished too.
"""

import asyncio
import contextlib
from collections.abc import Callable
from time import time
from typing import Protocol

import structlog

from services.runtime.breaker import Breaker
from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.handler import Handler, Outcome
from services.runtime.metrics import Metrics
from services.runtime.progress import Progress
from services.runtime.record import OutgoingRecord, SourceRecord
from services.runtime.window import Entry, Window

log = structlog.get_logger()


class Sender(Protocol):
    """Delivers records; in a service it is ``Delivery``, whose ``send`` says what it raises."""

    async def send(self, record: OutgoingRecord) -> None:
        """Return when ``record`` is delivered."""

    async def drop_cancelled(self) -> None:
        """See to it that no record is delivered any more whose ``send`` was cancelled."""


class Processor:
    """Takes records from the stream; ``on_fatal`` is called when something happens after which it must stop."""

    def __init__(
        self,
        handler: Handler,
        delivery: Sender,
        window: Window,
        metrics: Metrics,
        progress: Progress,
        breaker: Breaker,
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        self._handler = handler
        self._delivery = delivery
        self._window = window
        self._metrics = metrics
        self._progress = progress
        self._breaker = breaker
        self._on_fatal = on_fatal
        self._tasks: dict[Entry, asyncio.Task[None]] = {}
        self._held: set[Entry] = set()
        self._following: dict[int, int] = {}
        self._closed = asyncio.Event()
        self._ended_or_held = asyncio.Event()

    async def take(self, source: SourceRecord) -> None:
        """Step 1. Returns when the record is in the window; after ``close`` it never is."""
        entry = await self._window.admit(source)
        if entry is None:
            return
        if self._closed.is_set():
            await asyncio.Event().wait()  # held, unfinished, until the stream is stopped
        if self._window.articles == 1:
            self._progress.began()
        self._metrics.articles.inc()
        if source.offset < self._following.get(source.partition, 0):
            self._metrics.redeliveries.inc()
        self._following[source.partition] = source.offset + 1
        self._show_window()
        task = asyncio.create_task(self._process(entry, source), name=f"article-{source.partition}-{source.offset}")
        self._tasks[entry] = task
        task.add_done_callback(lambda _: self._end(entry))

    async def close(self, patience: float) -> None:
        """Take no more records and give those in flight ``patience`` seconds to finish."""
        self._closed.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while not all(map(self._is_held, self._tasks)):
                    self._ended_or_held.clear()
                    await self._ended_or_held.wait()
        await self._cancel(list(self._tasks.values()))

    async def forget(self, partitions: set[int]) -> None:
        """The partitions have another owner now: publish nothing more of them, and commit no offset of them."""
        await self._window.forget(partitions)
        await self._cancel([task for entry, task in self._tasks.items() if entry.forgotten])
        self._show_window()

    async def _cancel(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        # Or a broker that was away would be given, when it is back, what the next owner has published meanwhile.
        await self._delivery.drop_cancelled()

    def _end(self, entry: Entry) -> None:
        self._tasks.pop(entry)
        self._ended_or_held.set()

    def _is_held(self, entry: Entry | None) -> bool:
        # What waits for an older record of its key is held with it.
        while entry is not None and entry not in self._held:
            entry = entry.before
        return entry is not None

    async def _process(self, entry: Entry, source: SourceRecord) -> None:
        try:
            outcome = await self._handler.handle(source)
            if not await entry.turn():
                return
            outcome = await self._deliver(entry, source, outcome)
            await self._window.finish(entry)
            self._record(source, outcome)
        except Exception as error:
            log.exception("an article could not be finished", partition=source.partition, offset=source.offset)
            self._on_fatal(error)

    async def _deliver(self, entry: Entry, source: SourceRecord, outcome: Outcome) -> Outcome:
        if outcome.kind == "dead-letter":
            self._breaker.saw_a_dead_letter()
        await self._pass_the_breaker(entry)
        try:
            await self._delivery.send(outcome.record)
        except InvalidRecord as error:
            if outcome.kind == "dead-letter":
                raise FatalError(f"the dead letter cannot be delivered: {error}") from error
            return await self._deliver(entry, source, self._handler.dead_letter(source, error))
        if outcome.kind == "result":
            self._breaker.saw_a_result()  # only now: a result that is refused is a dead letter
        return outcome

    async def _pass_the_breaker(self, entry: Entry) -> None:
        self._held.add(entry)
        self._ended_or_held.set()
        try:
            await self._breaker.passes()
        finally:
            self._held.discard(entry)

    def _record(self, source: SourceRecord, outcome: Outcome) -> None:
        self._progress.made()
        self._metrics.last_progress.set_to_current_time()
        self._show_window()
        where = {"article": source.article_id, "partition": source.partition, "offset": source.offset}
        if outcome.kind == "dead-letter":
            self._metrics.dead_letters.labels(self._metrics.service, outcome.reason).inc()
            log.warning("dead letter", reason=outcome.reason, detail=outcome.detail, **where)
        elif outcome.answer is None:
            self._metrics.retractions.inc()
            log.info("retracted", **where)
        else:
            self._metrics.results.inc()
            self._metrics.words.inc(outcome.answer.words)
            self._metrics.processing_seconds.observe(outcome.answer.seconds)
            self._metrics.publish_to_result_seconds.observe(max(0.0, time() - source.timestamp))
            log.info("result", words=outcome.answer.words, seconds=round(outcome.answer.seconds, 4), **where)

    def _show_window(self) -> None:
        self._metrics.in_flight.set(self._window.articles)
        self._metrics.in_flight_bytes.set(self._window.bytes)
