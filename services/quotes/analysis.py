"""The quotations of an article."""

from collections.abc import Iterable

from schemas.article import Article
from schemas.identity import quote_id, result_id
from schemas.quotes import Quote, QuoteKind, Quotes, Speaker
from schemas.span import Span
from services.language.fields import ArticleText
from services.language.grouping import group_mentions
from services.language.headline_names import with_headline_names
from services.language.mentions import settled_mentions
from services.language.tagger import Tagger, TypedSpan
from services.quotes.confidence import confidence_of
from services.quotes.kinds import kind_of
from services.quotes.layout import by_layout, merged, with_labels
from services.quotes.linking import CUE, Attribution
from services.quotes.model import QuotesModel
from services.quotes.reading import attributions
from services.quotes.rows import SpanRow
from services.quotes.speakers import SpeakersInText

TASK = "quotes"

Quotation = tuple[Attribution, QuoteKind]


def analyze(article: Article, model: QuotesModel) -> Quotes:
    """Return who said what in the article: a pure function of its id, version and text and of the model.

    Quotations stand in the order of their contents, one within another behind it.
    """
    text = ArticleText.of(article)
    found, names = quotations(text, model.tagger)
    speakers = _speakers(SpeakersInText(text.text, group_mentions(text.text, names), model.speakers), found)
    identifier = result_id(TASK, article, model.tagger.model)
    quotes = []
    for attribution, kind in found:
        content, cue, source = (
            _spans(text, pieces) for pieces in (attribution.content, attribution.cue, attribution.source)
        )
        quotes.append(
            Quote(
                id=quote_id(identifier, content, source),
                kind=kind,
                content=content,
                cue=cue,
                source=source,
                speaker=speakers.get(tuple(attribution.source)),
                confidence=confidence_of(attribution, kind, model.confidence),
            )
        )
    return Quotes(
        id=identifier,
        article_id=article.id,
        article_version=article.version,
        model=model.tagger.model,
        quotes=tuple(quotes),
    )


def quotations(text: ArticleText, tagger: Tagger) -> tuple[list[Quotation], list[TypedSpan]]:
    """Return the attributions of a text that are published, each with its kind, and the mentions of names."""
    reading = tagger.read(text.text)
    spans = tagger.spans(reading)
    names = with_headline_names(text, settled_mentions(text.text, spans))
    cues = SpanRow(span for span in spans if span.type == CUE)
    shown = by_layout(text.text, SpanRow(names), cues)
    found = [
        (attribution, kind_of(text.text, attribution.content))
        for attribution in merged(attributions(tagger, reading, spans), shown)
    ]
    # Words without marks that nobody is found to have said are narration more often than not.
    published = [(attribution, kind) for attribution, kind in found if kind != "indirect" or attribution.source]
    return published, with_labels(text.text, names, shown)


def _speakers(speakers: SpeakersInText, found: Iterable[Quotation]) -> dict[tuple[TypedSpan, ...], Speaker | None]:
    """Return the speaker behind each source; one that several attributions share is resolved once."""
    sources = sorted({tuple(attribution.source) for attribution, _ in found if attribution.source})
    return dict(zip(sources, speakers.resolve(sources), strict=True))


def _spans(text: ArticleText, pieces: list[TypedSpan]) -> tuple[Span, ...]:
    return tuple(text.span(piece.start, piece.end) for piece in pieces)
