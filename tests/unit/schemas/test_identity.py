"""Identifiers are functions of content: pinned here, because subscribers store them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article
from schemas.entities import EntityType
from schemas.identity import article_event_id, entity_id, quote_id, result_id
from schemas.span import Span
from tests.support.articles import article


@pytest.mark.parametrize(
    ("entity_type", "name", "slug"),
    [
        ("PERSON", "Joe Biden", "person/joe-biden"),
        ("PERSON", "  joe   BIDEN ", "person/joe-biden"),
        ("PERSON", "François-Noël Bïrd", "person/francois-noel-bird"),
        ("ORG", "AT&T Inc.", "org/at-t-inc"),
        ("LOC", "Straße", "loc/strasse"),
        ("PERSON", "习近平", "person/习近平"),
        ("LOC", "مصر", "loc/مصر"),
        ("MONEY", "$", "money/u0024"),
    ],
)
def test_slugs(entity_type: EntityType, name: str, slug: str) -> None:
    assert entity_id(entity_type, name) == slug


@given(name=st.text(min_size=1))
def test_every_name_has_a_slug_without_white_space_that_is_stable(name: str) -> None:
    slug = entity_id("MISC", name)
    assert slug.startswith("misc/")
    assert len(slug) > len("misc/")
    assert not any(character.isspace() for character in slug)
    assert entity_id("MISC", name) == slug


def dated(moment: str) -> Article:
    return article().model_copy(update={"published_at": datetime.fromisoformat(moment)})


def test_the_id_of_a_result_depends_on_each_of_its_inputs() -> None:
    base = ("entities", article(), "m-1")
    others = [
        ("quotes", article(), "m-1"),
        ("entities", article(name="a-2"), "m-1"),
        ("entities", article(version=2), "m-1"),
        ("entities", article(body="Other."), "m-1"),
        ("entities", article(headline="Other"), "m-1"),
        ("entities", article(), "m-2"),
        ("entities", dated("2026-01-02T03:04:05Z"), "m-1"),
        ("entities", dated("0001-01-01T00:00:00+14:00"), "m-1"),
        ("entities", dated("9999-12-31T23:59:59-12:00"), "m-1"),
    ]
    assert len({result_id(*inputs) for inputs in [base, *others]}) == 10
    assert str(result_id(*base)) == "8772aaf0-13f2-52c7-bd9d-70f19bcd195f"


def test_text_cannot_move_between_headline_and_body_unnoticed() -> None:
    assert result_id("topics", article(headline="a b", body="c"), "m") != result_id(
        "topics", article(headline="a", body="b c"), "m"
    )


def test_an_article_event_and_a_quote_have_ids_of_their_own() -> None:
    span = Span(field="body", start=0, end=1, text="a")
    result = result_id("quotes", article(), "m")
    assert quote_id(result, [span], []) != quote_id(result, [], [span])
    assert article_event_id(article()) != article_event_id(article(version=2))
