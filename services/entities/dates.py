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
    r"\d\d\d\ds|\d\s*[-–—/]\s*\d|['’]\d\d|\bat \d|"
    r"\b(?:AD|BC|decade|century|GMT|and|to|or|between|later|earlier|prior|after|before|following|previous|since|until)\b",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Spelled out: those of `strftime` are in the machine's language."""
_WEEKDAY_ALONE: Final = re.compile(r"(?:last )?[A-Z][a-z]+day")
"""The last one is meant, as in most of the news, unless the sentence speaks of what is to come."""
_TO_COME: Final = re.compile(
    r"\b(?:will|shall|due|scheduled|expected|upcoming|(?:is|are) to|(?:set|plans?|planned|going) to)\b|[’']ll\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?]\s|\n")
_LONGEST_SENTENCE: Final = 300
"""Code points on each side of a date that are looked at."""
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
_ANY_DAY: Final = "2000-01-01"
"""Plays no part in what a date with its year means."""


def lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a date, whose place is in code points, speaks of what is to come."""
    before = _SENTENCE_END.split(text[max(0, start - _LONGEST_SENTENCE) : start])[-1]
    behind = _SENTENCE_END.split(text[end : end + _LONGEST_SENTENCE])[0]
    return bool(_TO_COME.search(before) or _TO_COME.search(behind))


def iso_date(words: str, published_at: datetime | None, *, ahead: bool = False) -> str | None:
    """Return the day, month or year that words mean, as "2026-11-29", "2026-11" or "2026"; None if that is not sure.

    Words that only mean a date by when they were written need `published_at`. A weekday alone is the last one, or the
    next one if it lies `ahead`.
    """
    if len(words) > _LONGEST or (_GUESSED.search(words) and not _NUMERIC.fullmatch(words)):
        return None
    if words.isdecimal():
        return words if _YEAR.fullmatch(words) else None
    numeric = _DAY_AND_MONTH.match(words)
    if numeric and numeric[1] != numeric[2] and max(int(numeric[1]), int(numeric[2])) <= _MONTHS:
        # 12/05 is in May or in December.
        return None
    try:
        base = None if published_at is None else published_at.astimezone(UTC).date().isoformat()
        return _parsed(words, base, ahead=ahead)
    except (OverflowError, ValueError):
        # Before the year 1 or after 9999.
        return None


@lru_cache(maxsize=16_384)
def _parsed(words: str, base: str | None, *, ahead: bool) -> str | None:
    if base and _WEEKDAYS[datetime.fromisoformat(base).weekday()] == words:
        # "On Wednesday", in a story of Wednesday.
        return base
    has_year, is_relative = bool(_YEAR.search(words)), bool(_RELATIVE.search(words))
    is_weekday = bool(_WEEKDAY_ALONE.fullmatch(words))
    if base is None and (not has_year or is_relative):
        return None
    day = base or _ANY_DAY
    direction = "current_period" if not is_weekday else "future" if ahead else "past"
    found = _parser(day, direction).get_date_data(words)
    if found is None or found.date_obj is None or found.period not in _LENGTHS:
        return None
    date = found.date_obj.replace(tzinfo=None)
    if not (has_year or is_relative or is_weekday):
        date = _nearest_year(date, datetime.fromisoformat(day))
    named = [weekday for weekday in _WEEKDAYS if weekday in words]
    if named and named != [_WEEKDAYS[date.weekday()]]:
        # "Friday the 13th", in a month whose 13th is none.
        return None
    return date.date().isoformat()[: _LENGTHS[found.period]]


@lru_cache(maxsize=64)
def _parser(base: str, direction: str) -> DateDataParser:
    settings = {"RELATIVE_BASE": datetime.fromisoformat(base), "PREFER_DATES_FROM": direction}
    return DateDataParser(languages=["en"], settings=settings)


def _nearest_year(date: datetime, day: datetime) -> datetime:
    """Move a date without a year into the year in which it is nearest to a day."""
    years = 1 if (day - date).days > _HALF_A_YEAR else -1 if (date - day).days > _HALF_A_YEAR else 0
    try:
        return date.replace(year=date.year + years)
    except ValueError:  # February 29
        return date
