"""What is expected of some articles, and what of it has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.article import Article
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, RESULT_MODELS, RESULTS, ServiceName
from schemas.result import Result
from services.runtime.dead_letters import DeadLetter
from services.runtime.reading import Record

TOPICS = [ARTICLES.name, *(topic.name for rows in (RESULTS, DEAD_LETTERS) for topic in rows.values())]
"""The topics whose records tell it all."""

_RESULT_OF = {topic.name: service for service, topic in RESULTS.items()}
_DEAD_LETTER_OF = {topic.name: service for service, topic in DEAD_LETTERS.items()}
_Version = tuple[str, int]


@dataclass
class Collected:
    """One version of an article and what has come of it. Times are Kafka's, in milliseconds since the epoch."""

    article: Article
    published_at: int | None = None
    results: dict[ServiceName, Result] = field(default_factory=dict)
    arrived_at: dict[ServiceName, int] = field(default_factory=dict)
    failures: dict[ServiceName, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[ServiceName]:
        """The services that have sent neither a result nor a dead letter."""
        return [service for service in RESULTS if service not in self.results and service not in self.failures]

    def in_order(self) -> dict[ServiceName, Result]:
        """The results, in the order of the contract's table."""
        return {service: self.results[service] for service in RESULTS if service in self.results}

    def seconds(self, service: ServiceName) -> float | None:
        """From the publication of the article to that of the result."""
        if self.published_at is None or service not in self.arrived_at:
            return None
        return (self.arrived_at[service] - self.published_at) / 1000


class Collection:
    """Sorts records by the article that they are about; what is about others is passed over."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._collected: dict[_Version, Collected] = {
            (article.id, article.version): Collected(article) for article in articles
        }

    @property
    def articles(self) -> list[Collected]:
        """All of them, in the order in which they were given."""
        return list(self._collected.values())

    @property
    def is_complete(self) -> bool:
        """Whether each service has answered for each article."""
        return not any(collected.missing for collected in self._collected.values())

    def missing(self) -> list[str]:
        """What has not come, each as service and article id."""
        return [f"{service} of {found.article.id}" for found in self.articles for service in found.missing]

    def add(self, record: Record) -> Collected | None:
        """Take a record in; returns what is collected about its article if it is one of ours."""
        if record.value is None:
            return None
        if record.topic in _RESULT_OF:
            return self._add_result(_RESULT_OF[record.topic], record)
        if record.topic in _DEAD_LETTER_OF:
            return self._add_dead_letter(_DEAD_LETTER_OF[record.topic], record)
        article = Article.from_bytes(record.value)
        collected = self._collected.get((article.id, article.version))
        if collected:
            collected.published_at = record.timestamp
        return collected

    def _add_result(self, service: ServiceName, record: Record) -> Collected | None:
        result = RESULT_MODELS[service].from_bytes(record.value or b"")
        collected = self._collected.get((result.article_id, result.article_version))
        if collected:
            collected.results[service] = result
            collected.arrived_at[service] = record.timestamp
        return collected

    def _add_dead_letter(self, service: ServiceName, record: Record) -> Collected | None:
        # Its value may be no article at all, so the key has to do: all versions of the article have failed.
        key = (record.key or b"").decode("utf-8", errors="backslashreplace")
        ours = [collected for (name, _), collected in self._collected.items() if name == key]
        letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
        for collected in ours:
            collected.failures[service] = f"{letter.reason}: {letter.detail}"
        return ours[0] if ours else None
