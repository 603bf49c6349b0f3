"""The only broker restarts, dies, sleeps or has no room left: the service waits, and nothing is lost or doubled."""

import asyncio
import random
import sys
from collections.abc import Callable

import pytest

from services.broker.broker import Broker
from services.broker.cluster import Cluster
from tests.faults.conftest import Start
from tests.faults.report import FaultReport
from tests.faults.scene import Scene, more_results, says_again, under_load

pytestmark = pytest.mark.timeout(240)
WINDOW = 64


def revocations(scene: Scene) -> int:
    """How often partitions were taken from the service while it worked, its end not counted."""
    return sum(line.get("event") == "partitions revoked" for line in scene.service.log)


def restart_after_a_kill(broker: Broker) -> None:
    """End it as a crash would, and start it again."""
    broker.kill()
    broker.start()


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [pytest.param(Broker.restart, id="after a clean stop"), pytest.param(restart_after_a_kill, id="after a kill")],
)
async def test_the_broker_starts_anew_again_and_again(
    one_broker: Cluster,
    start: Start,
    chance: random.Random,
    report: FaultReport,
    fault: Callable[[Broker], None],
) -> None:
    async with under_load(one_broker, start, report) as scene:
        for _ in range(5):
            await more_results(scene.service, chance.randint(10, 200))
            await asyncio.to_thread(fault, one_broker.brokers[0])
            report.recover_from_now()
        await more_results(scene.service, 50)
        rebalances = revocations(scene)
    assert report.verdict is not None
    assert report.verdict.redelivered <= rebalances * WINDOW  # without a rebalance, each result is there once


async def test_the_broker_is_killed_and_stays_away(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    (broker,) = one_broker.brokers
    async with under_load(one_broker, start, report, session_timeout=60) as scene:
        await scene.all_hands_full(chance)
        await asyncio.to_thread(broker.kill)
        await scene.service.said("delivery is late")
        await scene.service.answers("ready", 503)
        await asyncio.to_thread(broker.start)
        report.recover_from_now()
        await scene.service.answers("ready", 200)
        await more_results(scene.service, 50)
        assert revocations(scene) == 0
    assert report.verdict is not None
    assert (report.verdict.redelivered, report.verdict.republished) == (0, 0)


async def test_a_broker_that_sleeps_for_longer_than_a_delivery_may_take(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    (broker,) = one_broker.brokers
    async with under_load(one_broker, start, report, session_timeout=60) as scene:
        for _ in range(3):
            await scene.all_hands_full(chance)
            broker.suspend()
            # Each batch is sent again and again meanwhile, and all of these requests reach the broker when it wakes up.
            await says_again(scene.service, "delivery is late")
            await scene.publishing_waits()
            broker.resume()
            report.recover_from_now()
        await more_results(scene.service, 50)
        assert revocations(scene) == 0
    assert report.verdict is not None
    assert (report.verdict.redelivered, report.verdict.republished) == (0, 0)


@pytest.mark.slow
async def test_a_broker_that_sleeps_for_longer_than_a_session(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    (broker,) = one_broker.brokers
    async with under_load(one_broker, start, report, session_timeout=6) as scene:
        for _ in range(3):
            await more_results(scene.service, chance.randint(10, 200))
            broker.suspend()
            await asyncio.sleep(chance.uniform(7, 12))  # the fault is this time
            broker.resume()
            report.recover_from_now()
        await more_results(scene.service, 50)
        rebalances = revocations(scene)
    assert report.verdict is not None
    assert report.verdict.redelivered <= rebalances * WINDOW


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process")
async def test_a_full_disk(one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport) -> None:
    (broker,) = one_broker.brokers
    async with under_load(one_broker, start, report) as scene:
        await more_results(scene.service, chance.randint(10, 200))
        records = broker.log_file.parent.glob("data/*/*.log")
        broker.limit_files(max(file.stat().st_size for file in records) + 10_000)
        assert await asyncio.to_thread(broker.wait_until_ended, 120)
        await asyncio.to_thread(broker.start)
        report.recover_from_now()
        await more_results(scene.service, 50)
        rebalances = revocations(scene)
    assert report.verdict is not None
    assert report.verdict.redelivered <= rebalances * WINDOW
