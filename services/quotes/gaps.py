"""What lies between two spans of a text, as a price for linking them."""

import re
from collections.abc import Iterable
from typing import Final

from services.language.tagger import TypedSpan

_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’»)]*\s")

_PARAGRAPH_END: Final = re.compile(r"(:?)[ \t]*\n\s*")

SENTENCE_PRICE: Final = 60
PARAGRAPH_PRICE: Final = 150
"""The price of a new paragraph; none after a colon, which announces what follows."""


def gap(first: TypedSpan, second: TypedSpan) -> tuple[int, int]:
    """Return the range between two spans in either order; empty if they touch or overlap."""
    start, end = min(first.end, second.end), max(first.start, second.start)
    return start, max(start, end)


def gap_price(text: str, start: int, end: int, free: Iterable[TypedSpan]) -> int:
    """Price a range: 1 for each code point outside of the `free` spans, more for sentences and paragraphs."""
    price, position = 0, start
    for span in sorted(free):
        if span.end <= position or span.start >= end:
            continue
        price += _stretch_price(text, position, max(position, span.start))
        position = min(end, span.end)
    return price + _stretch_price(text, position, end)


def _stretch_price(text: str, start: int, end: int) -> int:
    stretch = text[start:end]
    if not stretch:
        return 0
    # A mark right behind a span ends the sentence as much as one inside the stretch does.
    sentences = len(_SENTENCE_END.findall(stretch))
    paragraphs = sum(not colon for colon in _PARAGRAPH_END.findall(stretch)) if "\n" in stretch else 0
    return len(stretch) + SENTENCE_PRICE * sentences + PARAGRAPH_PRICE * paragraphs
