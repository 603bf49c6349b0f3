"""Dead letters: a record that cannot be processed, byte for byte, with what is known about why.

The value, the key and the headers are those of the record that failed. Behind its own headers stand ours, all with
the prefix ``dlq_``; the first of ours is ``dlq_original_headers``, the number of headers that were there before, so
that a record which already carried such names is still given back unchanged.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from schemas.cloudevents import Headers
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, ServiceName
from services.runtime.errors import InvalidRecord
from services.runtime.record import OutgoingRecord, SourceRecord

MARKER = "dlq_original_headers"
WITHOUT_VALUE = "dlq_without_value"
_MOST_DETAIL = 2000


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that failed. ``origin`` is the record as it was; ``failed_at`` is in UTC."""

    origin: SourceRecord
    service: ServiceName
    reason: str
    detail: str
    schema: str
    failed_at: datetime

    @classmethod
    def of(cls, origin: SourceRecord, service: ServiceName, error: InvalidRecord) -> Self:
        """The dead letter of a record that ``service`` could not process because of ``error``."""
        detail = error.detail[:_MOST_DETAIL].replace("\n", " ")
        return cls(origin, service, error.reason, detail, ARTICLES.event_type, datetime.now(UTC))

    def to_record(self) -> OutgoingRecord:
        """The record for the dead-letter topic of the service."""
        about = {
            MARKER: str(len(self.origin.headers)),
            "dlq_service": self.service,
            "dlq_reason": self.reason,
            "dlq_detail": self.detail,
            "dlq_topic": self.origin.topic,
            "dlq_partition": str(self.origin.partition),
            "dlq_offset": str(self.origin.offset),
            "dlq_timestamp": repr(self.origin.timestamp),
            "dlq_schema": self.schema,
            "dlq_failed_at": self.failed_at.isoformat(timespec="milliseconds"),
        }
        ours = [(name, value.encode("utf-8", errors="backslashreplace")) for name, value in about.items()]
        value = self.origin.value
        if value is None:  # a record with neither key nor value cannot be sent, so this one gets a value
            value, ours = b"", [*ours, (WITHOUT_VALUE, b"true")]
        return OutgoingRecord(DEAD_LETTERS[self.service].name, self.origin.key, value, [*self.origin.headers, *ours])

    @classmethod
    def from_record(cls, key: bytes | None, value: bytes | None, headers: Headers) -> Self:
        """Read a record of a dead-letter topic. Raises ``ValueError`` if it does not have our headers."""
        marks = [index for index, (name, _) in enumerate(headers) if name == MARKER]
        if not marks:
            raise ValueError(f"not a dead letter: it has no header {MARKER}")
        about = {name: bytes(content).decode("utf-8") for name, content in headers[marks[-1] :]}
        try:
            origin = SourceRecord(
                topic=about["dlq_topic"],
                partition=int(about["dlq_partition"]),
                offset=int(about["dlq_offset"]),
                timestamp=float(about["dlq_timestamp"]),
                key=key,
                value=None if WITHOUT_VALUE in about else value,
                headers=list(headers[: int(about[MARKER])]),
            )
            failed_at = datetime.fromisoformat(about["dlq_failed_at"])
            names = ("dlq_service", "dlq_reason", "dlq_detail", "dlq_schema")
            service, reason, detail, schema = (about[name] for name in names)
            if service not in DEAD_LETTERS:
                raise ValueError(f"not a dead letter: there is no service {service!r}")
        except KeyError as missing:
            raise ValueError(f"not a dead letter: it has no header {missing.args[0]}") from missing
        return cls(origin, service, reason, detail, schema, failed_at)
