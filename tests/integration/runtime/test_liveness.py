"""Liveness means progress: what hangs says so within the set time, whatever it hangs on; what has no work does not."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator

import pytest

from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.support.articles import article
from tests.support.records import publish_articles
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
async def cluster() -> AsyncIterator[Cluster]:
    """A cluster of the test's own, to be frozen."""
    with Cluster() as cluster:
        await create_topics(cluster.bootstrap_servers, all_topics())
        yield cluster


async def test_a_rebalance_that_stalls_is_reported_until_it_ends(kafka: str, group: str) -> None:
    settings = {"consumer_group": group, "stall_after": 1}
    async with service("FIRST_WORD", kafka, **settings) as first, service("FIRST_WORD", kafka, **settings) as second:
        await asyncio.gather(first.said("ready"), second.said("ready"))
        second.process.send_signal(signal.SIGSTOP)
        async with service("FIRST_WORD", kafka, **settings):
            await first.answers("live", 503)  # the group waits for the frozen member, until its session is over
            await first.answers("live", 200)


async def test_a_broker_that_takes_nothing_is_reported_until_it_does(cluster: Cluster) -> None:
    servers, (broker,) = cluster.bootstrap_servers, cluster.brokers
    async with service("FIRST_WORD", servers, stall_after=1, delivery_timeout=2) as running:
        await publish_articles(servers, [article(f"a-{number}") for number in range(300)])
        await running.said("result", count=10)
        await asyncio.to_thread(broker.suspend)
        await running.answers("live", 503)
        await asyncio.to_thread(broker.resume)
        await running.answers("live", 200)
        await running.said("result", count=300)


async def test_an_idle_service_is_live_and_without_its_broker_not_ready(cluster: Cluster) -> None:
    async with service("FIRST_WORD", cluster.bootstrap_servers, stall_after=0.5, session_timeout=6) as running:
        await running.ready()
        for _ in range(20):  # four times as long as a stall would take to show
            assert json.loads((await running.get("live"))[1]) == {"live": True, "stalled_for_seconds": 0}
            await asyncio.sleep(0.1)
        assert (await running.get("ready"))[0] == 200
        await asyncio.to_thread(cluster.brokers[0].suspend)
        await running.answers("ready", 503)
        await asyncio.to_thread(cluster.brokers[0].resume)
        await running.answers("ready", 200)
