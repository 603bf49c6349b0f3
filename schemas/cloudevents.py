"""CloudEvents 1.0.2 headers in Kafka's binary content mode: what belongs to the run, and not to the payload."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

Headers = list[tuple[str, bytes | None]]
"""Kafka record headers as aiokafka takes and gives them: names may be repeated, values may be null."""

SPECVERSION = "1.0"
CONTENT_TYPE = "application/json"


def cloudevent_headers(
    *,
    event_id: UUID,
    event_type: str,
    source: str,
    time: datetime | None = None,
    extensions: Mapping[str, str] = MappingProxyType({}),
) -> Headers:
    """The headers of one event; ``time`` defaults to now, in UTC.

    ``event_type`` is the name of the schema with its major version (``newsloom.entities.v1``) and ``source`` a URI
    reference that says who publishes (``/newsloom/entities``). Names of ``extensions`` are lower-case letters.
    """
    moment = (time or datetime.now(UTC)).astimezone(UTC)
    attributes = {
        "ce_specversion": SPECVERSION,
        "ce_id": str(event_id),
        "ce_source": source,
        "ce_type": event_type,
        "ce_time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **{f"ce_{name}": value for name, value in extensions.items()},
        "content-type": CONTENT_TYPE,
    }
    return [(name, value.encode()) for name, value in attributes.items()]
