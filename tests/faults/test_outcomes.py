"""Whatever is committed has its result or its dead letter, and a failure that is no article's fault commits nothing."""

import asyncio
from pathlib import Path

import pytest

from schemas.kafka_topics import RESULTS, all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.faults.conftest import GROUP, SETTINGS
from tests.faults.ledger import Accepted, Ledger, Verdict
from tests.faults.report import FaultReport
from tests.support.articles import article
from tests.support.records import Placed, committed, ends, outputs, publish, publish_articles, until_committed
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)


async def verdict_on(servers: str, places: list[Placed]) -> Verdict:
    """The verdict on records of one version each, by what is on the topics now."""
    ledger = Ledger()
    ledger.accepted = [Accepted((each.key or b"").decode(), 1, each.partition, each.offset) for each in places]
    async with outputs(servers, from_the_beginning=True) as output:
        return ledger.judge(await output.to_the_end(), await committed(servers, GROUP))


async def test_articles_that_fail_and_records_that_are_none_have_dead_letters(
    one_broker: Cluster, report: FaultReport
) -> None:
    servers = one_broker.bootstrap_servers
    articles = [article(f"a-{number}", body="RAISE it" if number in (0, 10) else "Word.") for number in range(60)]
    poison = [(b"not-json", b"{"), (b"empty", b"")]
    # Behind the poison in each partition is an article, with which a service would commit past it.
    places = [*(await publish(servers, poison)), *(await publish_articles(servers, articles))]
    async with service("FIRST_WORD", servers, **SETTINGS):
        await until_committed(servers, GROUP, ends(places))
    verdict = await verdict_on(servers, places)
    report.conclude(verdict)
    assert (verdict.done, verdict.dead_lettered) == (58, 4)


async def test_results_that_the_broker_refuses_become_dead_letters(report: FaultReport) -> None:
    tiny = RESULTS["entities"].model_copy(update={"max_message_bytes": 100})
    with Cluster() as cluster:
        servers = cluster.bootstrap_servers
        await create_topics(servers, [tiny if topic.name == tiny.name else topic for topic in all_topics()])
        places = await publish_articles(servers, [article(f"a-{number}") for number in range(12)])
        async with service("FIRST_WORD", servers, **SETTINGS):
            await until_committed(servers, GROUP, ends(places))
        verdict = await verdict_on(servers, places)
    report.conclude(verdict)
    assert verdict.dead_lettered == 12


async def test_a_failure_that_is_no_articles_fault_ends_the_process_before_it_goes_through_the_topic(
    one_broker: Cluster, tmp_path: Path, report: FaultReport
) -> None:
    servers = one_broker.bootstrap_servers
    articles = [article("dies", body="DIE of it"), *(article(f"a-{number}") for number in range(3))]
    places = await publish_articles(servers, articles)
    # A worker dies, and the one that should replace it does not find the model any more.
    async with service("LOADS_ONCE", servers, models_folder=tmp_path, **SETTINGS) as running:
        ended = asyncio.create_task(running.exit_code())
        through = asyncio.create_task(until_committed(servers, GROUP, ends(places)))
        await asyncio.wait([ended, through], return_when=asyncio.FIRST_COMPLETED)
        through.cancel()
        assert ended.done(), f"it is through the topic: {await verdict_on(servers, places)}"
        assert ended.result() == 2
    async with service("FIRST_WORD", servers, **SETTINGS):
        await until_committed(servers, GROUP, ends(places))
    verdict = await verdict_on(servers, places)
    report.conclude(verdict)
