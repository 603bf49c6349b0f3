"""Processes are killed, stopped and scaled while they work: every article still ends as one result."""

import asyncio
import random
import signal

import pytest

from services.broker.cluster import Cluster
from tests.faults.conftest import Start
from tests.faults.ledger import Ledger
from tests.faults.load import judged, some_articles
from tests.faults.report import FaultReport
from tests.support.records import outputs, publish_articles

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize(
    "kills", [4, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(900)])], ids="{}-times".format
)
async def test_a_service_killed_again_and_again(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport, kills: int
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    articles = some_articles(600 * kills, failing=40)
    ledger.write_down(articles, await publish_articles(servers, articles))
    async with outputs(servers, from_the_beginning=True) as output:
        for _ in range(kills):
            running = await start(one_broker)
            await running.said("result", count=chance.randint(1, 300))
            await running.kill()
            report.recover_from_now()
        last = await start(one_broker)
        await judged(servers, ledger, output)
        assert await last.end() == 0
        report.conclude(await judged(servers, ledger, output, report.said()))


async def test_a_process_that_sleeps_past_its_session_and_wakes_up(
    one_broker: Cluster, start: Start, report: FaultReport
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    articles = some_articles(600)
    first, second = await start(one_broker), await start(one_broker)
    async with outputs(servers, from_the_beginning=True) as output:
        await asyncio.gather(first.said("partitions assigned"), second.said("partitions assigned"))
        ledger.write_down(articles, await publish_articles(servers, articles))
        await first.said("result", count=20)
        first.process.send_signal(signal.SIGSTOP)
        report.recover_from_now()
        await output.keys({accepted.id.encode() for accepted in ledger.accepted})  # the other takes its partitions over
        first.process.send_signal(signal.SIGCONT)
        late = [item.model_copy(update={"id": f"late-{item.id}"}) for item in some_articles(100)]
        ledger.write_down(late, await publish_articles(servers, late))
        await judged(servers, ledger, output)
        assert [await first.end(), await second.end()] == [0, 0]
        report.conclude(await judged(servers, ledger, output, report.said()))


async def test_scaling_up_and_down_under_load(one_broker: Cluster, start: Start, report: FaultReport) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    members = [await start(one_broker)]
    async with outputs(servers, from_the_beginning=True) as output:
        for round_number, size in enumerate((1, 3, 1, 2)):
            articles = [item.model_copy(update={"id": f"{round_number}-{item.id}"}) for item in some_articles(500)]
            ledger.write_down(articles, await publish_articles(servers, articles))
            while len(members) < size:
                members.append(await start(one_broker))
            while len(members) > size:
                assert await members.pop().end() == 0
            await members[-1].said("partitions assigned")
        await judged(servers, ledger, output)
        for member in members:
            assert await member.end() == 0
        report.conclude(await judged(servers, ledger, output, report.said()))


async def test_worker_processes_killed(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    running = await start(one_broker)
    async with outputs(servers, from_the_beginning=True) as output:
        articles = some_articles(1000)
        ledger.write_down(articles, await publish_articles(servers, articles))
        for count in sorted(chance.sample(range(10, 900), 5)):
            await running.said("result", count=count)
            await running.kill_a_worker()
            report.recover_from_now()
        await judged(servers, ledger, output)
        assert await running.end() == 0
        report.conclude(await judged(servers, ledger, output, report.said()))
