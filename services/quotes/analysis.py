"""The quotations of an article."""

from schemas.article import Article
from schemas.identity import quote_id, result_id
from schemas.quotes import Quote, Quotes
from schemas.span import Span
from services.language.fields import ArticleText
from services.language.grouping import group_mentions
from services.language.mentions import settled_mentions
from services.language.tagger import Tagger, TypedSpan
from services.quotes.kinds import kind_of
from services.quotes.linking import Attribution
from services.quotes.reading import attributions
from services.quotes.speakers import NamesInText

TASK = "quotes"


def analyze(article: Article, model: Tagger) -> Quotes:
    """Return who said what in the article: a pure function of its id, version and text and of the model.

    Quotations stand in the order of their contents, one within another behind it.
    """
    text = ArticleText.of(article)
    reading = model.read(text.text)
    spans = model.spans(reading)
    names = NamesInText(text.text, group_mentions(text.text, settled_mentions(text.text, spans)))
    identifier = result_id(TASK, article, model.model)
    quotes = []
    for attribution in attributions(model, reading, spans):
        kind = kind_of(text.text, attribution.content)
        if kind == "indirect" and not attribution.source:
            # Words without marks that nobody is found to have said are narration more often than not.
            continue
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
                speaker=names.speaker(attribution.source),
                confidence=_confidence(attribution),
            )
        )
    return Quotes(
        id=identifier,
        article_id=article.id,
        article_version=article.version,
        model=model.model,
        quotes=tuple(quotes),
    )


def _spans(text: ArticleText, pieces: list[TypedSpan]) -> tuple[Span, ...]:
    return tuple(text.span(piece.start, piece.end) for piece in pieces)


def _confidence(attribution: Attribution) -> float:
    """A quotation is as sure as the least sure of its parts."""
    parts = (*attribution.content, *attribution.cue, *attribution.source)
    return min(part.confidence for part in parts)
