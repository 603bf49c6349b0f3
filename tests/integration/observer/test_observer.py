"""The observer beside a real Kafka: each of its metrics moves as it should, and a broker that is away is told."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families

from schemas.kafka_topics import ARTICLES, RESULTS, all_topics
from services.broker.cluster import Cluster
from services.observer.metrics import ObserverMetrics
from services.runtime.kafka_admin import create_topics
from tests.support.command import newsloom
from tests.support.records import producer, publish_articles
from tests.support.results import ARTICLE, RECORDS
from tests.support.service_process import ServiceProcess, command, service

pytestmark = pytest.mark.timeout(150)
_PATIENCE = 60.0


class Seen:
    """The observer's metrics, and which of them a test has looked at."""

    def __init__(self, process: ServiceProcess) -> None:
        self._process = process
        self.looked_at: set[str] = set()

    async def until(self, wanted: float, name: str, /, **labels: str) -> None:
        """Look until the sum of the samples with these labels is what is wanted."""
        self.looked_at.add(name)
        found: float | None = None
        try:
            async with asyncio.timeout(_PATIENCE):
                while found != wanted:
                    await asyncio.sleep(0.1)  # Prometheus looks from time to time, too
                    found = await self._sum(f"newsloom_{name}", labels)
        except TimeoutError:
            raise AssertionError(f"{name} {labels} has stayed at {found}, and not come to {wanted}") from None

    async def _sum(self, name: str, labels: dict[str, str]) -> float | None:
        families = text_string_to_metric_families((await self._process.get("metrics"))[1])
        samples = [sample for family in families for sample in family.samples if sample.name == name]
        values = [sample.value for sample in samples if labels.items() <= sample.labels.items()]
        return sum(values) if values else None


async def test_each_metric_moves_as_it_should() -> None:
    with Cluster() as cluster:
        servers = cluster.bootstrap_servers
        await create_topics(servers, all_topics())
        async with command("observe", "--every", 0.3, bootstrap_servers=servers) as observer:
            seen = Seen(observer)
            await _a_cluster_at_rest(seen)
            await _articles_that_wait(seen, servers)
            async with service("FIRST_WORD", servers, commit_interval=0.2) as running:
                await running.ready()
                await seen.until(1, "group_members", group="newsloom-entities")
                await seen.until(0, "group_lag", group="newsloom-entities")
            await _results(seen, servers)
            await _away(seen, observer, cluster)
            assert await observer.end() == 0
    ours = {family.name.removeprefix("newsloom_") for family in ObserverMetrics().registry.collect()}
    assert {name.removesuffix("_total") for name in seen.looked_at} == {
        name for name in ours if not name.startswith("process_")
    }


async def _a_cluster_at_rest(seen: Seen) -> None:
    await seen.until(1, "cluster_reachable")
    await seen.until(1, "brokers")
    await seen.until(7 * 6, "topic_partitions", state="online")
    await seen.until(0, "topic_partitions", state="offline")
    await seen.until(0, "topic_start_offset")
    await seen.until(0, "topic_end_offset")
    await seen.until(0, "group_members", group="newsloom-entities")


async def _articles_that_wait(seen: Seen, servers: str) -> None:
    await publish_articles(servers, [ARTICLE, ARTICLE.model_copy(update={"version": 2})])
    await seen.until(2, "news_articles_total")
    await seen.until(2, "topic_end_offset", topic=ARTICLES.name)
    await seen.until(2, "group_lag", group="newsloom-entities")


async def _results(seen: Seen, servers: str) -> None:
    async with producer(servers) as client:
        for record in RECORDS:
            await client.send_and_wait(record.topic, record.value, key=record.key)
        await client.send_and_wait(RESULTS["quotes"].name, b"{", key=b"foreign")
    await seen.until(1, "news_unreadable_total", topic=RESULTS["quotes"].name)
    await seen.until(1, "news_person_articles", name="Marta Lind")
    await seen.until(1, "news_topics_total")
    await seen.until(2, "news_quotes_total")
    await seen.until(1, "news_quotes_attributed_total")
    async with producer(servers) as client:
        await client.send_and_wait(RESULTS["entities"].name, None, key=ARTICLE.id.encode())
    await seen.until(3, "news_mentions_total", type="PERSON")


async def _away(seen: Seen, observer: ServiceProcess, cluster: Cluster) -> None:
    await observer.answers("ready", 200)
    cluster.brokers[0].kill()
    await seen.until(0, "cluster_reachable")
    await seen.until(0, "brokers")
    await observer.answers("ready", 503)
    cluster.brokers[0].start()
    await seen.until(1, "cluster_reachable")
    await observer.answers("ready", 200)


def test_a_cluster_without_the_topics_is_one_line() -> None:
    with Cluster() as cluster:
        done = newsloom("observe", kafka=cluster.bootstrap_servers)
    assert done.returncode == 2
    assert "no topic" in done.stderr.splitlines()[-1]
    assert "newsloom topics create" in done.stderr.splitlines()[-1]
