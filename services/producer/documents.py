"""From a file to its documents: the bytes of one article each, never more than one of them in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from schemas.article import MAX_ARTICLE_BYTES
from services.producer.inputs import Format, Input
from services.producer.refusals import STANDARD_INPUT, Place, Refusal

MAX_DOCUMENT_BYTES = 8 * MAX_ARTICLE_BYTES
"""More than the largest article takes in any notation (an escape is six bytes for one): a longer one is not parsed."""

_SKIP_BYTES = 64 * 1024
_WHITE_SPACE = b" \t\r\n\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one article as they stand in a file. ``name`` is the id that plain text gets."""

    place: Place
    content: bytes
    format: Format
    name: str = ""


def read_documents(source: Input, standard_input: BinaryIO) -> Iterator[Document | Refusal]:
    """The documents of one file, in its order. What cannot be read is a refusal, and the rest of the file goes on."""
    file = str(source.path) if source.path else STANDARD_INPUT
    try:
        if source.path is None:
            yield from _read(standard_input, source, file)
        else:
            with source.path.open("rb") as stream:
                yield from _read(stream, source, file)
    except OSError as error:
        yield Refusal(Place(file), f"cannot be read: {error.strerror or error}")


def _read(stream: BinaryIO, source: Input, file: str) -> Iterator[Document | Refusal]:
    first_line = b""
    known = source.format
    if known is None:
        first_line, known = _guess(stream)
    if known == "jsonl":
        yield from _lines(stream, first_line, file)
    else:
        content = first_line + stream.read(MAX_DOCUMENT_BYTES + 1 - len(first_line))
        if len(content) > MAX_DOCUMENT_BYTES:
            yield Refusal(Place(file), f"is longer than {MAX_DOCUMENT_BYTES} bytes", size=len(content))
        else:
            yield Document(Place(file), content, known, source.name)


def _guess(stream: BinaryIO) -> tuple[bytes, Format]:
    """JSON Lines if the first character is a brace, else plain text; and what had to be read to tell."""
    first_line = b""
    while not first_line.strip(_WHITE_SPACE):
        line = stream.readline(MAX_DOCUMENT_BYTES + 1)
        if not line or len(first_line) > MAX_DOCUMENT_BYTES:
            break
        first_line += line
    return first_line, "jsonl" if first_line.lstrip(_WHITE_SPACE).startswith(b"{") else "text"


def _lines(stream: BinaryIO, first_line: bytes, file: str) -> Iterator[Document | Refusal]:
    line = first_line or stream.readline(MAX_DOCUMENT_BYTES + 1)
    # A guess may have read blank lines before the first document.
    number = 1 + line.rstrip(b"\r\n").count(b"\n")
    while line:
        if len(line) > MAX_DOCUMENT_BYTES:
            size = len(line) + _skip_line(stream, line)
            yield Refusal(Place(file, number), f"the line is longer than {MAX_DOCUMENT_BYTES} bytes", size=size)
        elif line.strip(_WHITE_SPACE):
            yield Document(Place(file, number), line, "jsonl")
        line = stream.readline(MAX_DOCUMENT_BYTES + 1)
        number += 1


def _skip_line(stream: BinaryIO, line: bytes) -> int:
    """Read on to the end of a line that is too long; returns how many bytes that took."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(_SKIP_BYTES)
        skipped += len(line)
    return skipped
