"""A megabyte among small articles: it delays what has its key, and nothing else."""

import pytest

from schemas.article import MAX_ARTICLE_BYTES
from schemas.entities import Entities
from schemas.kafka_topics import RESULTS
from tests.support.articles import article
from tests.support.checkpoint import checkpoint
from tests.support.records import ends, outputs, publish_articles, until_committed
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)


async def test_a_long_article_delays_its_own_key_only(kafka: str, group: str) -> None:
    settings = {"consumer_group": group, "workers": 2, "window_articles": 4}
    async with outputs(kafka, RESULTS["entities"].name) as output, checkpoint() as place:
        long = article(f"{group}-long", body=place.body.ljust(MAX_ARTICLE_BYTES - 1000, "x"))
        correction = article(f"{group}-long", version=2)
        # Many more than the window holds, and of each partition, the long article's own one too.
        small = [article(f"{group}-{number}") for number in range(120)]
        async with service("FIRST_WORD", kafka, **settings):
            places = await publish_articles(kafka, [long, correction, *small])
            await place.arrival()
            records = await output.keys(item.id.encode() for item in small)
            assert long.id.encode() not in {record.key for record in records}
            place.open()
            await until_committed(kafka, group, ends(places))
        records = await output.to_the_end()
    versions = [
        Entities.from_bytes(record.value).article_version for record in records if record.key == long.id.encode()
    ]
    assert versions == [1, 2]
