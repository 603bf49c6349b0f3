"""Direct, mixed or indirect: by the quotation marks that really stand in the text."""

import re
from collections.abc import Iterable
from typing import Final

from schemas.quotes import QuoteKind
from services.language.tagger import TypedSpan

_OPENING: Final = "\"“”„«»‹›‘'「『"
_PAIRS: Final = {
    '"': '"”“',
    "“": '”"“',
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "'": "'’",
    "「": "」",
    "『": "』",
}
_TRIMMED: Final = " \t\r,.;:!?…"

DIRECT_SHARE: Final = 0.8
"""Share of the content's code points in quotation marks from which on it is direct."""


def kind_of(text: str, content: Iterable[TypedSpan]) -> QuoteKind:
    """Return the kind of a quotation by how much of its content stands in quotation marks.

    Marks right outside a piece count as its own. A mark that is never closed quotes up to the end of its piece, as it
    does where a quotation runs on into the next paragraph.
    """
    quoted = total = 0
    for piece in content:
        start, end = _with_marks(text, piece.start, piece.end)
        ranges = quoted_ranges(text[start:end])
        quoted += sum(range_end - range_start for range_start, range_end in ranges)
        total += len(text[start:end].strip(_TRIMMED))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * total else "mixed"


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    if start > 0 and text[start - 1] in _OPENING and not text[start - 2 : start - 1].isalnum():
        start -= 1
    if end < len(text) and text[end] in "\"”“’'»«›‹」』":
        end += 1
    return start, end


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of a text that stand in quotation marks, marks included.

    An apostrophe opens nothing: a single mark opens only where no letter stands before it and one stands behind, and
    quotes only if it is closed.
    """
    ranges: list[tuple[int, int]] = []
    never_closed: set[str] = set()
    position = 0
    while position < len(text):
        mark = text[position]
        single = mark in "'‘"
        if mark not in _PAIRS or mark in never_closed or (single and not _opens(text, position)):
            position += 1
            continue
        end = _closing(text, position, _PAIRS[mark])
        if end is None and single:
            never_closed.add(mark)
            position += 1
            continue
        end = len(text.rstrip()) if end is None else end
        if end - position > 1:
            ranges.append((position, end))
        position = max(end, position + 1)
    return ranges


def _opens(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    return not before.isalnum() and bool(re.match(r"\w", text[position + 1 : position + 2]))


def _closing(text: str, position: int, marks: str) -> int | None:
    """Return the end of the quotation that opens at `position`, its mark included; None if it is not closed."""
    for end in range(position + 1, len(text)):
        if text[end] in marks and not (text[end] in "'’" and text[end + 1 : end + 2].isalnum()):
            return end + 1
    return None
