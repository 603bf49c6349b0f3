"""An article that is still being worked on when its process ends, or when its partition goes elsewhere."""

import asyncio

import pytest

from services.broker.cluster import Cluster
from tests.faults.conftest import GROUP, SETTINGS
from tests.faults.ledger import Ledger
from tests.faults.report import FaultReport
from tests.support.articles import article
from tests.support.checkpoint import checkpoint
from tests.support.records import committed, ends, outputs, publish_articles, until_committed
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)
FAST = {**SETTINGS, "workers": 2, "commit_interval": 0.2}


async def test_an_article_in_flight_at_a_kill_is_finished_by_the_next_process(
    one_broker: Cluster, report: FaultReport
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    async with outputs(servers, from_the_beginning=True) as output, checkpoint() as place:
        articles = [article("slow", body=place.body), *(article(f"a-{number}") for number in range(60))]
        places = await publish_articles(servers, articles)
        ledger.write_down(articles, places)
        async with service("FIRST_WORD", servers, **FAST) as first:
            await place.arrival()
            await output.keys(item.id.encode() for item in articles[1:])  # also those behind the slow one
            elsewhere = [each for each in places if each.partition != places[0].partition]
            await until_committed(servers, GROUP, ends(elsewhere))
            await first.kill()
        place.open()
        async with service("FIRST_WORD", servers, **FAST):
            await until_committed(servers, GROUP, ends(places))
        verdict = ledger.judge(await output.to_the_end(), await committed(servers, GROUP))
    report.conclude(verdict)


async def test_an_article_in_flight_when_its_partition_is_revoked_is_published_by_its_owner_only(
    one_broker: Cluster, report: FaultReport
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()
    async with outputs(servers, from_the_beginning=True) as output, checkpoint() as place:
        articles = [article("slow", body=place.body)]
        places = await publish_articles(servers, articles)
        ledger.write_down(articles, places)
        async with service("FIRST_WORD", servers, **FAST) as first:
            await place.arrival()
            async with service("FIRST_WORD", servers, **FAST) as second:
                await second.said("partitions assigned")
                await place.arrival()  # again, in whichever of them has the partition now
                place.open()
                await until_committed(servers, GROUP, ends(places))
                assert [await first.end(), await second.end()] == [0, 0]
        verdict = ledger.judge(await output.to_the_end(), await committed(servers, GROUP))
    report.conclude(verdict)
    assert verdict.redelivered == 0


async def test_a_process_works_on_when_the_partitions_of_a_killed_one_come_back_to_it(
    one_broker: Cluster, report: FaultReport
) -> None:
    servers, ledger = one_broker.bootstrap_servers, Ledger()

    async def publish_some(name: str) -> dict[int, int]:
        articles = [article(f"{name}-{number}") for number in range(60)]
        places = await publish_articles(servers, articles)
        ledger.write_down(articles, places)
        return ends(places)

    async with service("FIRST_WORD", servers, **FAST) as first:
        await until_committed(servers, GROUP, await publish_some("alone"))
        async with service("FIRST_WORD", servers, **FAST) as second:
            await first.said("partitions assigned", count=2)
            await until_committed(servers, GROUP, await publish_some("together"))
            await second.kill()
        await first.said("partitions assigned", count=3)
        ended = asyncio.create_task(first.exit_code())
        through = asyncio.create_task(until_committed(servers, GROUP, await publish_some("alone-again")))
        await asyncio.wait([ended, through], return_when=asyncio.FIRST_COMPLETED)
        through.cancel()
        errors = [line.get("event") for line in first.log if line.get("level") == "error"]
        assert not ended.done(), f"it has ended: {errors}"
        assert await first.end() == 0
    async with outputs(servers, from_the_beginning=True) as output:
        report.conclude(ledger.judge(await output.to_the_end(), await committed(servers, GROUP)))
