"""Two fields as one text."""

from schemas.article import Article
from services.language.fields import ArticleText


def test_spans_of_the_headline_and_of_the_body_count_from_their_own_start() -> None:
    article = Article(id="a", headline="Zoë wins", body="Then Zoë spoke.")
    text = ArticleText.of(article)
    headline, body = text.span(0, 3), text.span(14, 17)
    assert (headline.field, headline.start, headline.text) == ("headline", 0, "Zoë")
    assert (body.field, body.start, body.text) == ("body", 5, "Zoë")


def test_an_article_without_a_headline_is_its_body() -> None:
    assert ArticleText.of(Article(id="a", headline="", body="Rain.")).place(0, 4) == ("body", 0, 4)
