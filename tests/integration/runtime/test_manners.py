"""What others rely on beside the results: pages that answer, a place for each key, and a cluster left as it was."""

from pathlib import Path

import pytest

from services.runtime.kafka_admin import partition_counts
from tests.support.articles import article
from tests.support.checkpoint import checkpoint
from tests.support.records import outputs, publish_articles
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)


def has_a_folder_for_tables(application: str) -> bool:
    """Whether Faust has made the folder in which it keeps an application's tables."""
    return Path(f"{application}-data").exists()


async def test_the_pages_answer_while_an_article_is_worked_on(kafka: str, group: str) -> None:
    async with (
        outputs(kafka) as output,
        checkpoint() as place,
        service("FIRST_WORD", kafka, consumer_group=group) as running,
    ):
        await publish_articles(kafka, [article(group, body=place.body)])
        await place.arrival()
        assert (await running.get("live"))[0] == 200
        assert 'newsloom_in_flight{service="entities"} 1.0' in (await running.get("metrics"))[1].splitlines()
        place.open()
        await output.keys([group.encode()])


async def test_a_key_has_one_partition_whichever_process_writes(kafka: str, group: str) -> None:
    found, expected = set(), set()
    for version in (1, 2):
        async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group) as running:
            articles = [article(f"{group}-{number}", version=version) for number in range(12)]
            places = await publish_articles(kafka, articles)
            records = await output.keys(item.id.encode() for item in articles)
            assert await running.end() == 0
        found |= {(record.key, record.partition) for record in records}
        expected |= {(place.key, place.partition) for place in places}
    assert found == expected


async def test_a_service_makes_no_topics(kafka: str, group: str) -> None:
    before = await partition_counts(kafka)
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group) as running:
        await publish_articles(kafka, [article(group)])
        await output.keys([group.encode()])
        assert await running.end() == 0
    after = await partition_counts(kafka)
    assert after == {**before, "__consumer_offsets": after["__consumer_offsets"]}
    assert not has_a_folder_for_tables(group)
