"""Names in the headline, given those of the body."""

import pytest

from schemas.article import Article
from services.language.fields import ArticleText
from services.language.headline_names import with_headline_names
from services.language.tagger import TypedSpan


def found(headline: str, *, confidence: float = 0.95, kind: str = "PERSON", name: str = "Anna Lindholm") -> list[str]:
    """Return what is found in a headline over a body in which only one name stands."""
    text = ArticleText.of(Article(id="a", headline=headline, body=f"{name} resigned."))
    known = TypedSpan(text.body_start, text.body_start + len(name), kind, confidence)
    mentions = with_headline_names(text, [known])
    assert mentions[-1] == known
    return [text.text[mention.start : mention.end] for mention in mentions[:-1]]


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("Lindholm resigns", ["Lindholm"]),
        ("LINDHOLM RESIGNS", ["LINDHOLM"]),
        ("Why Anna Lindholm resigned", ["Anna Lindholm"]),
        ("A lindholm resigns", []),
        ("Lindholmer resign", []),
        ("", []),
    ],
)
def test_a_name_of_the_body_is_found_in_the_headline(headline: str, names: list[str]) -> None:
    assert found(headline) == names


def test_a_name_that_is_not_sure_lends_nothing() -> None:
    assert found("Lindholm resigns", confidence=0.8) == []


@pytest.mark.parametrize("kind", ["DATE", "MONEY", "NORP"])
def test_a_date_an_amount_or_a_people_lends_nothing(kind: str) -> None:
    assert found("Anna Lindholm resigns", kind=kind) == []


@pytest.mark.parametrize("kind", ["ORG", "LOC", "FAC"])
def test_an_organization_or_a_place_lends_its_whole_name_only(kind: str) -> None:
    assert found("Red Harbour resigns", kind=kind, name="Red Harbour") == ["Red Harbour"]
    assert found("Harbour resigns", kind=kind, name="Red Harbour") == []


@pytest.mark.parametrize(("name", "names"), [("Anna Berg", ["Berg"]), ("Anna Bek", [])])
def test_a_short_name_may_be_a_word(name: str, names: list[str]) -> None:
    assert found(f"{name.split()[-1]} resigns", name=name) == names


def test_the_longest_name_is_found_once() -> None:
    assert found("Anna Lindholm resigns, Lindholm says") == ["Anna Lindholm", "Lindholm"]
