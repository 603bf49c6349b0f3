"""What is coming through: each record of the articles' topic and of the result topics, counted."""

from typing import Protocol

from pydantic import ValidationError

from schemas.entities import Entities
from schemas.kafka_topics import ARTICLES, RESULT_MODELS, RESULTS
from schemas.quotes import Quotes
from schemas.result import Result
from schemas.topics import Topics
from services.observer.metrics import ObserverMetrics
from services.observer.namings import Namings

PEOPLE = 10
"""How many of the most-named people are told."""

_MODELS = {RESULTS[service].name: model for service, model in RESULT_MODELS.items()}
_MOST_TOPICS = 32
_OTHER = "other"


class Passing(Protocol):
    """What is looked at of a record that passes."""

    @property
    def topic(self) -> str: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...


class News:
    """Counts records into metrics. A redelivered result is counted again, as it came again."""

    def __init__(self, metrics: ObserverMetrics, namings: Namings) -> None:
        self._metrics = metrics
        self._namings = namings
        self._labels: set[str] = set()

    def take(self, record: Passing) -> None:
        """Count one record."""
        if record.value is None:
            self._namings.forget((record.key or b"").decode(errors="replace"))
        elif record.topic == ARTICLES.name:
            self._metrics.articles.inc()
        else:
            try:
                result = _MODELS[record.topic].model_validate_json(record.value)
            except ValidationError:
                self._metrics.unreadable.labels(record.topic).inc()
            else:
                self._count(result)

    def refresh(self) -> None:
        """Bring the ranking up to date; called before each scrape."""
        self._metrics.set_people(self._namings.most(PEOPLE))

    def _count(self, result: Result) -> None:
        match result:
            case Entities():
                for entity in result.entities:
                    self._metrics.mentions.labels(entity.type).inc(len(entity.mentions))
                people = {entity.id: entity.name for entity in result.entities if entity.type == "PERSON"}
                self._namings.add(result.article_id, people)
            case Topics():
                for topic in result.topics:
                    if topic.level == 1:
                        self._metrics.topics.labels(self._bounded(topic.label)).inc()
            case Quotes():
                for quote in result.quotes:
                    self._metrics.quotes.labels(quote.kind).inc()
                    self._metrics.attributed_quotes.inc(quote.speaker is not None)

    def _bounded(self, label: str) -> str:
        # IPTC has 17 of them; whoever writes others to the topic does not get a series for each.
        if label not in self._labels and len(self._labels) >= _MOST_TOPICS:
            return _OTHER
        self._labels.add(label)
        return label
