"""Dates as ISO 8601: "July 19", "last year" and "Saturday" by when the article was published.

`dateparser` reads the words; what it would guess (decades, ranges, "the following day") is left out.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from dateparser.date import DateDataParser

_YEAR: Final = re.compile(r"(?:1\d|20)\d\d")
_GUESSED: Final = re.compile(
    r"\d\d\d\ds|\d\s*[-–—/]\s*\d|\b(?:and|to|or|between|later|earlier|prior|after|before|following|previous|since|until)\b",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Not those of the machine's language."""
_WEEKDAY_ALONE: Final = re.compile(r"(?:last )?[A-Z][a-z]+day")
"""The last one is meant, as in most of the news."""
_NUMERIC: Final = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./]")
_MONTHS: Final = 12
_RELATIVE: Final = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|ago|last|next|this|now|in (?:a|an|one|two|three|\d+))\b", re.IGNORECASE
)
_LONGEST: Final = 40
"""Code points of the longest words that are a date and not a description of one."""
_LENGTHS: Final = {"day": 10, "month": 7, "year": 4}
"""Letters of an ISO date that a period has."""
_HALF_A_YEAR: Final = 183


def iso_date(words: str, published_at: datetime | None) -> str | None:
    """Return the day, month or year that words mean, as "2026-11-29", "2026-11" or "2026"; None if that is not sure.

    Words that only mean a date by when they were written need `published_at`.
    """
    if len(words) > _LONGEST or (_GUESSED.search(words) and not _NUMERIC.fullmatch(words)):
        return None
    if _YEAR.fullmatch(words):
        return words
    numeric = _DAY_AND_MONTH.match(words)
    if numeric and numeric[1] != numeric[2] and max(int(numeric[1]), int(numeric[2])) <= _MONTHS:
        # 12/05 is in May or in December.
        return None
    try:
        base = None if published_at is None else published_at.astimezone(UTC).date().isoformat()
        return _parsed(words, base)
    except (OverflowError, ValueError):
        # Before the year 1 or after 9999.
        return None


@lru_cache(maxsize=16_384)
def _parsed(words: str, base: str | None) -> str | None:
    if base and _WEEKDAYS[datetime.fromisoformat(base).weekday()] == words:
        # "On Wednesday", in a story of Wednesday.
        return base
    has_year = bool(_YEAR.search(words))
    if base is None and (not has_year or _RELATIVE.search(words)):
        return None
    day = datetime.fromisoformat(base) if base else datetime(2000, 1, 1)
    found = _parser(base or "2000-01-01", past=bool(_WEEKDAY_ALONE.fullmatch(words))).get_date_data(words)
    if found is None or found.date_obj is None or found.period not in _LENGTHS:
        return None
    date = found.date_obj.replace(tzinfo=None)
    if not (has_year or _RELATIVE.search(words) or _WEEKDAY_ALONE.fullmatch(words)):
        date = _nearest_year(date, day)
    return date.date().isoformat()[: _LENGTHS[found.period]]


@lru_cache(maxsize=64)
def _parser(base: str, *, past: bool) -> DateDataParser:
    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(base),
        "PREFER_DATES_FROM": "past" if past else "current_period",
    }
    return DateDataParser(languages=["en"], settings=settings)


def _nearest_year(date: datetime, day: datetime) -> datetime:
    """Move a date without a year into the year in which it is nearest to a day."""
    years = 1 if (day - date).days > _HALF_A_YEAR else -1 if (date - day).days > _HALF_A_YEAR else 0
    try:
        return date.replace(year=date.year + years)
    except ValueError:  # February 29
        return date
