"""What an orchestrator and Prometheus are told."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from services.runtime.errors import ConfigurationError
from services.runtime.metrics import Metrics
from services.runtime.progress import Progress
from services.runtime.web import WebServer


@asynccontextmanager
async def served(progress: Progress, metrics: Metrics) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    server = WebServer(
        metrics.registry, progress, host="127.0.0.1", port=0, before_scrape=lambda: metrics.in_flight.set(7)
    )
    await server.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield session, f"http://127.0.0.1:{server.port}"
    finally:
        await server.stop()


async def test_a_stalled_service_is_not_live_and_a_hindered_one_not_ready() -> None:
    progress = Progress(1e-9, has_work=lambda: True, hindrances={"the broker is away": lambda: True})
    async with served(progress, Metrics("topics")) as (session, url):
        async with session.get(f"{url}/live") as live:
            assert (live.status, (await live.json())["live"]) == (503, False)
        async with session.get(f"{url}/ready") as ready:
            assert (ready.status, await ready.json()) == (503, {"ready": False, "reasons": ["the broker is away"]})


async def test_an_idle_service_is_live_and_ready() -> None:
    async with served(Progress(1, has_work=lambda: False), Metrics("topics")) as (session, url):
        for path in ("live", "ready"):
            async with session.get(f"{url}/{path}") as response:
                assert response.status == 200


async def test_metrics_have_help_texts_and_are_refreshed_before_a_scrape() -> None:
    metrics = Metrics("topics")
    metrics.results.inc()
    async with served(Progress(1, has_work=lambda: False), metrics) as (session, url):
        text = await (await session.get(f"{url}/metrics")).text()
    assert 'newsloom_results_total{service="topics"} 1.0' in text
    assert 'newsloom_in_flight{service="topics"} 7.0' in text
    assert "# HELP newsloom_results_total Results delivered to the result topic." in text


async def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = WebServer(Metrics("topics").registry, Progress(1, lambda: False), host="127.0.0.1", port=port)
        with pytest.raises(ConfigurationError, match=f"NEWSLOOM_HTTP_PORT: cannot listen on 127.0.0.1:{port}"):
            await server.start()
