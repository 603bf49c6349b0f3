"""Hostile articles: never an exception, never a wrong offset."""

import pytest
from hypothesis import assume, given, settings

from schemas.article import Article
from services.quotes.analysis import analyze
from services.quotes.model import QuotesModel
from tests.support.hostile_texts import hostile_text


@given(headline=hostile_text, body=hostile_text)
@settings(max_examples=60, deadline=None)
def test_spans_match_their_text_in_any_article(model: QuotesModel, headline: str, body: str) -> None:
    assume(body.strip())
    article = Article(id="hostile", headline=headline, body=body)
    analyze(article, model).check_spans(article)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("“We won, she said. “And we will win again.", id="unclosed"),
        pytest.param("He said: “She told me ‘never’ and I said “why?”.”", id="nested"),
        pytest.param("„Wir kommen“, sagte Jonas Weber. «Non», dit Marie.", id="foreign"),
        pytest.param("'We didn't go', said the Smiths' neighbour.", id="single"),
        pytest.param("“It began in May.\n\n“It ended in June,” Eva Holm said.", id="paragraphs"),
        pytest.param("WE WILL WIN, THE COACH SAID ON MONDAY", id="capitals"),
        pytest.param("she said they would win he said they would not", id="no marks"),
        pytest.param("Q: Who won? A: We did. HOLM: Not us.", id="interview"),
        pytest.param("“„«‹‘'\"", id="only marks"),
        pytest.param("قال المتحدث باسم الوزارة إن «الاجتماع» كان جيدا", id="right to left"),
    ],
)
def test_shapes_of_real_life_give_a_sound_payload(model: QuotesModel, body: str) -> None:
    article = Article(id="shape", headline="", body=body)
    analyze(article, model).check_spans(article)


def test_a_long_line_is_read_to_its_end(model: QuotesModel) -> None:
    body = "All was quiet at the lake. " * 2_000 + "“We will swim tomorrow,” said Anna Lindholm."
    article = Article(id="long", headline="", body=body)
    assert any(span.start > 53_000 for quote in analyze(article, model).quotes for span in quote.content)
