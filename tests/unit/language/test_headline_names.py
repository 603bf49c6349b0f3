"""Names in the headline, given those of the body."""

import pytest

from schemas.article import Article
from services.language.fields import ArticleText
from services.language.headline_names import with_headline_names
from services.language.tagger import TypedSpan


def found(headline: str, *, confidence: float = 0.95, kind: str = "PERSON") -> list[str]:
    """Return what is found in a headline over a body in which only "Anna Lindholm" is named."""
    text = ArticleText.of(Article(id="a", headline=headline, body="Anna Lindholm resigned."))
    known = TypedSpan(text.body_start, text.body_start + 13, kind, confidence)
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


def test_a_date_lends_nothing() -> None:
    assert found("Anna Lindholm resigns", kind="DATE") == []
