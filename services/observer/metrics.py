"""The metrics of the observer, declared once. They have no label ``service``: they are of the whole."""

from collections.abc import Sequence
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

from schemas.entities import EntityType
from schemas.kafka_topics import RESULTS
from schemas.quotes import QuoteKind


class ObserverMetrics:
    """Labels are bounded: the contract's topics, their partitions, the services' groups, and closed lists of names.

    The ten most-named people are the exception: ten at a time, others at another time.
    """

    def __init__(self) -> None:
        self._reached = False
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)

        self.reachable = self._gauge("cluster_reachable", "1 when the cluster answered the last look at it.")
        self.brokers = self._gauge("brokers", "Brokers that the cluster shows.")
        self.partitions = self._gauge(
            "topic_partitions",
            "Partitions by state: online, under_replicated (a copy is not in sync) or offline (no leader).",
            "topic",
            "state",
        )
        self.start_offset = self._gauge("topic_start_offset", "The oldest offset that is kept.", "topic", "partition")
        self.end_offset = self._gauge(
            "topic_end_offset", "The offset that the next record gets; its rate is records written a second.",
            "topic", "partition",
        )  # fmt: skip
        self.members = self._gauge("group_members", "Members of a service's consumer group.", "group")
        self.lag = self._gauge(
            "group_lag", "Articles between what the group has committed and the end of the partition.",
            "group", "partition",
        )  # fmt: skip

        self.articles = self._counter("news_articles", "Articles published since the observer was started.")
        self.topics = self._counter("news_topics", "Results that name a top-level topic.", "topic")
        self.mentions = self._counter("news_mentions", "Mentions of entities, by the entity's type.", "type")
        self.quotes = self._counter("news_quotes", "Quotations, by kind.", "kind")
        self.attributed_quotes = self._counter("news_quotes_attributed", "Quotations with a named speaker.")
        self.unreadable = self._counter(
            "news_unreadable", "Records of a result topic that are not what the contract says.", "topic"
        )
        # All that may be counted is there from the start: a rate needs a first value.
        for entity_type in get_args(EntityType):
            self.mentions.labels(entity_type)
        for kind in get_args(QuoteKind):
            self.quotes.labels(kind)
        for topic in RESULTS.values():
            self.unreadable.labels(topic.name)
        self.people = self._gauge(
            "news_person_articles", "Articles of the last hour that name the person; the ten most-named.", "name"
        )

    @property
    def is_reachable(self) -> bool:
        """Whether the cluster answered the last look."""
        return self._reached

    def look_succeeded(self, brokers: int) -> None:
        """The cluster has answered; what is no longer there leaves the metrics."""
        self.forget_cluster()
        self._reached = True
        self.reachable.set(1)
        self.brokers.set(brokers)

    def forget_cluster(self) -> None:
        """The cluster does not answer: no figure of it is better than an old one."""
        self._reached = False
        self.reachable.set(0)
        for family in (self.partitions, self.start_offset, self.end_offset, self.members, self.lag):
            family.clear()
        self.brokers.set(0)

    def set_people(self, ranking: Sequence[tuple[str, int]]) -> None:
        """Replace the ranking: names, each with its number of articles."""
        self.people.clear()
        for name, articles in ranking:
            self.people.labels(name).set(articles)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"newsloom_{name}", meaning, labels, registry=self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"newsloom_{name}", meaning, labels, registry=self.registry)
