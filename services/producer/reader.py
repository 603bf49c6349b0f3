"""The whole way from what a person names to the events that can be published, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from schemas.article import MAX_ARTICLE_BYTES, Article
from services.producer.documents import Document, read_documents
from services.producer.editions import Editions
from services.producer.formats import PlainTextFields, UnknownFields, parse
from services.producer.inputs import Format, find_inputs
from services.producer.refusals import Place, Refusal, Refused


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of one article and the bytes of its event. ``size`` is how many bytes of input it took.

    ``repeated`` says that the same was read before in this run: it need not be published again.
    """

    place: Place
    article: Article
    value: bytes
    size: int
    repeated: bool = False


def read_articles(
    arguments: Iterable[str],
    *,
    standard_input: BinaryIO,
    format: Format | None = None,  # noqa: A002
    fields: PlainTextFields | None = None,
    unknown_fields: UnknownFields = "forbid",
) -> Iterator[Edition | Refusal]:
    """Read files, folders, patterns and standard input (``-``), in order, holding one article in memory.

    Nothing raises: what is no article is a refusal among the rest.
    """
    for source in find_inputs(arguments, format):
        if isinstance(source, Refusal):
            yield source
            continue
        for document in read_documents(source, standard_input):
            if isinstance(document, Refusal):
                yield document
            else:
                yield _edition(document, fields or PlainTextFields(), unknown_fields)


def without_contradictions(readings: Iterable[Edition | Refusal]) -> Iterator[Edition | Refusal]:
    """The readings, where a version that was read before is marked as repeated, or refused if it said another thing."""
    with Editions() as editions:
        for reading in readings:
            if isinstance(reading, Refusal):
                yield reading
                continue
            try:
                yield replace(reading, repeated=not editions.is_new(reading.article, reading.value))
            except Refused as refused:
                yield Refusal(reading.place, refused.reason, refused.field, reading.size)


def _edition(document: Document, fields: PlainTextFields, unknown_fields: UnknownFields) -> Edition | Refusal:
    size = len(document.content)
    try:
        article = parse(document, fields, unknown_fields)
        return Edition(document.place, article, _event(article), size)
    except Refused as refused:
        return Refusal(document.place, refused.reason, refused.field, size)


def _event(article: Article) -> bytes:
    value = article.to_bytes()
    if len(value) > MAX_ARTICLE_BYTES:
        raise Refused(f"the article is {len(value)} bytes as an event, the most is {MAX_ARTICLE_BYTES}")
    return value
