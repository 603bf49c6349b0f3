"""The order of the demo: topics, services, articles, results, and everything stopped again."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from aiokafka import AIOKafkaConsumer

from schemas.kafka_topics import RESULTS, all_topics
from services.cli.demo.audience import Audience
from services.cli.demo.collection import TOPICS
from services.cli.demo.processes import ServiceProcess, publish
from services.cli.drawing.steps import Steps
from services.runtime.errors import FatalError
from services.runtime.kafka_admin import create_topics
from services.runtime.reading import subscription

_POLL_MS = 100
_SECONDS_WITHOUT_RESULT = 60.0


async def perform(
    bootstrap_servers: str,
    inputs: Sequence[str],
    audience: Audience,
    steps: Steps,
    *,
    patience: float,
) -> None:
    """Run the three services on ``inputs`` and show the ``audience`` what they publish.

    Returns when every service has answered for every article. Raises ``FatalError`` when a process ends, when the
    producer refuses something, and when nothing comes for a minute; nothing is left running in any case.
    """
    with steps.step("creating the topics") as step:
        created = await create_topics(bootstrap_servers, all_topics(), patience=patience)
        step.done = f"{len(created)} topics: articles, a result and a dead-letter topic for each service"
    async with (
        _services(bootstrap_servers, steps) as services,
        subscription(bootstrap_servers, TOPICS, from_beginning=False, patience=patience) as consumer,
    ):
        with steps.step("starting the services") as step:
            await asyncio.gather(*(service.ready() for service in services))
            step.done = f"{', '.join(service.service for service in services)}: one process each, ready"
        with steps.step("publishing") as step:
            summary = await publish(inputs, bootstrap_servers)
            step.done = f"published by the producer: {summary['published']} article{'s'[: summary['published'] != 1]}"
        with steps.step("waiting for the results") as step:
            step.done = ""  # what arrives speaks for itself
            await _collect(consumer, audience, services)


@contextlib.asynccontextmanager
async def _services(bootstrap_servers: str, steps: Steps) -> AsyncIterator[list[ServiceProcess]]:
    """The three services as processes; their logs are kept if something goes wrong."""
    logs = Path(tempfile.mkdtemp(prefix="newsloom-demo-"))
    services: list[ServiceProcess] = []
    try:
        services += [ServiceProcess.start(service, bootstrap_servers, logs) for service in RESULTS]
        yield services
    except FatalError:
        await _stop(services)
        raise
    except BaseException:
        await _stop(services)
        shutil.rmtree(logs)
        raise
    else:
        with steps.step("stopping the services") as step:
            await _stop(services)
            step.done = "services stopped"
        shutil.rmtree(logs)


async def _stop(services: Sequence[ServiceProcess]) -> None:
    for service in services:
        service.request_stop()
    await asyncio.gather(*(asyncio.to_thread(service.stop) for service in services))


async def _collect(consumer: AIOKafkaConsumer, audience: Audience, services: Sequence[ServiceProcess]) -> None:
    loop = asyncio.get_running_loop()
    last = loop.time()
    while not audience.collection.is_complete:
        for batch in (await consumer.getmany(timeout_ms=_POLL_MS)).values():
            for record in batch:
                if audience.see(record):
                    last = loop.time()
        for service in services:
            service.check()
        if loop.time() - last > _SECONDS_WITHOUT_RESULT:
            missing = audience.collection.missing()
            raise FatalError(f"nothing came for {_SECONDS_WITHOUT_RESULT:.0f} s; missing: {', '.join(missing)}")
    audience.say_figures()
