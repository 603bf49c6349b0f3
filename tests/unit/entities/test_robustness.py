"""Hostile articles: never an exception, never a wrong offset."""

import pytest
from hypothesis import assume, given, settings

from schemas.article import Article
from services.entities.analysis import analyze
from services.entities.model import EntitiesModel
from tests.support.hostile_texts import hostile_text

SENTENCE = "President Anna Lindholm of the World Rowing League visited Kenya on Monday. "


@given(headline=hostile_text, body=hostile_text)
@settings(max_examples=60, deadline=None)
def test_spans_match_their_text_in_any_article(model: EntitiesModel, headline: str, body: str) -> None:
    assume(body.strip())
    article = Article(id="hostile", headline=headline, body=body)
    analyze(article, model).check_spans(article)


@pytest.mark.parametrize(
    "body",
    [
        SENTENCE.upper(),
        SENTENCE.lower(),
        "Arsenal 2 Chelsea 1; Ajax 0 Porto 0; Gold $1,900.50; Oil $70",
        "رئيس الوزراء أنور خالد يزور باريس يوم الاثنين",
        "東京都の田中市長は月曜日、国連本部を訪問した。",
        "Der „Spiegel“ und «Le Monde» trafen 👩‍🚀 José in Zürich.",
    ],
    ids=["capitals", "lower case", "results", "right to left", "no spaces", "foreign marks"],
)
def test_shapes_of_real_life_give_a_sound_payload(model: EntitiesModel, body: str) -> None:
    article = Article(id="shape", headline="", body=body)
    analyze(article, model).check_spans(article)


def test_a_long_line_is_read_to_its_end(model: EntitiesModel) -> None:
    body = "All was quiet at the lake. " * 2_000 + SENTENCE
    article = Article(id="long", headline="", body=body)
    result = analyze(article, model)
    assert any(mention.start > 54_000 for entity in result.entities for mention in entity.mentions)


def test_a_name_that_is_named_without_end_is_counted_in_time(model: EntitiesModel) -> None:
    # Within the time limit of a test, which work that grows with the square of the mentions would pass.
    result = analyze(Article(id="long", headline="", body="In Paris. " * 20_000), model)
    assert sum(len(entity.mentions) for entity in result.entities) > 15_000
