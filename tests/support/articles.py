"""Articles and records for tests."""

from schemas.article import Article
from schemas.kafka_topics import ARTICLES
from services.runtime.record import SourceRecord


def article(name: str = "a-1", body: str = "Ministers met.", version: int = 1, headline: str = "News") -> Article:
    """A small valid article."""
    return Article(id=name, version=version, headline=headline, body=body)


def record(value: bytes | None, *, key: bytes | None = b"a-1", partition: int = 0, offset: int = 0) -> SourceRecord:
    """A record as it would come from the articles' topic."""
    return SourceRecord(ARTICLES.name, partition, offset, 1_700_000_000.25, key, value, [("trace", b"\xff\x00")])


def article_record(
    name: str = "a-1", body: str = "Ministers met.", *, partition: int = 0, offset: int = 0
) -> SourceRecord:
    """The record of a small valid article."""
    return record(article(name, body).to_bytes(), key=name.encode(), partition=partition, offset=offset)
