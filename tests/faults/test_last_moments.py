"""Processes that die in the three moments in which a service without care would lose or double something."""

import random
import signal

import pytest

from services.broker.cluster import Cluster
from tests.faults.conftest import GROUP, Start
from tests.faults.ledger import Ledger
from tests.faults.load import judged, some_articles
from tests.faults.report import FaultReport
from tests.support.last_moment import MOMENTS
from tests.support.records import outputs, publish_articles
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_death_at_the_worst_moment(
    one_broker: Cluster, start: Start, chance: random.Random, report: FaultReport, moment: str
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    articles = some_articles(1000)
    ledger.write_down(articles, await publish_articles(servers, articles))
    async with outputs(servers, from_the_beginning=True) as output:
        for _ in range(2):
            times = chance.randint(1, 4) if moment == "during-commit" else chance.randint(1, 200)
            fated = service(
                "FIRST_WORD",
                servers,
                dies_at=f"{moment}:{times}",
                consumer_group=GROUP,
                commit_interval=0.1,
                session_timeout=6,
            )
            async with fated as running:
                report.processes.append(running)
                assert await running.exit_code() == -signal.SIGKILL
                report.recover_from_now()
        last = await start(one_broker)
        await judged(servers, ledger, output)
        assert await last.end() == 0
        report.conclude(await judged(servers, ledger, output, report.said()))
