"""A record as it came from Kafka, and one as it goes there."""

from dataclasses import dataclass, field

from schemas.article import MAX_ID_LENGTH
from schemas.cloudevents import Headers


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record of the articles' topic, untouched. ``timestamp`` is seconds since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: float
    key: bytes | None
    value: bytes | None
    headers: Headers = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")

    @property
    def article_id(self) -> str:
        """The key as text for logs, whatever bytes it has; no longer than the longest id."""
        return (self.key or b"")[: 4 * MAX_ID_LENGTH].decode("utf-8", errors="backslashreplace")[:MAX_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class OutgoingRecord:
    """One record to publish. A ``value`` of None is a tombstone; without a ``partition`` the key decides."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
