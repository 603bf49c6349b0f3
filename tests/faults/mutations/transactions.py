"""Hazard 6: Faust's transactions."""

from collections.abc import Mapping
from functools import wraps
from typing import Any
from unittest import mock

import faust
from aiokafka import TopicPartition

from schemas.kafka_topics import ARTICLES
from services.runtime.delivery import Delivery
from services.runtime.record import OutgoingRecord
from services.runtime.stream import ArticleStream
from tests.faults.mutations.faust_app import with_settings, with_the_producer
from tests.faults.mutations.mutation import Mutation, replace


def _in_transactions() -> None:
    streams: list[ArticleStream] = []

    def keeping(original: Any) -> Any:
        @wraps(original)
        def read_articles(self: ArticleStream) -> None:
            streams.append(self)
            original(self)

        return read_articles

    async def send(self: Delivery, record: OutgoingRecord) -> None:  # noqa: ARG001
        consumer: Any = streams[-1].app.consumer
        sent = await consumer.transactions.send(record.topic, record.key, record.value, None, None, record.headers)
        await sent

    async def commit(self: ArticleStream, offsets: Mapping[int, int]) -> None:
        consumer: Any = self.app.consumer
        await consumer.transactions.commit(
            {TopicPartition(ARTICLES.name, partition): at for partition, at in offsets.items()}
        )

    # Faust ignores the setting in an application that its own worker does not run.
    mock.patch.object(faust.App, "in_worker", new=True).start()
    with_settings(processing_guarantee="exactly_once", table_standby_replicas=1)
    with_the_producer()
    replace(ArticleStream, "_read_articles", keeping)
    replace(Delivery, "send", lambda _: send)
    replace(ArticleStream, "commit", lambda _: commit)


EXACTLY_ONCE = Mutation(
    number=6,
    name="exactly-once",
    hazard="Faust's exactly-once mode: open reports of duplicates, fencing and crashes at the start",
    how="processing_guarantee is exactly_once, results and offsets go through Faust's transactions",
    apply=_in_transactions,
    tests=(
        "tests/faults/test_in_flight.py::test_a_process_works_on_when_the_partitions_of_a_killed_one_come_back_to_it",
    ),
    symptom=r"it has ended: .*ProducerFenced",
)
