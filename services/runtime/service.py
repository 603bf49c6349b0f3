"""A service from its start to its end: ``run_service(task, settings)`` is all that a task needs."""

import asyncio
import contextlib
import signal
from typing import Any

import structlog
from aiokafka.errors import KafkaError

from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, RESULTS
from services.runtime.breaker import Breaker
from services.runtime.delivery import Delivery
from services.runtime.ending import Ending
from services.runtime.errors import ConfigurationError, FatalError
from services.runtime.handler import Handler
from services.runtime.kafka_admin import require_topics
from services.runtime.lag import Lag
from services.runtime.logs import configure_logs
from services.runtime.membership import Membership
from services.runtime.metrics import Metrics
from services.runtime.ownership import Ownership
from services.runtime.pool import Pool
from services.runtime.processor import Processor
from services.runtime.progress import Progress
from services.runtime.settings import Settings
from services.runtime.stream import REBALANCE_SECONDS, ArticleStream
from services.runtime.task import Task
from services.runtime.vitals import Vitals
from services.runtime.web import WebServer
from services.runtime.window import Window

log = structlog.get_logger()


def run_service(task: Task, settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then finish what is in flight, commit, and return.

    Articles in flight get ``stop_timeout`` for it, and what is left to do with the cluster gets as long once more: if
    the broker is away, the process exits with code 1 then, without committing.
    Raises ``ConfigurationError`` when something is not as the service needs it (nothing was read then), and
    ``FatalError`` when going on would lose something (what is unfinished is not committed).
    """
    configure_logs(service=task.name, level=settings.log_level, log_format=settings.log_format)

    async def run() -> None:
        await Service(task, settings).run()

    asyncio.run(run())


class Service:
    """One process of one service."""

    def __init__(self, task: Task, settings: Settings) -> None:
        self._task = task
        self._settings = settings
        self._group = settings.group_of(task.name)
        self._fatal: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ending = Ending(settings.stop_timeout)
        self.metrics = Metrics(task.name)
        self.window = Window(articles=settings.window_articles, size=settings.window_bytes)
        self.pool = Pool(
            task,
            settings.models_folder,
            size=settings.workers,
            time_limit=settings.article_time_limit,
            memory=settings.worker_memory,
            on_restart=self.metrics.worker_restarts.inc,
            on_load=self.metrics.model_load_seconds.set,
        )
        self.membership = Membership(settings.session_timeout)
        self.delivery = Delivery(
            settings.bootstrap_servers,
            client_id=self._group,
            timeout=settings.delivery_timeout,
            backoff=settings.retry_backoff,
            backoff_most=settings.retry_backoff_most,
            may_write=lambda: self.membership.is_certain,
        )
        self.breaker = Breaker(
            window=settings.breaker_window,
            count=settings.breaker_count,
            share=settings.breaker_share,
            on_open=self._on_open_breaker,
        )
        self._loaded = False
        self.progress = Progress(
            settings.stall_after,
            has_work=self._has_work,
            hindrances={
                "the workers have not loaded the model": lambda: not self._loaded,
                "the consumer has not joined its group": lambda: not self.stream.has_joined,
                "the coordinator of the group does not answer": lambda: not self.membership.is_certain,
                "results cannot be delivered": lambda: self.delivery.is_late,
                "the breaker is open: nearly everything became a dead letter": lambda: self.breaker.is_open,
            },
        )
        self.processor = Processor(
            Handler(task.name, self.pool.run),
            self.delivery,
            self.window,
            self.metrics,
            self.progress,
            self.breaker,
            self._on_fatal,
        )
        self.stream = ArticleStream(
            settings,
            self._group,
            self.membership,
            on_record=self.processor.take,
            # Ownership is made of the stream, below.
            on_revoked=lambda partitions: self.ownership.revoked(partitions),  # noqa: PLW0108
            on_assigned=lambda partitions: self.ownership.assigned(partitions),  # noqa: PLW0108
        )
        self.lag = Lag(self.stream, self.window, self.metrics)
        self.ownership = Ownership(self.stream, self.window, self.processor, self.metrics)
        self.vitals = Vitals(self.stream, self.window, self.delivery, self.lag, self.metrics)
        self.web = WebServer(
            self.metrics.registry,
            self.progress,
            host=settings.http_host,
            port=settings.http_port,
            before_scrape=self.vitals.refresh,
        )

    async def run(self) -> None:
        """See ``run_service``."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        try:
            async with contextlib.AsyncExitStack() as parts:
                starting = asyncio.create_task(self._start(parts))
                if not await _first(starting, asyncio.create_task(stop.wait()), self._fatal):
                    starting.cancel()
                    await asyncio.wait([starting])
                    self._raise_if_fatal()
                    return
                log.info("ready", group=self._group, http=f"http://{self._settings.http_host}:{self.web.port}")
                await self._run_until(stop)
        finally:
            self._ending.exit_if_stuck()
        log.info("stopped")

    async def _start(self, parts: contextlib.AsyncExitStack) -> None:
        # What was started is stopped in the opposite order, whatever happens in between.
        await self.web.start()
        parts.push_async_callback(self.web.stop)
        parts.push_async_callback(self.pool.stop)
        topics = [row.name for row in (ARTICLES, RESULTS[self._task.name], DEAD_LETTERS[self._task.name])]
        servers, patience = self._settings.bootstrap_servers, self._settings.start_timeout
        needed = [
            asyncio.create_task(self.pool.start()),
            asyncio.create_task(require_topics(servers, topics, patience=patience)),
        ]
        try:
            await asyncio.gather(*needed)
        finally:
            for task in needed:  # the first that fails ends the other
                task.cancel()
        self._loaded = True
        parts.push_async_callback(lambda: self._ending.in_time("producer", self.delivery.stop()))
        parts.push_async_callback(lambda: self._ending.in_time("consumer", self.stream.stop()))
        try:
            async with asyncio.timeout(patience + REBALANCE_SECONDS):
                await self.delivery.start()
                await self.stream.start()
        except (KafkaError, TimeoutError) as error:
            raise ConfigurationError(
                f"NEWSLOOM_BOOTSTRAP_SERVERS: the cluster at {servers} does not let the service in: {error!r}"
            ) from error
        committing = asyncio.create_task(self._go_on_committing())
        committing.add_done_callback(self._stopped_committing)
        parts.callback(committing.cancel)

    async def _run_until(self, stop: asyncio.Event) -> None:
        crash = asyncio.create_task(self.stream.failed())
        if await _first(asyncio.create_task(stop.wait()), crash, self._fatal):
            log.info("stopping", in_flight=self.window.articles)
            await self.processor.close(self._settings.stop_timeout)
        elif not self._fatal.done():
            raise FatalError("the consumer cannot go on; its error is in the log above")
        await self._ending.in_time("commit", self.stream.commit(self.window.following))
        self._raise_if_fatal()

    async def _go_on_committing(self) -> None:
        while True:
            await asyncio.sleep(self._settings.commit_interval)
            self.progress.stalled_for()  # so that the clock of a stall starts with the work and not with the next poll
            await self.stream.commit(self.window.following)
            self.vitals.refresh()

    def _has_work(self) -> bool:
        if self.breaker.is_open:
            return False  # it stands still on purpose, and a restart would let as many dead letters through once more
        stream = self.stream
        return (
            stream.is_rebalancing
            or stream.has_unread
            or not self.membership.is_certain
            or bool(self.window.articles)
            or self.lag.total() > 0
        )

    def _raise_if_fatal(self) -> None:
        if self._fatal.done():
            error = self._fatal.exception()
            raise FatalError(f"stopped; what is unfinished is not committed: {error}") from error

    def _on_open_breaker(self) -> None:
        self.metrics.breaker_open.set(1)
        log.error(
            "breaker open",
            meaning="nearly everything became a dead letter; they are held back, and nothing behind them is committed, "
            "until a restart",
            settings="NEWSLOOM_BREAKER_COUNT, NEWSLOOM_BREAKER_SHARE, NEWSLOOM_BREAKER_WINDOW",
        )

    def _stopped_committing(self, committing: asyncio.Task[None]) -> None:
        if not committing.cancelled():
            self._on_fatal(committing.exception() or FatalError("offsets are no longer committed"))

    def _on_fatal(self, error: BaseException) -> None:
        log.error("fatal", error=repr(error))
        if not self._fatal.done():
            self._fatal.set_exception(error)


async def _first(wanted: asyncio.Task[Any], *others: asyncio.Future[Any]) -> bool:
    """Wait for any of them; whether ``wanted`` is done, whose exception is raised. Pending tasks are cancelled."""
    await asyncio.wait([wanted, *others], return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        if isinstance(other, asyncio.Task):
            other.cancel()
    if wanted.done():
        wanted.result()
    return wanted.done()
