"""Amounts of money."""

import pytest
from hypothesis import given, settings

from services.entities.money import money
from tests.support.hostile_texts import hostile_text


@pytest.mark.parametrize(
    ("words", "countries", "expected"),
    [
        ("$1.5bn", "", (1.5e9, "USD")),
        ("$12,250", "", (12_250, "USD")),
        ("$12,250", "US", (12_250, "USD")),
        ("$12,250", "CA", None),
        ("$5 CAD", "US", (5, "CAD")),
        ("Can$5", "US", (5, "CAD")),
        ("$1.9T", "", (1.9e12, "USD")),
        ("$3.5 bln", "", (3.5e9, "USD")),
        ("$2 quadrillion", "", None),
        ("20 Millionen Euro", "", None),
        ("€5 Mrd", "", (5e9, "EUR")),
        ("$5½ million", "", None),
        ("Rs 5 lakh crore", "IN", (5e12, "INR")),
        ("Rs 500 cr", "IN", (5e9, "INR")),
        ("£34m", "GB", (34e6, "GBP")),
        ("$12,250", "CA US", None),
        ("US$3.6 billion", "AU", (3.6e9, "USD")),
        ("U.S.$2", "", (2, "USD")),
        ("HK$40,000", "", (40_000, "HKD")),
        ("N$100 000", "", (100_000, "NAD")),
        ("61 million Hong Kong dollars", "US", (61e6, "HKD")),
        ("26.2 trillion U.S. dollars", "CN", (26.2e12, "USD")),
        ("EUR 5", "", (5, "EUR")),
        ("€5m", "", (5e6, "EUR")),
        ("£20", "", (20, "GBP")),
        ("¥20", "JP", (20, "JPY")),
        ("¥20", "", None),
        ("20 pounds", "EG", (20, "EGP")),
        ("816.5 billion won", "", (816.5e9, "KRW")),
        ("Rs 50 lakh", "IN", (5e6, "INR")),
        ("Rs 50 lakh", "IN PK", None),
        ("Rs 50 lakh", "", None),
        ("₹21 crore", "", (21e7, "INR")),
        ("Tk 5 lakh", "", (5e5, "BDT")),
        ("R67.6 billion", "", (67.6e9, "ZAR")),
        ("50 million pesos", "PH", (50e6, "PHP")),
        ("50 million pesos", "", None),
        ("a $5 million", "", (5e6, "USD")),
        ("$5 million", "AU NZ", None),
        ("£5", "EG GB", None),
        ("ALL 5 million dollars", "", (5e6, "ALL")),
        ("5 million dollars a year", "", (5e6, "USD")),
        ("5 hundred thousand dollars", "", (5e5, "USD")),
        ("1.5 millions of euros", "", (1.5e6, "EUR")),
        ("5 EUR", "", (5, "EUR")),
        ("try 5 euros", "", (5, "EUR")),
        ("5.000 euros", "", None),
        ("Rs 1,50,000", "IN", None),
        ("$5-10 million", "", None),
        ("hundreds of millions of dollars", "", None),
        ("$5 to $10", "", None),
        ("a fortune", "", None),
        ("5 apples", "", None),
    ],
)
def test_amount_and_currency(words: str, countries: str, expected: tuple[float, str] | None) -> None:
    found = money(words, frozenset(countries.split()))
    assert (found and (found.amount, found.currency)) == expected


@given(words=hostile_text)
@settings(max_examples=200, deadline=None)
def test_any_words_are_money_or_none(words: str) -> None:
    found = money(words, frozenset())
    assert found is None or found.amount >= 0


def test_a_number_beyond_all_bounds_is_no_amount() -> None:
    assert money("$" + "9" * 400, frozenset()) is None
