"""A topic takes no records: nothing that was meant for it is passed over, and all of it is there afterwards."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from schemas.kafka_topics import DEAD_LETTERS, RESULTS, KafkaTopic, all_topics
from services.broker.cluster import Cluster
from services.runtime.dead_letters import DeadLetter
from services.runtime.kafka_admin import create_topics
from tests.faults.brokers import create_on, everyone_serves, refusing
from tests.faults.conftest import GROUP, Start
from tests.faults.report import FaultReport
from tests.faults.scene import more_results, nothing_is_passed_over, under_load
from tests.support.records import committed, outputs, publish

pytestmark = pytest.mark.timeout(240)
LETTERS = DEAD_LETTERS["entities"]


@asynccontextmanager
async def refused(cluster: Cluster, topic: KafkaTopic) -> AsyncIterator[None]:
    """While the block runs one broker is away, and the topic demands copies on all three."""
    await asyncio.to_thread(cluster.brokers[2].stop)
    servers = ",".join(broker.bootstrap_servers for broker in cluster.brokers[:2])
    async with refusing(servers, topic):
        yield
    await asyncio.to_thread(cluster.brokers[2].start)
    await everyone_serves(cluster)


@pytest.mark.slow
async def test_the_topic_of_results_refuses_them(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    async with under_load(three_brokers, start, report) as scene:
        await more_results(scene.service, chance.randint(10, 200))
        async with refused(three_brokers, RESULTS["entities"]):
            await scene.service.said("delivery is late")
            await scene.service.answers("ready", 503)
            await nothing_is_passed_over(three_brokers.bootstrap_servers)
            report.recover_from_now()
        await scene.service.answers("ready", 200)
        await more_results(scene.service, 50)
    assert report.verdict is not None
    assert report.verdict.redelivered == 0


@pytest.mark.slow
async def test_the_topic_of_results_has_no_leader(start: Start, chance: random.Random, report: FaultReport) -> None:
    with Cluster(brokers=3) as cluster:
        away = cluster.brokers[2]
        await create_on(away, RESULTS["entities"])
        await create_topics(cluster.bootstrap_servers, all_topics(), replication=3)
        async with under_load(cluster, start, report) as scene:
            await more_results(scene.service, chance.randint(10, 200))
            await asyncio.to_thread(away.kill)
            await scene.service.said("delivery is late")
            await scene.service.answers("ready", 503)
            await asyncio.to_thread(away.start)
            report.recover_from_now()
            await everyone_serves(cluster)
            await scene.service.answers("ready", 200)
            await more_results(scene.service, 50)


async def test_the_topic_of_dead_letters_refuses_them(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    servers, poison = three_brokers.bootstrap_servers, b"{no article"
    async with under_load(three_brokers, start, report) as scene:
        await more_results(scene.service, chance.randint(10, 200))
        async with refused(three_brokers, LETTERS):
            (place,) = await publish(servers, [(b"poison", poison)])
            # A result can be late too, for as long as the broker's partitions have no other leader.
            await scene.service.said("delivery is late", topic=LETTERS.name)
            await scene.service.answers("ready", 503)
            assert (await committed(servers, GROUP)).get(place.partition, 0) <= place.offset
            report.recover_from_now([place.partition])
        await scene.service.answers("ready", 200)
        await more_results(scene.service, 50)
    async with outputs(servers, LETTERS.name, from_the_beginning=True) as output:
        (record,) = await output.to_the_end()
    letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
    assert (letter.origin.partition, letter.origin.offset) == (place.partition, place.offset)
    assert record.value == poison
