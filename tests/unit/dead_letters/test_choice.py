"""Which letters are meant: places, filters and moments."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.dead_letters.disposition import Disposition
from services.dead_letters.journal import FiledLetter
from services.dead_letters.moments import parse_moment
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.support.articles import record

NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
PLACE = Place("quotes", 2, 17)
LETTER = replace(DeadLetter.of(record(b"{"), "quotes", InvalidRecord("time-limit", "")), failed_at=NOW)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(services=("topics", "quotes")),
        Selection(reasons=("worker-died", "time-limit")),
        Selection(since=NOW),
        Selection(until=NOW + timedelta(milliseconds=1)),
    ],
)
def test_a_letter_is_meant(selection: Selection) -> None:
    assert selection.concerns(PLACE, LETTER)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(services=("topics",)),
        Selection(reasons=("worker-died",)),
        Selection(since=NOW + timedelta(milliseconds=1)),
        Selection(until=NOW),
        Selection(services=("quotes",), reasons=("too-large",)),
    ],
)
def test_a_letter_is_not_meant(selection: Selection) -> None:
    assert not selection.concerns(PLACE, LETTER)


def test_the_state_is_open_unless_told_else() -> None:
    is_open = FiledLetter(PLACE, LETTER)
    is_replayed = FiledLetter(PLACE, LETTER, Disposition(PLACE, "replayed", NOW))
    meant = {
        state: [Selection(state=state).has_state(letter) for letter in (is_open, is_replayed)]
        for state in ("open", "replayed", "discarded", "all")
    }
    assert meant == {"open": [True, False], "replayed": [False, True], "discarded": [False, False], "all": [True, True]}
    assert Selection().state == "open"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", datetime(2026, 1, 31, 16, 30, tzinfo=UTC)),
        ("3d", datetime(2026, 1, 28, 18, 30, tzinfo=UTC)),
        ("1d12h", datetime(2026, 1, 30, 6, 30, tzinfo=UTC)),
        ("90m", datetime(2026, 1, 31, 17, 0, tzinfo=UTC)),
        ("30s", datetime(2026, 1, 31, 18, 29, 30, tzinfo=UTC)),
        ("1w", datetime(2026, 1, 24, 18, 30, tzinfo=UTC)),
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T18:30", NOW),
        ("2026-01-31T18:30:00Z", NOW),
        ("2026-01-31T19:30+01:00", NOW),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2", "h", "-2h", "2 h", "2y", "31.01.2026", "999999999w", "٢h"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is neither a date such as"):
        parse_moment(text, NOW)


def test_a_place_is_read_as_it_is_written() -> None:
    assert Place.parse("quotes/2/17") == PLACE
    assert str(PLACE) == "quotes/2/17"


@pytest.mark.parametrize(
    "text", ["", "quotes", "quotes/2", "quotes/2/", "news/2/17", "quotes/-2/17", "quotes/2/١٧", f"quotes/0/{10**40}"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not SERVICE/PARTITION/OFFSET"):
        Place.parse(text)
