"""What the demo expects and what it has received."""

from typing import Any

from aiokafka import ConsumerRecord

from services.cli.demo.collection import Collection
from services.cli.drawing.figures import draw_figures
from services.dead_letters.disposition import Disposition
from services.dead_letters.place import Place
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.support.articles import article, record
from tests.support.results import ARTICLE, ENTITIES, QUOTES, TOPICS


def kafka_record(topic: str, value: bytes | None, *, at: int = 0, key: bytes = b"valley/001", headers: Any = ()) -> Any:
    return ConsumerRecord(topic, 0, 0, at, 0, key, value, None, len(key), 0, headers)


def test_it_is_complete_when_every_service_has_answered() -> None:
    collection = Collection([ARTICLE])
    for result in (QUOTES, ENTITIES, TOPICS):
        assert not collection.is_complete
        collection.add(kafka_record(f"news.{result.model.partition('-')[0]}.v1", result.to_bytes()))
    assert collection.is_complete
    assert list(collection.articles[0].in_order()) == ["entities", "topics", "quotes"]


def test_what_is_missing_is_named() -> None:
    collection = Collection([ARTICLE])
    collection.add(kafka_record("news.topics.v1", TOPICS.to_bytes()))
    assert collection.missing() == ["entities of valley/001", "quotes of valley/001"]


def test_a_dead_letter_is_an_answer() -> None:
    collection = Collection([ARTICLE])
    letter = DeadLetter.of(
        record(b"x", key=b"valley/001"), "quotes", InvalidRecord("time-limit", "too slow")
    ).to_record()
    found = collection.add(kafka_record(letter.topic, letter.value, headers=letter.headers))
    assert found is not None
    assert found.failures == {"quotes": "time-limit: too slow"}
    assert "quotes" not in found.missing


def test_a_disposition_is_no_answer() -> None:
    collection = Collection([ARTICLE])
    disposition = Disposition.now(Place("quotes", 0, 0), "replayed", 7).to_record(b"valley/001")
    assert collection.add(kafka_record(disposition.topic, disposition.value, headers=disposition.headers)) is None
    assert "quotes of valley/001" in collection.missing()


def test_what_is_about_others_is_passed_over() -> None:
    collection = Collection([article("another")])
    others = [
        kafka_record("news.articles.v1", ARTICLE.to_bytes()),
        kafka_record("news.topics.v1", TOPICS.to_bytes()),
        kafka_record("news.topics.v1", None, key=b"another"),
        kafka_record(
            "news.topics.v1", TOPICS.model_copy(update={"article_id": "another", "article_version": 2}).to_bytes()
        ),
    ]
    assert [collection.add(other) for other in others] == [None] * 4


def test_the_figures_are_seconds_from_publication_to_result() -> None:
    collection = Collection([ARTICLE])
    collection.add(kafka_record("news.articles.v1", ARTICLE.to_bytes(), at=1_000))
    collection.add(kafka_record("news.topics.v1", TOPICS.to_bytes(), at=1_250))
    assert (
        draw_figures(collection.articles, 9.94).plain
        == "seconds from publication to result:  topics 0.25   whole demo 9.9"
    )
