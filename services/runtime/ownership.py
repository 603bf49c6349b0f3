"""Partitions come and go: what is done for those that go, and what is counted."""

import structlog

from services.runtime.metrics import Metrics
from services.runtime.processor import Processor
from services.runtime.stream import ArticleStream
from services.runtime.window import Window

log = structlog.get_logger()


class Ownership:
    """What a service does when its consumer group deals the partitions out anew."""

    def __init__(self, stream: ArticleStream, window: Window, processor: Processor, metrics: Metrics) -> None:
        self._stream = stream
        self._window = window
        self._processor = processor
        self._metrics = metrics

    async def revoked(self, partitions: set[int]) -> None:
        """Commit what is finished of them, and forget the rest: the next owner begins there and repeats only that."""
        if not partitions:
            return
        log.info("partitions revoked", partitions=sorted(partitions))
        self._metrics.revocations.inc(len(partitions))
        self._metrics.assigned_partitions.set(0)
        finished = {key: offset for key, offset in self._window.following.items() if key in partitions}
        await self._stream.commit(finished)
        await self._processor.forget(partitions)

    async def assigned(self, partitions: set[int]) -> None:
        """They are read from here on."""
        log.info("partitions assigned", partitions=sorted(partitions))
        self._metrics.assignments.inc(len(partitions))
        self._metrics.assigned_partitions.set(len(partitions))
