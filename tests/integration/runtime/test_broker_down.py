"""The broker is away when a service starts or ends; what comes of articles meanwhile is in tests/faults."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from schemas.kafka_topics import all_topics
from services.broker.broker import Broker
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.support.articles import article
from tests.support.records import publish_articles
from tests.support.service_process import ServiceProcess, service

pytestmark = pytest.mark.timeout(60)
GROUP = "broker-down"
SETTINGS: dict[str, Any] = {"consumer_group": GROUP, "delivery_timeout": 2, "retry_backoff_most": 0.5}


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    """A broker of the test's own, with the topics of the contract."""
    with Cluster() as cluster:
        await create_topics(cluster.bootstrap_servers, all_topics())
        yield cluster.brokers[0]


async def test_a_service_waits_for_a_broker_that_starts_after_it(broker: Broker) -> None:
    servers = broker.bootstrap_servers
    await asyncio.to_thread(broker.stop)
    running = await ServiceProcess.start("FIRST_WORD", servers, start_timeout=120, **SETTINGS)
    try:
        await running.news()  # it has found no broker
        await asyncio.to_thread(broker.start)
        await running.ready()
        await publish_articles(servers, [article()])
        await running.said("result")
    finally:
        await running.kill()


async def test_a_service_can_be_stopped_while_the_broker_is_away(broker: Broker) -> None:
    servers = broker.bootstrap_servers
    async with service("FIRST_WORD", servers, stop_timeout=2, **SETTINGS) as running:
        await publish_articles(servers, [article(f"a-{number}") for number in range(200)])
        await running.said("result", count=20)
        await asyncio.to_thread(broker.kill)
        await running.said("delivery is late")
        assert await running.end() == 1
        assert running.log[-1]["event"] == "ended without a commit"
