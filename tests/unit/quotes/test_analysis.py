"""Who said what in articles of our own writing and in the demo's."""

from pathlib import Path

import pytest

from schemas.article import Article
from schemas.quotes import Quotes
from services.quotes.analysis import analyze
from services.quotes.model import QuotesModel

HARBOUR = Article(
    id="harbour",
    headline="Minister opens new harbour in Lisbon",
    body=(
        "Transport Minister Anna Lindholm opened Lisbon's new harbour on Friday.\n"
        "“We have waited nine years for this day,” Lindholm told reporters. “Today the waiting ends.”\n"
        "The engineer Omar Diallo said that the last crane would arrive in June.\n"
        "According to the fishermen's union, the harbour is “far too deep” for small boats."
    ),
)
SEED = next((Path(__file__).parents[3] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def harbour(model: QuotesModel) -> Quotes:
    return analyze(HARBOUR, model)


@pytest.fixture(scope="module")
def seed(model: QuotesModel) -> Quotes:
    headline, _, body = SEED.read_text(encoding="utf-8").partition("\n")
    article = Article(id="seed", headline=headline, body=body)
    result = analyze(article, model)
    result.check_spans(article)
    return result


def test_kinds_cues_and_sources(harbour: Quotes) -> None:
    assert [
        (quote.kind, *(" … ".join(span.text for span in part) for part in (quote.cue, quote.source)))
        for quote in harbour.quotes
    ] == [
        ("direct", "told", "Lindholm"),
        ("indirect", "said", "The engineer Omar Diallo"),
        ("mixed", "According to", "the fishermen's union"),
    ]


def test_speakers_have_the_id_that_the_entities_have(harbour: Quotes) -> None:
    assert [quote.speaker and quote.speaker.entity_id for quote in harbour.quotes[:2]] == [
        "person/anna-lindholm",
        "person/omar-diallo",
    ]


def test_a_quotation_around_its_tag_is_one_in_two_pieces(harbour: Quotes) -> None:
    assert [span.text for span in harbour.quotes[0].content] == [
        "“We have waited nine years for this day,”",
        "“Today the waiting ends.”",
    ]


def test_every_span_says_what_stands_at_its_place(harbour: Quotes) -> None:
    harbour.check_spans(HARBOUR)


def test_quotes_have_ids_of_their_own(harbour: Quotes) -> None:
    assert len({quote.id for quote in harbour.quotes}) == len(harbour.quotes)


def test_the_same_article_gives_the_same_bytes(harbour: Quotes, model: QuotesModel) -> None:
    assert analyze(HARBOUR, model).to_bytes() == harbour.to_bytes()


def test_an_article_in_which_nobody_speaks_has_an_empty_list(model: QuotesModel) -> None:
    assert analyze(Article(id="rain", headline="", body="It rained all day. The lake rose."), model).quotes == ()


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("a hell of a job", "Biden"),
        ("the right trail", "Biden"),
        ("don't feel", "Biden"),
        ("have to ask that", "he"),
        ("how much progress", "he"),
    ],
)
def test_direct_quotations_of_the_demo_article_have_their_source(seed: Quotes, words: str, source: str) -> None:
    found = [
        [span.text for span in quote.source]
        for quote in seed.quotes
        if quote.kind == "direct" and any(words in piece.text for piece in quote.content)
    ]
    assert found == [[source]]
