"""A running service gets the replayed record: it succeeds now, or fails again."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest
from aiokafka import ConsumerRecord

from schemas.kafka_topics import DEAD_LETTERS, RESULTS
from services.dead_letters.place import Place
from tests.support.articles import article
from tests.support.dead_letters import dead_letters, outcomes
from tests.support.records import begin_at_the_end, outputs, publish_articles
from tests.support.service_process import service


@pytest.fixture
async def group(kafka: str) -> str:
    """A consumer group of the test's own, which starts at the end of the topic; also the id of its article."""
    name = f"replays-{uuid4().hex[:8]}"
    await begin_at_the_end(kafka, name)
    return name


def letters_of(name: str) -> Callable[[list[ConsumerRecord]], list[ConsumerRecord]]:
    """Filters the dead letters about an article; dispositions have no value."""

    def filtered(records: list[ConsumerRecord]) -> list[ConsumerRecord]:
        return [
            record
            for record in records
            if record.topic == DEAD_LETTERS["entities"].name and record.key == name.encode() and record.value
        ]

    return filtered


async def test_a_replay_succeeds_when_the_service_is_mended(kafka: str, group: str) -> None:
    letters = letters_of(group)
    async with outputs(kafka) as output:
        async with service("BROKEN", kafka, consumer_group=group) as running:
            await publish_articles(kafka, [article(group, body="Mended at last.")])
            await output.until(lambda records: bool(letters(records)))
            assert await running.end() == 0
        place = str(Place.of(letters(output.records)[0]))
        async with service("FIRST_WORD", kafka, consumer_group=group):
            assert await asyncio.to_thread(outcomes, kafka, "replay", place) == {place: "replayed"}
            await output.until(lambda records: any(record.topic == RESULTS["entities"].name for record in records))
    assert len(letters(output.records)) == 1
    (result,) = [record for record in output.records if record.topic == RESULTS["entities"].name]
    assert result.key == group.encode()


async def test_a_replay_that_fails_again_is_a_new_letter_that_tells_so(kafka: str, group: str) -> None:
    letters = letters_of(group)
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group):
        await publish_articles(kafka, [article(group, body="RAISE an error")])
        for count in (1, 2):
            await output.until(lambda records, count=count: len(letters(records)) == count)  # type: ignore[misc]
            place = str(Place.of(letters(output.records)[-1]))
            assert await asyncio.to_thread(outcomes, kafka, "replay", place) == {place: "replayed"}
        await output.until(lambda records: len(letters(records)) == 3)
    last = str(Place.of(letters(output.records)[-1]))
    (shown,) = await asyncio.to_thread(dead_letters, kafka, "show", last, "--json")
    assert (shown["state"], shown["replays"]) == ("open", 2)
