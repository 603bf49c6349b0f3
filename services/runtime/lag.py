"""How far a service is behind: records written to its partitions and not yet finished."""

from services.runtime.metrics import Metrics
from services.runtime.stream import ArticleStream
from services.runtime.window import Window


class Lag:
    """Compares the ends of the assigned partitions with what is acknowledged."""

    def __init__(self, stream: ArticleStream, window: Window, metrics: Metrics) -> None:
        self._stream = stream
        self._window = window
        self._gauge = metrics.lag
        self._service = metrics.service

    def by_partition(self) -> dict[int, int]:
        """Records of each assigned partition that are not yet finished, where that is known."""
        read_through, first_read = self._stream.read_through(), self._stream.first_read()
        lag: dict[int, int] = {}
        for partition, end in self._stream.ends().items():
            # Where nothing of it is anywhere in this process, all up to the reading position is finished. That is ahead
            # of the last finished record where compaction or retention has removed those behind it.
            position = None if self._window.holds(partition) else read_through.get(partition)
            # What has come and is not in the window yet waits before it, from the first record on.
            taken = self._window.following.get(partition, first_read.get(partition))
            known = [offset for offset in (taken, position) if offset is not None]
            if known:
                lag[partition] = max(0, end - max(known))
        return lag

    def total(self) -> int:
        """The sum over the assigned partitions."""
        return sum(self.by_partition().values())

    def refresh(self) -> None:
        """Set the metric; partitions that went elsewhere leave it."""
        self._gauge.clear()
        for partition, records in self.by_partition().items():
            self._gauge.labels(self._service, str(partition)).set(records)
