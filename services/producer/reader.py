"""The whole way from what a person names to the events that can be published, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from schemas.article import MAX_ARTICLE_BYTES, Article
from services.producer.documents import Document, read_documents
from services.producer.editions import Editions
from services.producer.formats import PlainTextFields, parse
from services.producer.inputs import Format, find_inputs
from services.producer.refusals import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of one article and the bytes of its event. ``size`` is how many bytes of input it took.

    ``repeated`` says that the same was read before in this run: it need not be published again.
    """

    article: Article
    value: bytes
    size: int
    repeated: bool = False


def read_editions(
    arguments: Iterable[str],
    *,
    standard_input: BinaryIO,
    format: Format | None = None,  # noqa: A002
    fields: PlainTextFields | None = None,
) -> Iterator[Edition | Refusal]:
    """Read files, folders, patterns and standard input (``-``), in order, holding one article in memory.

    Nothing raises: what cannot be published is a refusal among the rest.
    """
    with Editions() as editions:
        for source in find_inputs(arguments, format):
            if isinstance(source, Refusal):
                yield source
                continue
            for document in read_documents(source, standard_input):
                yield document if isinstance(document, Refusal) else _edition(document, fields, editions)


def _edition(document: Document, fields: PlainTextFields | None, editions: Editions) -> Edition | Refusal:
    size = len(document.content)
    try:
        article = parse(document, fields or PlainTextFields())
        value = _event(article)
        return Edition(article, value, size, repeated=not editions.is_new(article, value))
    except Refused as refused:
        return Refusal(document.place, refused.reason, refused.field, size)


def _event(article: Article) -> bytes:
    value = article.to_bytes()
    if len(value) > MAX_ARTICLE_BYTES:
        raise Refused(f"the article is {len(value)} bytes as an event, the most is {MAX_ARTICLE_BYTES}")
    return value
