"""Services at work on a stream that does not end, and the verdict on it when the fault is over."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from schemas.kafka_topics import ARTICLES
from services.broker.cluster import Cluster
from services.runtime.delivery import Delivery
from tests.faults.conftest import GROUP, Start
from tests.faults.ledger import Ledger
from tests.faults.load import judged, load, some_articles
from tests.faults.report import FaultReport
from tests.support.records import committed, outputs, publish_articles
from tests.support.service_process import ServiceProcess


@dataclass
class Scene:
    """What is at work: the processes of the service in the order of their start, and the publisher's producer."""

    servers: str
    processes: list[ServiceProcess]
    ledger: Ledger
    publisher: Delivery

    @property
    def service(self) -> ServiceProcess:
        """The process that was started first."""
        return self.processes[0]

    async def all_hands_full(self, chance: random.Random) -> None:
        """Publish more at once than the service can do in a second or two, and wait until it is in the midst of it."""
        burst = [each.model_copy(update={"id": f"{len(self.ledger)}-{each.id}"}) for each in some_articles(3000)]
        self.ledger.write_down(burst, await publish_articles(self.servers, burst))
        await more_results(self.service, chance.randint(10, 200))

    async def publishing_waits(self) -> None:
        """Wait until the publisher has waited for an acknowledgement for longer than its timeout."""
        while not self.publisher.is_late:  # noqa: ASYNC110 -- the product has a state to ask for here, and no event
            await asyncio.sleep(0.1)


@asynccontextmanager
async def under_load(
    cluster: Cluster, start: Start, report: FaultReport, *, processes: int = 1, corrected: int = 10, **settings: Any
) -> AsyncIterator[Scene]:
    """Publish without an end while the block runs; then wait for all results, end the service, and conclude.

    ``settings`` are those of the service; every ``corrected``-th article has a correction.
    """
    servers, ledger = cluster.bootstrap_servers, Ledger()
    running = [await start(cluster, **settings) for _ in range(processes)]
    await asyncio.gather(*(each.said("partitions assigned") for each in running))
    async with load(servers, ledger, corrected=corrected) as publishing:
        yield Scene(servers, running, ledger, publishing.delivery)
    async with outputs(servers, from_the_beginning=True) as output:
        await judged(servers, ledger, output)
        for each in report.processes:
            if each.process.returncode is None:
                assert await each.end() == 0
        report.conclude(await judged(servers, ledger, output, report.said()))


async def more_results(process: ServiceProcess, count: int) -> None:
    """Wait until a process has finished so many articles more."""
    await says_again(process, "result", count)


async def says_again(process: ServiceProcess, event: str, count: int = 1) -> None:
    """Wait until a process has logged an event so many times more."""
    so_far = sum(line.get("event") == event for line in process.log)
    await process.said(event, count=so_far + count)


async def nothing_is_passed_over(servers: str) -> None:
    """Demand that what is committed up to now has its result, though not everything has."""
    offsets = await committed(servers, GROUP)  # before the results are looked up, which come first
    async with outputs(servers, ARTICLES.name, from_the_beginning=True) as articles:
        ledger = Ledger.of_the_topic(await articles.to_the_end())
    async with outputs(servers, from_the_beginning=True) as output:
        verdict = ledger.judge(await output.to_the_end(), offsets)
    assert set(verdict.lost) == {"never consumed"}, str(verdict)
