"""Spans of one kind in the order of the text, found by their places without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from services.language.tagger import TypedSpan

NEIGHBOURS: Final = 6
"""Spans before and behind that are near."""


class SpanRow:
    """Spans of one kind in the order of the text, none inside another."""

    def __init__(self, spans: Iterable[TypedSpan]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]

    def near(self, span: TypedSpan) -> list[TypedSpan]:
        """Return the spans of the neighbourhood."""
        place = bisect_left(self._starts, span.start)
        return self.spans[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]

    def between(self, start: int, end: int) -> list[TypedSpan]:
        """Return the spans that stand within a range of code points."""
        return self.spans[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def touching(self, start: int, end: int) -> list[TypedSpan]:
        """Return the spans that share a code point with a range."""
        return self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def around(self, span: TypedSpan) -> TypedSpan | None:
        """Return the span that another stands in, None if there is none."""
        place = bisect_right(self._starts, span.start) - 1
        if place >= 0 and self.spans[place].end >= span.end:
            return self.spans[place]
        return None
