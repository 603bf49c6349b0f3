"""Every metric of a service, declared once: a misspelt name fails type checking, not a dashboard."""

from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

from services.runtime.errors import Reason

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""Upper bounds of the buckets of all durations, in seconds."""


class Metrics:
    """The metrics of one process.

    All have the label ``service``. Other labels are bounded: partitions, and the closed list of dead-letter reasons.
    Prometheus appends ``_total`` to the names of counters.
    """

    def __init__(self, service: str) -> None:
        # The time of creation beside each counter doubles the series and no dashboard asks for it.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.service = service
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)

        self.articles = self._counter("articles", "Records taken from the articles' topic, redelivered ones included.")
        self.redeliveries = self._counter(
            "redeliveries", "Records taken once more by this process: their partition had gone and come back."
        )
        self.results = self._counter("results", "Results delivered to the result topic.")
        self.retractions = self._counter("retractions", "Tombstones delivered to the result topic.")
        self.dead_letters = Counter(
            "newsloom_dead_letters",
            "Records delivered to the dead letters, by reason.",
            ["service", "reason"],
            registry=self.registry,
        )
        for reason in get_args(Reason):  # there from the start: of a series that begins at one, a rate sees nothing
            self.dead_letters.labels(service, reason)
        self.breaker_open = self._gauge(
            "breaker_open", "1 when the service stands still because nearly everything became a dead letter."
        )
        self.late_deliveries = self._gauge(
            "late_deliveries", "Records that wait for their delivery for longer than the delivery time-out."
        )
        self.words = self._counter("words", "Words of the articles analyzed.")
        self.in_flight = self._gauge("in_flight", "Articles in the window: taken, and not finished.")
        self.in_flight_bytes = self._gauge("in_flight_bytes", "Bytes of the articles in the window.")
        self.window_fill = self._gauge(
            "window_fill",
            "How full the window is, in articles or in bytes, whichever is fuller: 0 to 1, above for one huge article.",
        )
        self.processing_seconds = self._histogram(
            "processing_seconds", "Seconds that the language function took for an article."
        )
        self.publish_to_result_seconds = self._histogram(
            "publish_to_result_seconds", "Seconds from an article's Kafka timestamp to the delivery of its result."
        )
        self.model_load_seconds = self._gauge(
            "model_load_seconds", "Seconds that the last worker took to load its model."
        )
        self.worker_restarts = self._counter(
            "worker_restarts", "Worker processes replaced after a death or a time-out."
        )
        self.assigned_partitions = self._gauge("assigned_partitions", "Partitions that this process reads.")
        self.assignments = self._counter("assignments", "Partitions given in rebalances.")
        self.revocations = self._counter("revocations", "Partitions taken away in rebalances.")
        self.lag = Gauge(
            "newsloom_lag",
            "Records of a partition that are not yet finished.",
            ["service", "partition"],
            registry=self.registry,
        )
        self.commit_age_seconds = self._gauge(
            "commit_age_seconds", "Seconds since all that was finished was committed; 0 when it is."
        )
        self.last_progress = self._gauge(
            "last_progress_timestamp_seconds", "When an article was last finished, in seconds since the epoch."
        )

    def _counter(self, name: str, meaning: str) -> Counter:
        return Counter(f"newsloom_{name}", meaning, ["service"], registry=self.registry).labels(self.service)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"newsloom_{name}", meaning, ["service"], registry=self.registry).labels(self.service)

    def _histogram(self, name: str, meaning: str) -> Histogram:
        family = Histogram(f"newsloom_{name}", meaning, ["service"], registry=self.registry, buckets=_SECONDS)
        return family.labels(self.service)
