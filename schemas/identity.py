"""Identifiers that two sides derive alone and agree on: functions of content, never of place or time."""

import json
import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID, uuid5

from schemas.article import Article
from schemas.entities import EntityType
from schemas.span import Span

NAMESPACE = UUID("5f3d1c9e-7f0a-5b64-9d3c-2a1e8b6f4d70")
"""The UUIDv5 namespace of all Newsloom identifiers (RFC 9562, section 5.5)."""

_NOT_IN_A_SLUG = re.compile(r"[^\w]+|_+")


def article_event_id(article: Article) -> UUID:
    """The id of the event that publishes this version of the article with this content."""
    return _uuid("article", article.to_bytes().decode())


def result_id(task: str, article: Article, model: str) -> UUID:
    """The id of a result: a function of task, article id, version, text, date and model version."""
    # As it is written: the last moment of the year 9999 is beyond all dates in another zone.
    date = () if article.published_at is None else (article.published_at.isoformat(),)
    return _uuid(task, article.id, article.version, article.headline, article.body, model, *date)


def quote_id(result: UUID, content: Iterable[Span], source: Iterable[Span]) -> UUID:
    """The id of one quotation within a result: a function of where its content and source stand."""
    return _uuid(
        "quote", str(result), *(_place(span) for span in content), "source", *(_place(span) for span in source)
    )


def entity_id(entity_type: EntityType, name: str) -> str:
    """The slug of an entity, ``type/name``: ``entity_id("PERSON", "Joe Biden") == "person/joe-biden"``.

    The name is decomposed (Unicode NFKD), loses its combining marks, is case-folded, and every run of other
    characters than letters and digits becomes one hyphen. Letters of every script stay. A name without letters and
    digits (such as ``"$"``) is written as the hexadecimal numbers of its code points.
    """
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    folded = unicodedata.normalize("NFKC", bare.casefold())
    slug = _NOT_IN_A_SLUG.sub("-", folded).strip("-")
    return f"{entity_type.lower()}/{slug or '-'.join(f'u{ord(character):04x}' for character in name)}"


def _place(span: Span) -> str:
    return f"{span.field}:{span.start}:{span.end}"


def _uuid(*parts: str | int) -> UUID:
    # A JSON array keeps the parts apart: no choice of their contents makes two different lists equal.
    return uuid5(NAMESPACE, json.dumps(parts, ensure_ascii=True))
