"""The Kafka topics: the one source for everything that creates, writes or reads them."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from schemas.article import MAX_ARTICLE_BYTES, Article
from schemas.entities import Entities
from schemas.event import Event, Record
from schemas.quotes import Quotes
from schemas.result import Result
from schemas.topics import Topics

ServiceName = Literal["entities", "topics", "quotes"]

DAY_MS = 24 * 60 * 60 * 1000


class KafkaTopic(Record):
    """One row of the table. Sizes are bytes, retention is milliseconds."""

    name: str = Field(pattern=r"^news\.[a-z.]+\.v\d+$")
    event_type: str = Field(description="ce_type of the records, and the name of their JSON Schema.")
    key: str = Field(default="the article id, UTF-8")
    partitions: int = Field(default=6, ge=1)
    replication: int = Field(default=1, ge=1, description="The default; a cluster of three brokers asks for 3.")
    cleanup: Literal["compact,delete", "delete"]
    retention_ms: int = Field(ge=1)
    max_message_bytes: int = Field(ge=1)

    def configuration(self) -> dict[str, str]:
        """The topic-level settings by Kafka's own names."""
        settings = {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_ms),
            "max.message.bytes": str(self.max_message_bytes),
        }
        if "compact" in self.cleanup:
            # A subscriber that is away for less than a week still sees each retraction.
            settings["delete.retention.ms"] = str(7 * DAY_MS)
        return settings


ARTICLES = KafkaTopic(
    name="news.articles.v1",
    event_type="newsloom.article.v1",
    cleanup="compact,delete",
    retention_ms=30 * DAY_MS,
    # Above the largest article: one that is too large reaches the dead letters instead of failing at its producer.
    max_message_bytes=2 * MAX_ARTICLE_BYTES,
)


def _result_topic(service: ServiceName) -> KafkaTopic:
    return KafkaTopic(
        name=f"news.{service}.v1",
        event_type=f"newsloom.{service}.v1",
        cleanup="compact,delete",
        retention_ms=30 * DAY_MS,
        # A result repeats pieces of the text with their offsets: up to several times the bytes of its article.
        max_message_bytes=8 * MAX_ARTICLE_BYTES,
    )


def _dead_letter_topic(service: ServiceName) -> KafkaTopic:
    return KafkaTopic(
        name=f"news.{service}.dlq.v1",
        event_type="newsloom.dead-letter.v1",
        key="the key of the record that failed, byte for byte",
        cleanup="delete",
        retention_ms=90 * DAY_MS,
        # The record that failed, and the headers that say why.
        max_message_bytes=3 * MAX_ARTICLE_BYTES,
    )


RESULTS: dict[ServiceName, KafkaTopic] = {name: _result_topic(name) for name in ("entities", "topics", "quotes")}
DEAD_LETTERS: dict[ServiceName, KafkaTopic] = {name: _dead_letter_topic(name) for name in RESULTS}
EVENT_MODELS: dict[str, type[Event]] = {
    "article": Article,
    "entities": Entities,
    "topics": Topics,
    "quotes": Quotes,
}
RESULT_MODELS: dict[ServiceName, type[Result]] = {"entities": Entities, "topics": Topics, "quotes": Quotes}


def all_topics() -> Iterator[KafkaTopic]:
    """Every row: the articles, then the results, then the dead letters."""
    yield ARTICLES
    yield from RESULTS.values()
    yield from DEAD_LETTERS.values()
