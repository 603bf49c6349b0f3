"""The records that Faust has read and the window has no room for yet: bounded in bytes too, not in their number alone.

Faust's buffer counts records: the 512 of them that keep the workers busy may be a megabyte each. This one is under
pressure, which ends the fetching of a partition until the pressure drops, by whichever measure is nearer to its bound.
What is fetched already is still taken in: at most the largest fetch (`consumer_max_fetch_size`) of each partition.
"""

from collections import Counter, deque
from typing import Any

import faust
from mode.utils.queues import ThrowableQueue


class ReadAhead(ThrowableQueue[Any]):
    """A Faust buffer of at most about ``maxsize`` records or ``most_bytes`` of values."""

    _queue: deque[Any]

    def __init__(self, *, most_bytes: int, **options: Any) -> None:
        self.bytes = 0
        """Bytes of the keys and values that wait."""
        self.waiting: Counter[int] = Counter()
        """Records that wait, by partition."""
        self.first_offsets: dict[int, int] = {}
        """Of each partition, the offset of the first record that came since the partitions were dealt out."""
        self._most_bytes = most_bytes
        super().__init__(**options)

    def qsize(self) -> int:
        """How full it is, on the scale of ``maxsize``: Faust's measure of pressure."""
        return max(len(self._queue), self.bytes * self.maxsize // self._most_bytes)

    def empty(self) -> bool:
        """Whether nothing waits: records without bytes also count."""
        return not self._queue and not self._errors

    def full(self) -> bool:
        """Never: Faust would hold up the consumer for a single record, where pressure ends the fetching already."""
        return False

    def clear(self) -> None:
        """Drop everything, as Faust does when partitions have been dealt out anew."""
        super().clear()
        self.bytes = 0
        self.waiting.clear()
        self.first_offsets.clear()

    def _put(self, item: Any) -> None:
        super()._put(item)
        message = item.message
        self.bytes += _size(message)
        self.waiting[message.partition] += 1
        self.first_offsets.setdefault(message.partition, message.offset)

    def _get(self) -> Any:
        item = super()._get()
        self.bytes -= _size(item.message)
        self.waiting[item.message.partition] -= 1
        return item


class BoundedApp(faust.App):
    """A Faust application whose buffers are bounded in bytes as well, and that leaves nothing on the disk."""

    def __init__(self, *args: Any, most_bytes: int, **options: Any) -> None:
        self._most_bytes = most_bytes
        super().__init__(*args, **options)

    def FlowControlQueue(  # noqa: N802  # Faust's name for what makes its buffers
        self, maxsize: int | None = None, *, clear_on_resume: bool = False
    ) -> ReadAhead:
        """Make a buffer."""
        return ReadAhead(
            most_bytes=self._most_bytes,
            maxsize=maxsize or 0,
            flow_control=self.flow_control,
            clear_on_resume=clear_on_resume,
        )

    def _create_directories(self) -> None:
        """Make no folder for tables: there are none, and the file system may be read-only."""


def _size(message: Any) -> int:
    return len(message.key or b"") + len(message.value or b"")
