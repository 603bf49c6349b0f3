"""Moments as a person gives them: a date, or how long ago."""

import re
from datetime import UTC, datetime, timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(?:[0-9]{1,9}[smhdw])+")
_PART = re.compile(r"([0-9]+)([smhdw])")


def parse_moment(text: str, now: datetime) -> datetime:
    """Read ISO 8601 (in UTC where it names no zone), or a span back from ``now`` such as 2h, 3d or 1d12h.

    Returns a moment in UTC. Raises ``ValueError``.
    """
    try:
        if _SPAN.fullmatch(text):
            return now.astimezone(UTC) - sum(
                (timedelta(**{_UNITS[unit]: int(count)}) for count, unit in _PART.findall(text)), timedelta()
            )
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"{text!r} is neither a date such as 2026-01-31 or 2026-01-31T18:30Z nor a span back from now such as 2h"
        ) from error
