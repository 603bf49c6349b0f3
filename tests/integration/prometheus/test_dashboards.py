"""Every query of every dashboard returns data from a real Prometheus that scrapes the running services."""

import asyncio
import math
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from deploy.grafana.boards import queries
from schemas.kafka_topics import RESULTS, all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.support.articles import article
from tests.support.prometheus import Prometheus, prometheus
from tests.support.records import publish
from tests.support.service_process import command

pytestmark = pytest.mark.timeout(300)

_PATIENCE = 120.0
BODY = "“The river is safe,” Marta Lind, the minister, said in Oslo on Monday. Critics said that the dam leaks."


async def test_every_query_returns_data(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        servers = stack.enter_context(Cluster()).bootstrap_servers
        await create_topics(servers, all_topics())
        services = [
            await stack.enter_async_context(command("run", name, bootstrap_servers=servers)) for name in RESULTS
        ]
        observer = await stack.enter_async_context(command("observe", "--every", 0.5, bootstrap_servers=servers))
        jobs = {
            "newsloom": [await service.target() for service in services],
            "newsloom-observer": [await observer.target()],
        }
        running = await stack.enter_async_context(prometheus(jobs, tmp_path))
        await _until_all_have_data(running, servers)


async def _until_all_have_data(running: Prometheus, servers: str) -> None:
    missing = {asked.expression: f"{asked.board}, {asked.panel}" for asked in queries(rate_interval="10s")}
    number = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            while missing:
                number += 1
                valid = article(f"dam-{number}", BODY, headline="The dam of Alder")
                await publish(servers, [(valid.id.encode(), valid.to_bytes()), (b"broken", b"{")])
                for expression in list(missing):
                    samples = await running.query(expression)
                    if any(math.isfinite(float(sample["value"][1])) for sample in samples):
                        del missing[expression]
                await asyncio.sleep(0.5)  # Prometheus looks once a second
    except TimeoutError:
        pytest.fail(f"no data for {missing}")
