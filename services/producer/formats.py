"""From a document to the article in it: plain text and JSON."""

import codecs
import hashlib
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from schemas.article import Article
from services.producer.documents import Document
from services.producer.refusals import Refused


@dataclass(frozen=True, slots=True)
class PlainTextFields:
    """The fields of an article that plain text does not say itself. Without an ``id``, the file's name gives it."""

    id: str | None = None
    version: int = 1
    language: str = "en"
    source: str | None = None


UnknownFields = Literal["forbid", "ignore"]
"""What becomes of JSON with a field that the contract does not know: to publish it would lose, say, a misspelt name."""


def parse(document: Document, fields: PlainTextFields, unknown_fields: UnknownFields = "forbid") -> Article:
    """The article of a document: plain text, or JSON of the contract's shape.

    Raises ``Refused`` with the field at fault and the reason.
    """
    content = document.content.removeprefix(codecs.BOM_UTF8)
    try:
        if document.format == "text":
            return _plain_text(content, document.name, fields)
        return Article.model_validate_json(_decoded(content), extra=unknown_fields)
    except ValidationError as error:
        raise _refused(error) from None


def _plain_text(content: bytes, name: str, fields: PlainTextFields) -> Article:
    """The first line is the headline (an empty one says that there is none), the rest the body.

    Line ends become ``\\n``. Nothing else than the text tells when it was published: neither a clock nor the file's
    time, which would give other bytes the next time.
    """
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    headline, _, body = text.partition("\n")
    if not body.strip():
        raise Refused("there is no text below the first line, which is the headline", "body")
    return Article(
        id=fields.id or name or _id_of_content(text),
        version=fields.version,
        headline=headline.strip(),
        body=body.strip(),
        language=fields.language,
        source=fields.source,
    )


def _id_of_content(text: str) -> str:
    """What has no name is named by what it says: the same text has the same id, another text another."""
    return f"text/{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Refused(f"not UTF-8: byte 0x{content[error.start]:02x} at offset {error.start}") from None


def _refused(error: ValidationError) -> Refused:
    errors = error.errors(include_url=False, include_context=False)
    first = errors[0]
    reason = first["msg"].removeprefix("Value error, ")
    if len(errors) > 1:
        others = ", ".join(".".join(map(str, other["loc"])) or "the document" for other in errors[1:4])
        reason += f" (also at fault: {others}{', …' if len(errors) > 4 else ''})"
    return Refused(reason, ".".join(map(str, first["loc"])) or None)
