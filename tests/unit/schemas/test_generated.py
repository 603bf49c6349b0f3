"""Generated files are current, and the topic table is as subscribers rely on it."""

from datetime import datetime, timedelta, timezone

from schemas.article import MAX_ARTICLE_BYTES
from schemas.cloudevents import cloudevent_headers
from schemas.generate import stale
from schemas.identity import article_event_id
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, RESULTS, all_topics
from tests.support.articles import article
from tests.support.results import ENTITIES, TOPICS


def test_the_generated_files_are_current() -> None:
    assert stale() == []


def test_the_topics_are_named_as_documented_and_have_six_partitions() -> None:
    names = {topic.name for topic in all_topics()}
    assert names == {
        "news.articles.v1",
        *(f"news.{service}.v1" for service in ("entities", "topics", "quotes")),
        *(f"news.{service}.dlq.v1" for service in ("entities", "topics", "quotes")),
    }
    assert {topic.partitions for topic in all_topics()} == {6}


def test_what_must_fit_fits() -> None:
    assert ARTICLES.max_message_bytes > MAX_ARTICLE_BYTES
    for topic in DEAD_LETTERS.values():
        assert topic.max_message_bytes > ARTICLES.max_message_bytes
        assert topic.configuration()["cleanup.policy"] == "delete"
    for topic in RESULTS.values():
        assert topic.configuration()["cleanup.policy"] == "compact,delete"


def test_headers_are_cloudevents_in_binary_mode() -> None:
    event_id = article_event_id(article())
    moment = datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=timezone(timedelta(hours=1)))
    headers = cloudevent_headers(
        event_id=event_id, event_type="newsloom.article.v1", source="/newsloom/producer", time=moment
    )
    assert headers == [
        ("ce_specversion", b"1.0"),
        ("ce_id", str(event_id).encode()),
        ("ce_source", b"/newsloom/producer"),
        ("ce_type", b"newsloom.article.v1"),
        ("ce_time", b"2026-01-02T02:04:05.678Z"),
        ("content-type", b"application/json"),
    ]


def test_extensions_are_attributes_of_their_own() -> None:
    event_id = article_event_id(article())
    headers = dict(cloudevent_headers(event_id=event_id, event_type="t", source="/s", extensions=TOPICS.extensions()))
    assert headers["ce_primarytopic"] == b"medtop:11000000"
    assert headers["ce_topics"] == ",".join(topic.code for topic in TOPICS.topics).encode()
    assert TOPICS.model_copy(update={"topics": ()}).extensions() == {}
    assert ENTITIES.extensions() == {}
