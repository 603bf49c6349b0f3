"""Hazard 7: a table of Faust remembers what was seen."""

from datetime import timedelta
from functools import wraps
from typing import Any

from schemas.kafka_topics import ARTICLES
from services.runtime.processor import Processor
from services.runtime.record import SourceRecord
from services.runtime.stream import ArticleStream
from tests.faults.mutations.faust_app import with_settings, with_the_producer
from tests.faults.mutations.mutation import Mutation, replace


def _skip_what_the_table_has() -> None:
    tables: list[Any] = []

    def with_a_table(original: Any) -> Any:
        @wraps(original)
        def read_articles(self: ArticleStream) -> None:
            original(self)
            table = self.app.Table("seen", default=int, partitions=ARTICLES.partitions)
            tables.append(table.tumbling(timedelta(days=7), expires=timedelta(days=7)))

        return read_articles

    def once(original: Any) -> Any:
        async def take(self: Processor, source: SourceRecord) -> Any:
            if tables[-1][source.article_id].current():
                entry = await self._window.admit(source)
                assert entry is not None
                return await self._window.finish(entry)
            tables[-1][source.article_id] = 1
            return await original(self, source)

        return take

    with_settings(topic_allow_declare=True)
    with_the_producer()
    replace(ArticleStream, "_read_articles", with_a_table)
    replace(Processor, "take", once)


TABLE = Mutation(
    number=7,
    name="windowed-table",
    hazard="State in Faust's windowed tables: it comes back from the changelog and never expires",
    how="articles that a windowed table has seen are skipped",
    apply=_skip_what_the_table_has,
    tests=(
        "tests/integration/runtime/test_manners.py::test_a_service_makes_no_topics",
        "tests/faults/test_in_flight.py::test_an_article_in_flight_at_a_kill_is_finished_by_the_next_process",
    ),
    symptom=r"lost 1 .*without a result|assert after ==",
)
