"""The course of one article through a service, in the order in which nothing can be lost.

1. Its raw bytes arrive, and wait until the window has room.
2. They are decoded and validated,
3. analyzed in a worker process,
4. and the outcome is published, in the order of its key, until its delivery is confirmed.
5. Only then is the record finished, and acknowledged as soon as all before it are.
"""

import asyncio
from collections.abc import Callable
from time import time

import structlog

from services.runtime.delivery import Delivery
from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.handler import Handler, Outcome
from services.runtime.metrics import Metrics
from services.runtime.progress import Progress
from services.runtime.record import SourceRecord
from services.runtime.window import Acknowledge, Entry, Window

log = structlog.get_logger()


class Processor:
    """Takes records from the stream; ``on_fatal`` is called once if something happens after which it must stop."""

    def __init__(
        self,
        handler: Handler,
        delivery: Delivery,
        window: Window,
        metrics: Metrics,
        progress: Progress,
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        self._handler = handler
        self._delivery = delivery
        self._window = window
        self._metrics = metrics
        self._progress = progress
        self._on_fatal = on_fatal
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    async def take(self, source: SourceRecord, acknowledge: Acknowledge) -> None:
        """Step 1. Returns when the record is in the window; after ``close`` it never is."""
        entry = await self._window.admit(source, acknowledge)
        if entry is None:
            return
        if self._closed.is_set():
            await asyncio.Event().wait()  # held, unacknowledged, until the stream is stopped
        self._metrics.articles.inc()
        self._show_window()
        task = asyncio.create_task(self._process(entry), name=f"article-{source.partition}-{source.offset}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self, patience: float) -> None:
        """Take no more records and give those in flight ``patience`` seconds to finish."""
        self._closed.set()
        running = list(self._tasks)
        if running:
            await asyncio.wait(running, timeout=patience)
        for task in running:
            task.cancel()

    async def forget(self, partitions: set[int]) -> None:
        """The partitions have another owner now: publish and acknowledge nothing more of them."""
        await self._window.forget(partitions)
        self._show_window()

    async def _process(self, entry: Entry) -> None:
        source = entry.source
        try:
            outcome = await self._handler.handle(source)
            if not await entry.turn():
                return
            outcome = await self._deliver(source, outcome)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 -- unfinished, so never acknowledged; the process ends with it
            self._on_fatal(error)
            return
        await self._window.finish(entry)
        self._record(source, outcome)

    async def _deliver(self, source: SourceRecord, outcome: Outcome) -> Outcome:
        try:
            await self._delivery.send(outcome.record)
        except InvalidRecord as error:
            if outcome.kind == "dead-letter":
                raise FatalError(f"the dead letter cannot be delivered: {error}") from error
            outcome = self._handler.dead_letter(source, error)
            return await self._deliver(source, outcome)
        return outcome

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
