"""Partitions change hands while the topic of results takes none: what the old owner still holds comes no more.

Every article has a correction here. Were the first version of one to come out of the old owner's producer when the
topic takes records again, behind the correction that the new owner has published, a subscriber would keep that.
"""

import random
import signal

import pytest

from schemas.kafka_topics import RESULTS
from services.broker.cluster import Cluster
from tests.faults.conftest import Start
from tests.faults.report import FaultReport
from tests.faults.scene import more_results, under_load
from tests.faults.test_refused_records import refused

pytestmark = pytest.mark.timeout(240)
TOPIC = RESULTS["entities"]


async def test_a_process_joins_while_results_are_refused(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    async with under_load(three_brokers, start, report, corrected=1, session_timeout=30) as scene:
        old = scene.service
        await more_results(old, chance.randint(10, 200))
        async with refused(three_brokers, TOPIC):
            await old.said("delivery is late")
            new = await start(three_brokers, session_timeout=30)
            await new.said("delivery is late")
            old.process.send_signal(signal.SIGSTOP)  # so that the new owner is first for certain
            report.recover_from_now()
        await more_results(new, 100)
        old.process.send_signal(signal.SIGCONT)
        await more_results(old, 100)


@pytest.mark.slow
async def test_a_process_leaves_while_results_are_refused(
    three_brokers: Cluster, start: Start, chance: random.Random, report: FaultReport
) -> None:
    async with under_load(three_brokers, start, report, corrected=1, processes=2, stop_timeout=4) as scene:
        leaving, staying = scene.processes
        await more_results(leaving, chance.randint(10, 200))
        async with refused(three_brokers, TOPIC):
            await leaving.said("delivery is late")
            leaving.process.send_signal(signal.SIGTERM)
            await leaving.said("stopping")
            assignments = sum(line.get("event") == "partitions assigned" for line in staying.log)
            await staying.said("partitions assigned", count=assignments + 1)
            report.recover_from_now()
        await leaving.exit_code()
        await more_results(staying, 200)
