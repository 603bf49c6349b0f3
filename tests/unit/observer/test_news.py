"""What is counted of a record, and that a foreign writer cannot make series without end."""

from schemas.kafka_topics import RESULTS
from schemas.topics import Topic
from services.observer.metrics import ObserverMetrics
from services.observer.namings import Namings
from services.observer.news import News
from tests.support.results import RECORDS, TOPICS, ResultRecord


def _series(metrics: ObserverMetrics, name: str) -> dict[str, float]:
    return {
        ",".join(sample.labels.values()): sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == f"newsloom_{name}"
    }


def test_foreign_topics_share_one_series() -> None:
    metrics = ObserverMetrics()
    news = News(metrics, Namings())
    for number in range(100):
        topic = Topic(code=f"medtop:{number:08}", label=f"made up {number}", level=1, confidence=0.5, primary=True)
        result = TOPICS.model_copy(update={"topics": (topic,)})
        news.take(ResultRecord(RESULTS["topics"].name, b"a", result.to_bytes()))
    counted = _series(metrics, "news_topics_total")
    assert len(counted) == 33
    assert counted["other"] == 68


def test_only_top_level_topics_are_counted() -> None:
    metrics = ObserverMetrics()
    deep = Topic(code="medtop:20000002", label="arts and entertainment", level=2, confidence=0.5, primary=False)
    result = TOPICS.model_copy(update={"topics": (deep,)})
    News(metrics, Namings()).take(ResultRecord(RESULTS["topics"].name, b"a", result.to_bytes()))
    assert _series(metrics, "news_topics_total") == {}


def test_the_ranking_is_taken_when_somebody_looks() -> None:
    metrics = ObserverMetrics()
    news = News(metrics, Namings())
    for record in RECORDS:
        news.take(record)
    assert _series(metrics, "news_person_articles") == {}
    news.refresh()
    assert _series(metrics, "news_person_articles") == {"Marta Lind": 1}


def test_what_may_be_counted_is_there_from_the_start() -> None:
    metrics = ObserverMetrics()
    assert set(_series(metrics, "news_quotes_total").values()) == {0}
    assert len(_series(metrics, "news_mentions_total")) == 9
