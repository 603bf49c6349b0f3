"""Puts misplaced labels of quotes-world right.

Its short sources and cues ("he", "said") were found by their text, and one in eight stands where that text occurs
first: inside another word ("the"), or at the tag of an earlier quotation. A quotation's source, cue and content stand
together, so the occurrences that cost least to link (see `services.quotes.gaps`) are the right ones. A label moves only
if it cuts a word or if moving it saves a lot. Contents are never touched.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, Final

from services.language.tagger import TypedSpan
from services.quotes.gaps import gap, gap_price

Range = tuple[int, int]

DEAR: Final = 40
"""The price from which on a linked whole is suspicious, about that of a sentence's end in between."""

SAVING: Final = 30
"""What moving must save at least."""

NEIGHBOURS: Final = 6
"""Occurrences that are tried, those nearest to the content."""


def repaired(text: str, quote: dict[str, Any]) -> dict[str, list[Range]]:
    """Return the content, cue and source of a record with the misplaced ones moved."""
    content, cue, source = ([(start, end) for start, end in quote[name]] for name in ("content", "cue", "source"))
    if len(cue) == 1 and len(source) <= 1:
        cue, source = _moved(text, content, cue, source)
    return {"content": content, "cue": cue, "source": source}


def _moved(text: str, content: list[Range], cue: list[Range], source: list[Range]) -> tuple[list[Range], list[Range]]:
    cues = _occurrences(text, cue[0], content)
    sources: Sequence[Range | None] = _occurrences(text, source[0], content) if source else [None]
    given = _price(text, content, cue[0], source[0] if source else None)
    priced = [(_price(text, content, *places), places) for places in product(cues, sources)]
    price, (best_cue, best_source) = min(priced, key=lambda entry: entry[0])
    cuts_a_word = not all(stands_as_word(text, place) for place in (*cue, *source))
    if cuts_a_word or (given >= DEAR and given - price >= SAVING):
        return [best_cue], [best_source] if best_source else []
    return cue, source


def stands_as_word(text: str, place: Range) -> bool:
    """True if neither end of a range is between two letters or digits."""
    return not any(0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum() for edge in place)


def _occurrences(text: str, place: Range, content: list[Range]) -> list[Range]:
    """Return where the text of a label stands as words outside of the content, nearest to it first."""
    wanted = re.escape(text[place[0] : place[1]])
    found = [
        match.span()
        for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", text)
        if not any(start <= match.start() and match.end() <= end for start, end in content)
    ]
    found.sort(key=lambda span: min(max(start - span[1], span[0] - end) for start, end in content))
    return found[:NEIGHBOURS] or [place]


def _price(text: str, content: list[Range], cue: Range, source: Range | None) -> int:
    price = min(_gap_price(text, cue, piece, ()) for piece in content)
    return price + (_gap_price(text, cue, source, content) if source else 0)


def _gap_price(text: str, first: Range, second: Range, free: Iterable[Range]) -> int:
    spans = [TypedSpan(*place, "", 1.0) for place in free]
    return gap_price(text, *gap(TypedSpan(*first, "", 1.0), TypedSpan(*second, "", 1.0)), spans)
