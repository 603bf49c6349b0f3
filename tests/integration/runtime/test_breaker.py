"""A bad deployment: the breaker stops it, and a better one finishes what was held back."""

import json

import pytest

from schemas.kafka_topics import DEAD_LETTERS, RESULTS
from tests.support.articles import article
from tests.support.records import committed, ends, outputs, publish_articles, until_committed
from tests.support.service_process import service

pytestmark = pytest.mark.timeout(90)
BREAKER = {"breaker_window": 10, "breaker_count": 5, "breaker_share": 0.5, "commit_interval": 0.1}


async def test_a_bad_deployment_is_stopped_and_a_better_one_goes_on(kafka: str, group: str) -> None:
    articles = [article(f"{group}-{number}") for number in range(100)]
    before = await committed(kafka, group)
    async with outputs(kafka) as output:
        places = await publish_articles(kafka, articles)
        async with service("BROKEN", kafka, consumer_group=group, **BREAKER) as bad:
            await bad.said("breaker open")
            await bad.answers("ready", 503)
            assert "breaker" in json.loads((await bad.get("ready"))[1])["reasons"][0]
            assert 'newsloom_breaker_open{service="entities"} 1.0' in (await bad.get("metrics"))[1].splitlines()
            assert (await bad.get("live"))[0] == 200  # a restart would let as many dead letters through once more
            assert await bad.end() == 0  # at once: what is held back is not waited for
        letters = list(await output.to_the_end())
        assert {record.topic for record in letters} == {DEAD_LETTERS["entities"].name}
        assert len(letters) == 4
        offsets = await committed(kafka, group)
        assert sum(offsets[partition] - before[partition] for partition in offsets) <= len(letters)
        async with service("FIRST_WORD", kafka, consumer_group=group, **BREAKER):
            await until_committed(kafka, group, ends(places))
        records = (await output.to_the_end())[len(letters) :]
    done = {record.key for record in records if record.topic == RESULTS["entities"].name}
    assert done | {letter.key for letter in letters} == {item.id.encode() for item in articles}


async def test_some_poison_among_good_articles_does_not_open_it(kafka: str, group: str) -> None:
    articles = [article(f"{group}-{number}", body="RAISE it" if number % 4 == 0 else "Fine.") for number in range(60)]
    settings = {"consumer_group": group, "breaker_window": 20, "breaker_count": 10}
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, **settings) as running:
        await publish_articles(kafka, articles)
        await output.keys(item.id.encode() for item in articles)
        assert 'newsloom_breaker_open{service="entities"} 0.0' in (await running.get("metrics"))[1].splitlines()
