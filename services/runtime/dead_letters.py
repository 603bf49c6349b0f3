"""Dead letters: a record that cannot be processed, byte for byte, with what is known about why.

The value, the key and the headers are those of the record that failed. Behind its own headers stand ours, all with
the prefix ``dlq_``; the first of ours is ``dlq_original_headers``, the number of headers that were there before, so
that a record which already carried such names is still given back unchanged. A name that is not UTF-8 is escaped, and
its bytes are in ``dlq_header_name_<index>``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Self

from schemas.cloudevents import Headers
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, ServiceName
from services.runtime.errors import InvalidRecord
from services.runtime.raw_header_names import escaped, is_utf8
from services.runtime.record import OutgoingRecord, SourceRecord

MARKER = "dlq_original_headers"
NAME_OF = "dlq_header_name_"
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
        # It may quote the article: what a terminal would obey, or a line break, is no part of a reason.
        detail = "".join(character if character.isprintable() else " " for character in error.detail[:_MOST_DETAIL])
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
        ours: Headers = [(name, value.encode("utf-8", errors="backslashreplace")) for name, value in about.items()]
        value = self.origin.value
        if value is None:  # a record with neither key nor value cannot be sent, so this one gets a value
            value, ours = b"", [*ours, (WITHOUT_VALUE, b"true")]
        names = [name for name, _ in self.origin.headers]
        ours += [
            (f"{NAME_OF}{index}", name.encode("utf-8", errors="surrogateescape"))
            for index, name in enumerate(names)
            if not is_utf8(name)
        ]
        theirs = [(escaped(name), content) for name, content in self.origin.headers]
        return OutgoingRecord(DEAD_LETTERS[self.service].name, self.origin.key, value, [*theirs, *ours])

    @classmethod
    def from_record(cls, key: bytes | None, value: bytes | None, headers: Headers) -> Self:
        """Read a record of a dead-letter topic. Raises ``ValueError`` if it does not have our headers."""
        marks = [index for index, (name, _) in enumerate(headers) if name == MARKER]
        if not marks:
            raise ValueError(f"not a dead letter: it has no header {MARKER}")
        theirs, ours = headers[: marks[-1]], headers[marks[-1] :]
        about = {name: (content or b"").decode("utf-8", errors="surrogateescape") for name, content in ours}
        if about[MARKER] != str(len(theirs)):
            raise ValueError(f"not a dead letter: {MARKER} is not the number of headers before it")
        try:
            origin = SourceRecord(
                topic=about["dlq_topic"],
                partition=int(about["dlq_partition"]),
                offset=int(about["dlq_offset"]),
                timestamp=_seconds(about["dlq_timestamp"]),
                key=key,
                value=None if WITHOUT_VALUE in about else value,
                headers=[
                    (about.get(f"{NAME_OF}{index}", name), content) for index, (name, content) in enumerate(theirs)
                ],
            )
            failed_at = moment(about["dlq_failed_at"])
            names = ("dlq_service", "dlq_reason", "dlq_detail", "dlq_schema")
            service, reason, detail, schema = (about[name] for name in names)
            if service not in DEAD_LETTERS:
                raise ValueError(f"not a dead letter: there is no service {service!r}")
        except KeyError as missing:
            raise ValueError(f"not a dead letter: it has no header {missing.args[0]}") from missing
        return cls(origin, service, reason, detail, schema, failed_at)


def moment(text: str) -> datetime:
    """A point in time in ISO 8601. Raises ``ValueError`` if it is none, or has no time zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"a time without a zone: {text!r}")
    return found


def _seconds(text: str) -> float:
    seconds = float(text)
    if not isfinite(seconds):
        raise ValueError(f"no point in time: {text!r}")
    return seconds
