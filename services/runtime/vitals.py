"""What is measured when somebody looks, rather than as things happen."""

from collections.abc import Callable
from time import monotonic

from services.runtime.delivery import Delivery
from services.runtime.lag import Lag
from services.runtime.metrics import Metrics
from services.runtime.stream import ArticleStream
from services.runtime.window import Window


class Vitals:
    """Lag, how full the window is, what waits for its delivery, and since when finished work waits to be committed."""

    def __init__(
        self,
        stream: ArticleStream,
        window: Window,
        delivery: Delivery,
        lag: Lag,
        metrics: Metrics,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._stream = stream
        self._window = window
        self._delivery = delivery
        self._lag = lag
        self._metrics = metrics
        self._clock = clock
        self._all_committed_at = clock()

    def refresh(self) -> None:
        """Set these metrics; called before each scrape, and after each commit, from which the age counts."""
        now = self._clock()
        if not self._stream.uncommitted(self._window.following):
            self._all_committed_at = now
        self._metrics.commit_age_seconds.set(now - self._all_committed_at)
        self._metrics.window_fill.set(self._window.fill)
        self._metrics.late_deliveries.set(self._delivery.late)
        self._lag.refresh()
