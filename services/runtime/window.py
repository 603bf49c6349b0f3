"""The window: a bounded number of articles in flight, and for each partition the offset that may be committed.

Results may be ready in any order; what Kafka is told follows these rules:

1. An offset may be committed when it and all before it in its partition are finished (the finished prefix).
2. Outcomes of one key are published one after the other, in the order of their offsets.
3. What was taken from a partition that is revoked is forgotten: it is neither published nor committed here, because
   its next owner reads it again.
4. A finished record takes no room, also when one before it is not finished: a long article delays what has its key, and
   the commits of its partition, but not the articles behind it, up to ``MOST_AHEAD`` of them.
"""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field

from services.runtime.record import SourceRecord

MOST_AHEAD = 10_000
"""Finished records of a partition behind one that is not: a kill in that moment processes them again."""


@dataclass(eq=False, slots=True)
class Entry:
    """One record in flight, without its value: finished ones may have to stay for a while. ``size`` is bytes."""

    partition: int
    offset: int
    key: bytes | None
    size: int
    before: "Entry | None"
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    forgotten: bool = False

    async def turn(self) -> bool:
        """Wait until the record's key has nothing older in flight; False if the record was forgotten meanwhile."""
        if self.before is not None:
            await self.before.finished.wait()
            self.before = None  # or each entry would keep all earlier ones of its key in memory
        return not self.forgotten


class Window:
    """At most ``articles`` records or ``size`` bytes in flight; a single record may exceed ``size`` alone.

    ``ahead`` bounds what is finished and must wait for an older record of its partition.
    """

    def __init__(self, *, articles: int, size: int, ahead: int = MOST_AHEAD) -> None:
        self._most_articles = articles
        self._most_bytes = size
        self._most_ahead = ahead
        self._bytes = 0
        self._articles = 0
        self._partitions: dict[int, deque[Entry]] = {}
        self._newest_of_key: dict[bytes | None, Entry] = {}
        self._changed = asyncio.Condition()
        self._arriving: Counter[int] = Counter()
        self._revocations: Counter[int] = Counter()
        self.following: dict[int, int] = {}
        """For each partition of which a record was taken, the first offset that is not finished: what to commit."""

    @property
    def articles(self) -> int:
        """Records in flight: taken, and not finished."""
        return self._articles

    @property
    def bytes(self) -> int:
        """Bytes of the records in flight."""
        return self._bytes

    @property
    def fill(self) -> float:
        """How full it is, by the bound that is nearer: 1 when nothing more is taken."""
        return max(self._articles / self._most_articles, self._bytes / self._most_bytes)

    def holds(self, partition: int) -> bool:
        """Whether a record of the partition is in flight, waits behind one that is, or waits to be taken in."""
        return bool(self._partitions.get(partition) or self._arriving[partition])

    async def admit(self, source: SourceRecord) -> Entry | None:
        """Take a record in, when there is room for it; None if its partition is revoked while it waits."""
        revocations = self._revocations[source.partition]
        async with self._changed:
            self._arriving[source.partition] += 1
            try:
                await self._changed.wait_for(lambda: self._has_room_for(source))
            finally:
                self._arriving[source.partition] -= 1
            if self._revocations[source.partition] != revocations:
                return None
            before = self._newest_of_key.get(source.key)
            entry = Entry(source.partition, source.offset, source.key, source.size, before)
            self._newest_of_key[source.key] = entry
            self._partitions.setdefault(source.partition, deque()).append(entry)
            self.following.setdefault(source.partition, source.offset)
            self._articles += 1
            self._bytes += source.size
            return entry

    async def finish(self, entry: Entry) -> None:
        """The outcome of a record is delivered: the finished prefix of its partition may have grown."""
        async with self._changed:
            entry.finished.set()
            if entry.forgotten:
                return
            self._release(entry)
            waiting = self._partitions[entry.partition]
            while waiting and waiting[0].finished.is_set():
                self.following[entry.partition] = waiting.popleft().offset + 1
            self._changed.notify_all()

    async def forget(self, partitions: set[int]) -> None:
        """Drop everything that was taken from ``partitions``."""
        async with self._changed:
            for partition in partitions:
                self._revocations[partition] += 1
                self.following.pop(partition, None)
                for entry in self._partitions.pop(partition, ()):
                    entry.forgotten = True
                    if not entry.finished.is_set():
                        entry.finished.set()
                        self._release(entry)
            self._changed.notify_all()

    def _has_room_for(self, source: SourceRecord) -> bool:
        if len(self._partitions.get(source.partition, ())) >= self._most_ahead:
            return False
        if not self._articles:
            return True
        return self._articles < self._most_articles and self._bytes + source.size <= self._most_bytes

    def _release(self, entry: Entry) -> None:
        self._articles -= 1
        self._bytes -= entry.size
        if self._newest_of_key.get(entry.key) is entry:
            del self._newest_of_key[entry.key]
