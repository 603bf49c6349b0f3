"""Dead letters whose records cannot be published again, or of which nothing tells whether they may."""

import asyncio
from uuid import uuid4

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from schemas.kafka_topics import ARTICLES, KafkaTopic
from services.runtime.kafka_admin import admin_client, create_topics
from services.runtime.record import SourceRecord
from tests.support.dead_letters import behind, dead_letters, fail, outcomes, publish_one, state


@pytest.fixture
def topic(kafka: str) -> str:
    """A topic of the test's own that is not compacted, so that it takes records without a key."""
    letters = "".join(character for character in uuid4().hex if character.isalpha())
    own = KafkaTopic(
        name=f"news.{letters}own.v1",
        event_type="test",
        partitions=2,
        cleanup="delete",
        retention_ms=3_600_000,
        max_message_bytes=1_000_000,
    )
    asyncio.run(create_topics(kafka, [own]))
    return own.name


def forget_before(kafka: str, origin: SourceRecord, offset: int) -> None:
    """Take the records before an offset from a record's partition, as retention does."""

    async def delete() -> None:
        async with admin_client(kafka, patience=10) as client:
            place = TopicPartition(origin.topic, origin.partition)
            await client.delete_records({place: RecordsToDelete(before_offset=offset)})

    asyncio.run(delete())


def test_a_record_without_a_key_is_replayed_where_the_topic_takes_it(kafka: str, topic: str) -> None:
    origin = publish_one(kafka, None, b"anonymous", topic=topic, partition=1)
    publish_one(kafka, None, b"somebody else", topic=topic, partition=1)  # which supersedes nothing
    (place,) = fail(kafka, origin, "quotes", reason="key-mismatch").places
    assert outcomes(kafka, "replay", place) == {place: "replayed"}
    assert outcomes(kafka, "replay", place) == {place: "already replayed"}
    assert [record.value for record in behind(kafka, origin)] == [b"somebody else", b"anonymous"]


def test_what_the_topic_does_not_take_is_refused_and_the_rest_goes_on(kafka: str) -> None:
    name = uuid4().hex.encode()
    neighbour = publish_one(kafka, name, b"{")
    without_key = SourceRecord(
        ARTICLES.name, neighbour.partition, neighbour.offset, 0.0, None, b"anonymous"
    )  # Kafka takes no such record on a compacted topic
    (refused,) = fail(kafka, without_key, "quotes").places
    (good,) = fail(kafka, publish_one(kafka, name + b"-2", b"{"), "quotes").places
    told = outcomes(kafka, "replay", "--expired", refused, good, exit_code=1)
    assert told == {refused: "refused", good: "replayed"}
    assert state(kafka, refused) == "open"


def test_a_record_with_neither_key_nor_value_is_refused_and_can_be_discarded(kafka: str) -> None:
    (place,) = fail(kafka, SourceRecord(ARTICLES.name, 0, 0, 0.0, None, None), "quotes").places
    (told,) = dead_letters(kafka, "replay", place, exit_code=1)
    assert (told["outcome"], told["detail"]) == ("refused", "a record with neither key nor value cannot be sent")
    assert outcomes(kafka, "discard", place) == {place: "discarded"}


def test_a_topic_that_the_cluster_does_not_have_is_named(kafka: str) -> None:
    (place,) = fail(kafka, SourceRecord("news.gone.v1", 3, 0, 0.0, b"a", b"{"), "quotes").places
    (told,) = dead_letters(kafka, "replay", place, exit_code=1)
    assert (told["outcome"], told["detail"]) == ("refused", "the cluster has no partition 3 of news.gone.v1")


def test_a_record_past_retention_is_replayed_only_when_asked_for(kafka: str, topic: str) -> None:
    origin = publish_one(kafka, b"old", b"{", topic=topic, partition=0)
    forget_before(kafka, origin, origin.offset + 1)
    (place,) = fail(kafka, origin, "quotes").places
    assert outcomes(kafka, "replay", place, exit_code=1) == {place: "expired"}
    assert (behind(kafka, origin), state(kafka, place)) == ([], "open")
    assert outcomes(kafka, "replay", place, "--expired") == {place: "replayed"}
    assert len(behind(kafka, origin)) == 1


def test_what_is_left_of_a_record_past_retention_decides(kafka: str, topic: str) -> None:
    origin = publish_one(kafka, b"old", b"{", topic=topic, partition=0)
    publish_one(kafka, b"old", None, topic=topic, partition=0)
    forget_before(kafka, origin, origin.offset + 1)
    (place,) = fail(kafka, origin, "quotes").places
    assert outcomes(kafka, "replay", place, "--expired") == {place: "superseded"}


def test_an_offset_that_is_another_records_tells_nothing(kafka: str, topic: str) -> None:
    """As on a topic that was deleted and made anew."""
    stranger = publish_one(kafka, b"stranger", b"{", topic=topic, partition=0)
    (place,) = fail(kafka, SourceRecord(topic, 0, stranger.offset, 0.0, b"old", b"{"), "quotes").places
    assert outcomes(kafka, "replay", place, exit_code=1) == {place: "expired"}
