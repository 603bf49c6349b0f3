"""The observer from its start to its end: ``observe(settings, every=…)``."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from schemas.kafka_topics import ARTICLES, RESULTS, all_topics
from services.observer.cluster import look
from services.observer.metrics import ObserverMetrics
from services.observer.namings import Namings
from services.observer.news import News
from services.runtime.errors import ConfigurationError
from services.runtime.kafka_admin import admin_client, require_topics
from services.runtime.progress import Progress
from services.runtime.reading import subscription
from services.runtime.settings import Settings
from services.runtime.web import WebServer

log = structlog.get_logger()


async def observe(settings: Settings, *, every: float) -> None:
    """Look at the cluster every ``every`` seconds and count what comes, until SIGTERM or SIGINT.

    It is in no consumer group and commits nothing: it may be stopped, and started twice, without effect on anything.
    Raises ``ConfigurationError`` when no cluster answers at the start, or when it has not the topics of the contract.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    servers, patience = settings.bootstrap_servers, settings.start_timeout
    await require_topics(servers, [topic.name for topic in all_topics()], patience=patience)
    observer = Observer(settings)
    passing = [ARTICLES.name, *(topic.name for topic in RESULTS.values())]
    async with subscription(servers, passing, from_beginning=False, patience=patience) as consumer, observer.served():
        parts = [
            asyncio.create_task(observer.read(consumer)),
            asyncio.create_task(observer.look_on(consumer, every)),
            asyncio.create_task(stop.wait()),
        ]
        done, others = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for part in others:
            part.cancel()
        await asyncio.wait(parts)
        for part in done:
            part.result()


class Observer:
    """Its metrics, and the two things that set them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._groups = sorted({settings.group_of(service) for service in RESULTS})
        self._topics = {topic.name for topic in all_topics()}
        self.metrics = ObserverMetrics()
        self.news = News(self.metrics, Namings())

    @contextlib.asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        """Serve ``/metrics``, ``/live`` and ``/ready``."""
        unreachable = "the cluster does not answer"
        progress = Progress(
            self._settings.stall_after,
            has_work=lambda: False,  # it is live as long as it answers: nothing waits for it
            hindrances={unreachable: lambda: not self.metrics.is_reachable},
        )
        web = WebServer(
            self.metrics.registry,
            progress,
            host=self._settings.http_host,
            port=self._settings.http_port,
            before_scrape=self.news.refresh,
        )
        await web.start()
        log.info("ready", groups=self._groups, http=f"http://{self._settings.http_host}:{web.port}")
        try:
            yield
        finally:
            await web.stop()

    async def read(self, consumer: AIOKafkaConsumer) -> None:
        """Count every record that comes, without an end."""
        async for record in consumer:
            self.news.take(record)

    async def look_on(self, consumer: AIOKafkaConsumer, every: float) -> None:
        """Look at the cluster again and again; one that does not answer is told as unreachable, and asked again."""
        while True:
            try:
                async with admin_client(self._settings.bootstrap_servers, patience=0) as client:
                    await look(client, consumer, topics=self._topics, groups=self._groups, metrics=self.metrics)
            except (ConfigurationError, KafkaError, OSError) as error:
                log.warning("cannot look at the cluster", error=str(error))
                self.metrics.forget_cluster()
            await asyncio.sleep(every)
