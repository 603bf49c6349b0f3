"""An article of our own with results as the three services would publish them."""

from dataclasses import dataclass

from schemas.article import Article
from schemas.entities import Entities, Entity, EntityType, Mention
from schemas.identity import entity_id, quote_id, result_id
from schemas.kafka_topics import RESULTS
from schemas.quotes import Quote, QuoteKind, Quotes, Speaker
from schemas.span import ArticleField, Span
from schemas.topics import Keyphrase, Topic, Topics

ARTICLE = Article(
    id="valley/001",
    headline="Marta Lind opens the Alder dam",
    body="“The river is safe,” Marta Lind said in Brookfield.\nCritics disagree. Lind smiled.",
)


def span(text: str, nth: int = 0, field: ArticleField = "body") -> Span:
    """The nth place (from 0) where ``text`` stands in a field of the article."""
    start = -1
    for _ in range(nth + 1):
        start = getattr(ARTICLE, field).index(text, start + 1)
    return Span(field=field, start=start, end=start + len(text), text=text)


def _entity(entity_type: EntityType, name: str, salience: float, *spans: Span) -> Entity:
    return Entity(
        id=entity_id(entity_type, name),
        name=name,
        type=entity_type,
        aliases=(),
        salience=salience,
        mentions=tuple(Mention(**place.model_dump(), confidence=0.9) for place in spans),
    )


def _quote(kind: QuoteKind, content: Span, cue: Span, source: Span, speaker: Speaker | None) -> Quote:
    identity = quote_id(result_id("quotes", ARTICLE, "quotes-test"), [content], [source])
    return Quote(
        id=identity, kind=kind, content=(content,), cue=(cue,), source=(source,), speaker=speaker, confidence=0.9
    )


_LIND = Speaker(name="Marta Lind", type="PERSON", entity_id="person/marta-lind", resolved_by="name", confidence=0.8)

ENTITIES = Entities(
    id=result_id("entities", ARTICLE, "entities-test"),
    article_id=ARTICLE.id,
    article_version=1,
    model="entities-test",
    entities=(
        _entity("LOC", "Brookfield", 0.2, span("Brookfield")).model_copy(update={"links": {"iso3166-2": "US-XX"}}),
        _entity("PERSON", "Marta Lind", 1.0, span("Marta Lind", field="headline"), span("Marta Lind"), span("Lind", 1)),
        _entity("FAC", "Alder dam", 0.6, span("Alder dam", field="headline")),
    ),
)
TOPICS = Topics(
    id=result_id("topics", ARTICLE, "topics-test"),
    article_id=ARTICLE.id,
    article_version=1,
    model="topics-test",
    topics=(
        Topic(code="medtop:11000000", label="politics", level=1, confidence=0.9, primary=True),
        Topic(code="medtop:20000001", label="water supply", level=2, confidence=0.25, primary=False),
    ),
    keyphrases=(
        Keyphrase(text="river", score=0.4, mentions=(span("river"),)),
        Keyphrase(text="Alder dam", score=0.8, mentions=(span("Alder dam", field="headline"),)),
    ),
)
QUOTES = Quotes(
    id=result_id("quotes", ARTICLE, "quotes-test"),
    article_id=ARTICLE.id,
    article_version=1,
    model="quotes-test",
    quotes=(
        _quote("indirect", span("disagree"), span("disagree"), span("Critics"), None),
        _quote("direct", span("“The river is safe,”"), span("said"), span("Marta Lind"), _LIND),
    ),
)


@dataclass(frozen=True)
class ResultRecord:
    """What there is of a record for who counts it."""

    topic: str
    key: bytes | None
    value: bytes | None


RECORDS = tuple(
    ResultRecord(topic.name, ARTICLE.id.encode(), result.to_bytes())
    for topic, result in zip(RESULTS.values(), (ENTITIES, TOPICS, QUOTES), strict=True)
)
