"""Dates as ISO 8601."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.entities.dates import iso_date, lies_ahead
from tests.support.hostile_texts import hostile_text

WEDNESDAY = datetime(2026, 4, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2019", "2019"),
        ("May 2019", "2019-05"),
        ("3 May 2019", "2019-05-03"),
        ("Sept. 22, 2020", "2020-09-22"),
        ("28.01.2022", "2022-01-28"),
        ("today", "2026-04-15"),
        ("yesterday", "2026-04-14"),
        ("Monday", "2026-04-13"),
        ("Wednesday", "2026-04-15"),
        ("12/05/2026", None),
        ("05/05/2026", "2026-05-05"),
        ("13/05/2026", "2026-05-13"),
        ("October 20", "2025-10-20"),
        ("October 14", "2026-10-14"),
        ("on a day in April of the year 2019 that nobody forgets", None),
        ("2026-04-13", "2026-04-13"),
        ("on Wednesday, the 23rd of September 2020", "2020-09-23"),
        ("on Wednesday, the 23rd of September, 2020", None),
        ("last Monday", "2026-04-13"),
        ("last month", "2026-03"),
        ("last year", "2025"),
        ("next year", "2027"),
        ("two days ago", "2026-04-13"),
        ("April 13", "2026-04-13"),
        ("December 31", "2025-12-31"),
        ("July 22", "2026-07-22"),
        ("November", "2025-11"),
        ("the 1990s", None),
        ("1990s", None),
        ("2007-2009", None),
        ("Sunday to Thursday", None),
        ("September 26 and 27", None),
        ("the following day", None),
        ("four years later", None),
        ("Easter", None),
        ("first half of 2022", None),
    ],
)
def test_words_are_a_day_a_month_or_a_year_by_when_they_were_written(words: str, expected: str | None) -> None:
    assert iso_date(words, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2019", "2019"),
        ("3 May 2019", "2019-05-03"),
        ("May 3", None),
        ("today", None),
        ("Monday", None),
        ("two years ago, 2019", None),
        ("last year, 2019", None),
    ],
)
def test_without_the_day_of_publication_only_whole_dates_are_known(words: str, expected: str | None) -> None:
    assert iso_date(words, None) == expected


@pytest.mark.parametrize(
    "words",
    [
        "July 4 at 1400 GMT",
        "Monday at 1500 GMT",
        "Monday at 5 pm",
        "Monday 5 pm GMT",
        "last decade",
        "a century ago",
        "2019-20",
        "2019/20",
        "'68",
        "May ’19",
        "AD 79",
        "2019 AD",
        "Monday and",
        "Two Days Later",
        "two days after",
        "two days before",
        "3000",
        "Friday the 13th",
    ],
)
def test_what_would_be_guessed_is_no_date(words: str) -> None:
    assert iso_date(words, None) is None
    assert iso_date(words, WEDNESDAY) is None


def test_a_weekday_ahead_is_the_next_one() -> None:
    assert iso_date("Thursday", WEDNESDAY, ahead=True) == "2026-04-16"
    assert iso_date("Thursday", WEDNESDAY) == "2026-04-09"
    assert iso_date("May 2019", WEDNESDAY, ahead=True) == "2019-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Monday in Oslo.", True),
        ("On Monday they’ll meet.", True),
        ("The vote is due on Monday.", True),
        ("They met on Monday. They will meet again.", False),
        ("They will see. They met on Monday.", False),
    ],
)
def test_a_sentence_tells_whether_a_date_lies_ahead(text: str, expected: bool) -> None:
    start = text.index("Monday")
    assert lies_ahead(text, start, start + 6) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("January 5", "2027-01-05"), ("June 10", "2027-06-10"), ("June 20", "2026-06-20"), ("March", "2027-03")],
)
def test_a_day_is_that_of_the_next_year_if_that_is_nearer(words: str, expected: str) -> None:
    assert iso_date(words, datetime(2026, 12, 15, tzinfo=UTC)) == expected


def test_the_last_day_of_a_february_stays_in_its_year() -> None:
    assert iso_date("February 29", datetime(2028, 12, 1, tzinfo=UTC)) == "2028-02-29"


@pytest.mark.parametrize(
    "published_at",
    [datetime(999, 8, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))],
)
def test_dates_of_other_ages_are_no_error(published_at: datetime) -> None:
    assert iso_date("August", published_at) in ("0999-08", None)


def test_the_day_of_publication_is_that_of_utc() -> None:
    late = datetime(2026, 4, 15, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert iso_date("today", late) == "2026-04-16"


@given(words=hostile_text, published_at=st.none() | st.datetimes(timezones=st.just(UTC)))
@settings(max_examples=100, deadline=None)
def test_any_words_are_a_date_or_none(words: str, published_at: datetime | None) -> None:
    found = iso_date(words, published_at)
    assert found is None or len(found) in (4, 7, 10)
