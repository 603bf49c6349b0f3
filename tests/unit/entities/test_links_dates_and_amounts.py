"""What the entities of an article stand for: places, days and amounts."""

from datetime import UTC, datetime
from typing import cast

import pytest

from schemas.article import Article
from schemas.entities import Entity
from services.entities.analysis import analyze
from services.entities.model import EntitiesModel
from services.language.tagger import Tagger, TypedSpan

WEDNESDAY = datetime(2026, 4, 15, 12, tzinfo=UTC)


def named(
    model: EntitiesModel, body: str, published_at: datetime | None = WEDNESDAY, headline: str = ""
) -> dict[str, Entity]:
    """Return the entities of an article by their names, the most salient first."""
    article = Article(id="a", headline=headline, body=body, published_at=published_at)
    return {entity.name: entity for entity in analyze(article, model).entities}


def test_a_country_and_a_city_have_links_and_the_city_a_place(model: EntitiesModel) -> None:
    found = named(model, "Anna Lindholm moved from Lisbon to Kenya.")
    assert {name: entity.links for name, entity in found.items()} == {
        "Anna Lindholm": {},
        "Lisbon": {"geonames": "2267057"},
        "Kenya": {"iso3166-1": "KE"},
    }
    assert found["Kenya"].place is None
    assert found["Lisbon"].place is not None
    assert found["Lisbon"].place.country == "PT"


@pytest.mark.parametrize(
    ("body", "name", "date"),
    [
        ("Anna Lindholm resigned on Tuesday.", "Tuesday", "2026-04-14"),
        ("Anna Lindholm met workers on Friday.", "Friday", "2026-04-10"),
        ("Anna Lindholm will meet workers on Friday.", "Friday", "2026-04-17"),
        ("Anna Lindholm met workers on Friday. She will meet Omar Diallo on Friday.", "Friday", None),
        ("Anna Lindholm left in May 2019. She will never forget May 2019, Omar Diallo said.", "May 2019", "2019-05"),
    ],
    ids=["relative", "past", "ahead", "both", "both but the same"],
)
def test_a_date_is_meant_by_the_day_of_publication_and_by_its_sentences(
    model: EntitiesModel, body: str, name: str, date: str | None
) -> None:
    assert named(model, body)[name].date == date


def test_a_weekday_is_no_date_where_the_day_of_publication_is_not_known(model: EntitiesModel) -> None:
    assert named(model, "Anna Lindholm resigned on Tuesday.", None)["Tuesday"].date is None


@pytest.mark.parametrize(
    ("body", "name", "amount", "currency"),
    [
        ("The museum in Mumbai, India, cost Rs 50 lakh, Anna Lindholm said.", "Rs 50 lakh", 5e6, "INR"),
        ("The museum in Lahore, Pakistan, cost Rs 50 lakh, Anna Lindholm said.", "Rs 50 lakh", 5e6, "PKR"),
        ("Anna Lindholm paid A$5 million for the museum.", "$5 million", 5e6, "AUD"),
        ("Anna Lindholm paid $5 million for the museum.", "$5 million", 5e6, "USD"),
    ],
)
def test_an_amount_has_its_currency_by_the_countries_and_by_the_letters_before_it(
    model: EntitiesModel, body: str, name: str, amount: float, currency: str
) -> None:
    money = named(model, body)[name].money
    assert money is not None
    assert (money.amount, money.currency) == (amount, currency)


class Seeing:
    """A tagger that finds one amount, from its sign on."""

    model = "seeing@1.0.0"

    def tag(self, text: str) -> list[TypedSpan]:
        start = text.index("$")
        return [TypedSpan(start, start + 2, "MONEY", 0.9)]


@pytest.mark.parametrize(
    ("body", "currency"),
    [
        ("It cost HK$5.", "HKD"),
        ("It cost A$5.", "AUD"),
        ("It cost COP$5.", "COP"),
        ("A$5 it cost.", "AUD"),
        ("$5 it cost.", "USD"),
    ],
)
def test_letters_right_before_a_sign_belong_to_it(model: EntitiesModel, body: str, currency: str) -> None:
    (entity,) = named(EntitiesModel(cast(Tagger, Seeing()), model.confidence), body).values()
    assert entity.money is not None
    assert (entity.money.amount, entity.money.currency) == (5, currency)


def test_of_two_as_salient_the_one_mentioned_first_comes_first(model: EntitiesModel) -> None:
    rain = "It rained all day and nobody came. " * 45
    june, april = named(model, f"{rain}It will rain in June and in April.", headline="Rain all day").values()
    assert june.salience == april.salience
    assert (june.name, april.name) == ("June", "April")
