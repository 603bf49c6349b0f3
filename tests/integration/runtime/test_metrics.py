"""Every metric of a service moves as its meaning says, while articles, poison and other processes come and go."""

import asyncio
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from services.runtime.metrics import Metrics
from tests.support.articles import article
from tests.support.checkpoint import checkpoint
from tests.support.records import ends, publish, publish_articles, until_committed
from tests.support.service_process import ServiceProcess, service

pytestmark = pytest.mark.timeout(150)
_PATIENCE = 40.0
GROUP = "newsloom-entities"
SETTINGS: dict[str, Any] = {"window_articles": 4, "session_timeout": 6, "delivery_timeout": 1, "commit_interval": 0.2}


class Seen:
    """What a service's metrics said, and which of them a test has looked at."""

    def __init__(self, process: ServiceProcess) -> None:
        self._process = process
        self._samples: dict[str, float] = {}
        self.looked_at: set[str] = set()

    async def look(self) -> None:
        """Read the metrics anew."""
        families = text_string_to_metric_families((await self._process.get("metrics"))[1])
        self._samples = {}
        for sample in (sample for family in families for sample in family.samples):
            for name in (sample.name, f"{sample.name} {sample.labels.get('reason', sample.labels.get('partition'))}"):
                self._samples[name] = self._samples.get(name, 0) + sample.value

    async def until(self, name: str, at_least: float) -> None:
        """Look until a metric is high enough."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.look()
                while self._samples.get(f"newsloom_{name}", -1) < at_least:
                    await asyncio.sleep(0.1)  # Prometheus looks from time to time, too
                    await self.look()
        except TimeoutError:
            raise AssertionError(f"{name} has stayed at {self._samples.get(f'newsloom_{name}')}") from None

    def __getitem__(self, name: str) -> float:
        self.looked_at.add(name.partition(" ")[0])
        return self._samples[f"newsloom_{name}"]


async def test_each_metric_moves_as_it_should() -> None:
    with Cluster() as cluster:
        servers = cluster.bootstrap_servers
        await create_topics(servers, all_topics())
        async with service("FIRST_WORD", servers, **SETTINGS) as running, checkpoint() as place:
            seen = Seen(running)
            await seen.look()
            assert seen["model_load_seconds"] > 0
            assert (seen["assigned_partitions"], seen["assignments_total"], seen["revocations_total"]) == (6, 6, 0)
            await _in_flight(seen, servers, place.body)
            await place.arrival()
            await _another_process(seen, servers, running)
            place.open()
            await _finished(seen)
            await _poison(seen, servers)
            await _broker_asleep(seen, cluster)
    names = {name for family in Metrics("entities").registry.collect() for name in [family.name]}
    ours = {name.removeprefix("newsloom_") for name in names if name.startswith("newsloom_")}
    assert ours == {name.removesuffix("_total").removesuffix("_count") for name in seen.looked_at}


async def _in_flight(seen: Seen, servers: str, waiting: str) -> None:
    await seen.until("lag", 0)  # known as soon as Kafka has answered a first fetch
    assert seen["window_fill"] == seen["in_flight"] == seen["in_flight_bytes"] == seen["lag"] == 0
    await publish_articles(servers, [article(f"waits-{number}", body=waiting) for number in range(6)])
    await seen.until("in_flight", 4)  # the window
    await seen.until("lag", 6)
    assert (seen["articles_total"], seen["window_fill"], seen["results_total"]) == (4, 1, 0)
    assert 4 * len(waiting) < seen["in_flight_bytes"] < 4 * (len(waiting) + 200)
    assert seen["lag"] == sum(seen[f"lag {partition}"] for partition in range(6))


async def _another_process(seen: Seen, servers: str, running: ServiceProcess) -> None:
    assert seen["redeliveries_total"] == 0
    async with service("FIRST_WORD", servers, **SETTINGS) as other:
        await other.said("partitions assigned")
        await running.said("partitions assigned", count=2)
        await seen.until("revocations_total", 6)
        assert (seen["assigned_partitions"], seen["assignments_total"]) == (3, 9)
        await other.end()
    await running.said("partitions assigned", count=3)
    await seen.until("assignments_total", 15)
    assert (seen["assigned_partitions"], seen["revocations_total"]) == (6, 9)
    await seen.until("in_flight", 4)
    assert 1 <= seen["redeliveries_total"] <= 8  # the window, at most, in each of two rebalances


async def _finished(seen: Seen) -> None:
    assert seen["last_progress_timestamp_seconds"] == 0
    assert seen["processing_seconds_count"] == seen["publish_to_result_seconds_count"] == 0
    await seen.until("results_total", 6)
    assert (seen["processing_seconds_count"], seen["publish_to_result_seconds_count"]) == (6, 6)
    assert seen["words_total"] == 6 * 9
    await seen.until("last_progress_timestamp_seconds", 1_000_000_000)


async def _poison(seen: Seen, servers: str) -> None:
    assert seen["worker_restarts_total"] == seen["retractions_total"] == seen["breaker_open"] == 0
    dies = article("dies", body="DIE of it")
    records = [(b"no-json", b"{"), (b"a-1", None), (b"dies", dies.to_bytes())]
    places = await publish(servers, records)
    await until_committed(servers, GROUP, ends(places))
    await seen.until("retractions_total", 1)
    assert (seen["dead_letters_total not-an-article"], seen["dead_letters_total worker-died"]) == (1, 1)
    # Of two workers that died, the second is replaced when the next article comes.
    assert (seen["dead_letters_total"], seen["worker_restarts_total"]) == (2, 1)


async def _broker_asleep(seen: Seen, cluster: Cluster) -> None:
    assert seen["late_deliveries"] == 0
    await seen.look()
    assert seen["commit_age_seconds"] == 0
    async with checkpoint() as place:
        await publish_articles(cluster.bootstrap_servers, [article("late", body=place.body)])
        await place.arrival()
        await seen.until("worker_restarts_total", 2)
        cluster.brokers[0].suspend()
        place.open()
        await seen.until("late_deliveries", 1)
        cluster.brokers[0].resume()
    await seen.until("results_total", 7)
    assert seen["late_deliveries"] == 0
