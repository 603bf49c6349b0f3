"""Of three brokers one goes, then all in turn, then two at once: what is accepted is processed, in order, once."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest

from schemas.kafka_topics import RESULTS
from services.broker.broker import Broker
from services.broker.cluster import Cluster
from tests.faults.brokers import controller, coordinator, everyone_serves, leaders
from tests.faults.conftest import GROUP, Start
from tests.faults.report import FaultReport
from tests.faults.scene import more_results, under_load

pytestmark = pytest.mark.timeout(240)
OUTPUT = RESULTS["entities"].name


async def leader_of_results(cluster: Cluster) -> Broker:
    """The broker that leads most partitions of the results."""
    leading = list((await leaders(cluster.bootstrap_servers, OUTPUT)).values())
    return cluster.brokers[max(leading, key=leading.count) - 1]


async def active_controller(cluster: Cluster) -> Broker:
    """The broker that decides who leads."""
    return controller(cluster)


async def group_coordinator(cluster: Cluster) -> Broker:
    """The broker that keeps the offsets of the service."""
    return await coordinator(cluster, GROUP)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "end"),
    [
        pytest.param(leader_of_results, Broker.kill, id="leader killed"),
        pytest.param(active_controller, Broker.kill, id="controller killed"),
        pytest.param(group_coordinator, Broker.kill, id="coordinator killed"),
        pytest.param(leader_of_results, Broker.stop, id="leader stopped"),
        pytest.param(active_controller, Broker.stop, id="controller stopped"),
        pytest.param(group_coordinator, Broker.stop, id="coordinator stopped"),
    ],
)
async def test_one_of_three_brokers_goes_and_comes_back(
    three_brokers: Cluster,
    start: Start,
    chance: random.Random,
    report: FaultReport,
    role: Callable[[Cluster], Awaitable[Broker]],
    end: Callable[[Broker], None],
) -> None:
    async with under_load(three_brokers, start, report, processes=2) as scene:
        await more_results(scene.service, chance.randint(10, 200))
        broker = await role(three_brokers)
        leading = await leaders(three_brokers.bootstrap_servers, OUTPUT)
        await asyncio.to_thread(end, broker)
        report.recover_from_now(partition for partition, leader in leading.items() if leader == broker.node_id)
        await more_results(scene.service, chance.randint(100, 300))
        await asyncio.to_thread(broker.start)
        await everyone_serves(three_brokers)
        await more_results(scene.service, 50)


@pytest.mark.slow
async def test_a_rolling_restart_of_all_three_brokers(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    async with under_load(three_brokers, start, report, processes=2) as scene:
        for broker in chance.sample(three_brokers.brokers, 3):
            await more_results(scene.service, chance.randint(10, 100))
            leading = await leaders(three_brokers.bootstrap_servers, OUTPUT)
            await asyncio.to_thread(broker.stop)
            report.recover_from_now(partition for partition, leader in leading.items() if leader == broker.node_id)
            await asyncio.to_thread(broker.start)
            await everyone_serves(three_brokers)
        await more_results(scene.service, 50)


@pytest.mark.parametrize(
    "end",
    [pytest.param(Broker.kill, id="killed"), pytest.param(Broker.stop, id="stopped", marks=pytest.mark.slow)],
)
async def test_with_two_of_three_brokers_down_publishing_waits(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport, end: Callable[[Broker], None]
) -> None:
    async with under_load(three_brokers, start, report) as scene:
        await scene.all_hands_full(chance)
        down = chance.sample(three_brokers.brokers, 2)
        for broker in down:
            await asyncio.to_thread(end, broker)
        await scene.service.said("delivery is late")
        await scene.service.answers("ready", 503)
        await scene.publishing_waits()
        accepted = len(scene.ledger)
        for broker in down:
            broker.launch()
        await everyone_serves(three_brokers)
        report.recover_from_now()
        await scene.service.answers("ready", 200)
        await more_results(scene.service, 100)
        assert len(scene.ledger) > accepted
