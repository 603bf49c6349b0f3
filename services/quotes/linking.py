"""Which source and which cue belong to which content.

The rules, each by the price of what lies between (see `services.quotes.gaps`):

1. A content goes to the cheapest cue of its paragraph; the contents of one cue are the pieces of one quotation.
2. A cue goes to the cheapest source; contents in between cost nothing ("Smith said … , adding …").
3. A content without a cue goes to the source right before it ("Smith: …"), else it goes on with the content right
   before it (a quotation over several paragraphs), else nobody is known to have said it.
4. A source and a cue inside a content are a quotation within the quotation: what they attribute is the rest of the
   content's sentence behind the cue, else the part before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.language.tagger import TypedSpan
from services.quotes.gaps import gap, gap_price
from services.quotes.rows import SpanRow

SOURCE, CUE, CONTENT = "SOURCE", "CUE", "CONTENT"

Range = tuple[int, int]

BY_LAYOUT: Final = 0.9
"""Confidence of what the layout shows; too rare in the articles with labels to be measured there."""

CONTENT_REACH: Final = 220
"""The highest price at which a content still belongs to a cue."""

SOURCE_REACH: Final = 200
"""The highest price at which a cue still belongs to a source."""

RIVAL_PRICE: Final = 40
"""What another cue in between adds to a price."""

FARTHEST: Final = 4_000
"""Code points between two spans from which on they are not linked, however little that would cost."""

SURE_CONTENT: Final = 0.7
"""Confidence below which a content is none: most of those are wrong."""

SURE_NESTED: Final = 0.9
"""Confidence below which a source or a cue within a content starts no quotation of its own."""

SHORTEST_NESTED: Final = 8
"""Code points that a content within a content has at least."""


@dataclass(slots=True)
class Attribution:
    """One quotation before it is given a kind and a speaker; each list is in the order of the text."""

    content: list[TypedSpan]
    cue: list[TypedSpan] = field(default_factory=list)
    source: list[TypedSpan] = field(default_factory=list)
    by_layout: bool = False
    """Whether the layout of the text shows it, and no model has read it."""


def shown(content: Sequence[Range], source: Range) -> Attribution:
    """Return an attribution that the layout shows, given the code points of its parts."""
    pieces = [TypedSpan(*piece, CONTENT, BY_LAYOUT) for piece in content]
    return Attribution(pieces, source=[TypedSpan(*source, SOURCE, BY_LAYOUT)], by_layout=True)


def in_order(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Sort attributions by where their contents begin, the outer before the inner."""
    return sorted(attributions, key=lambda attribution: (attribution.content[0].start, -attribution.content[0].end))


def link(text: str, spans: Sequence[TypedSpan]) -> list[Attribution]:
    """Link the spans of a text to attributions, in the order of their contents.

    Spans of the types SOURCE, CUE and CONTENT; those of one type do not overlap.
    """
    contents = SpanRow([span for span in spans if span.type == CONTENT and span.confidence >= SURE_CONTENT])
    outer: dict[str, list[TypedSpan]] = {SOURCE: [], CUE: []}
    inner: dict[TypedSpan, list[TypedSpan]] = {}
    for span in spans:
        if span.type in outer:
            around = contents.around(span)
            if around is None:
                outer[span.type].append(span)
            else:
                inner.setdefault(around, []).append(span)
    attributions = _outer(text, contents, SpanRow(outer[CUE]), SpanRow(outer[SOURCE]))
    for content, parts in inner.items():
        attributions += _nested(text, content, parts)
    return in_order(attributions)


def _outer(text: str, contents: SpanRow, cues: SpanRow, sources: SpanRow) -> list[Attribution]:
    by_cue: dict[TypedSpan, Attribution] = {}
    attributions: list[Attribution] = []
    previous: Attribution | None = None
    for content in contents.spans:
        cue = _cheapest(text, content, cues, sources, cues, CONTENT_REACH)
        if cue is not None:
            if cue not in by_cue:
                source = _cheapest(text, cue, sources, contents, cues, SOURCE_REACH)
                by_cue[cue] = Attribution([], [cue], [source] if source else [])
                attributions.append(by_cue[cue])
            current = by_cue[cue]
        else:
            current = _without_cue(text, content, sources, previous)
            if current is not previous:
                attributions.append(current)
        current.content.append(content)
        previous = current
    return attributions


def _cheapest(
    text: str, span: TypedSpan, candidates: SpanRow, free: SpanRow, rivals: SpanRow, reach: int
) -> TypedSpan | None:
    """Return the candidate with the cheapest gap to a span, None if all are out of reach."""
    best, best_price = None, reach + 1
    for candidate in candidates.near(span):
        start, end = gap(span, candidate)
        if end - start > FARTHEST:
            continue
        between = free.between(start, end)
        if end - start - sum(one.end - one.start for one in between) >= best_price:
            continue
        price = gap_price(text, start, end, between)
        price += RIVAL_PRICE * sum(rival not in (span, candidate) for rival in rivals.between(start, end))
        if price < best_price:
            best, best_price = candidate, price
    return best


def _without_cue(text: str, content: TypedSpan, sources: SpanRow, previous: Attribution | None) -> Attribution:
    for source in reversed(sources.near(content)):
        between = text[source.end : min(content.start, source.end + 8)]
        if source.end <= content.start and between.strip(" \t\"“'‘«„") in (":", "–", "—"):
            return Attribution([], [], [source])
    if previous is not None and not text[previous.content[-1].end : content.start].strip(" \t\n\r\"“”'‘’«»"):
        return previous
    return Attribution([])


def _nested(text: str, content: TypedSpan, parts: list[TypedSpan]) -> list[Attribution]:
    sources = SpanRow([span for span in parts if span.type == SOURCE])
    cues = SpanRow([span for span in parts if span.type == CUE])
    found = []
    for number, cue in enumerate(cues.spans):
        source = _cheapest(text, cue, sources, SpanRow([]), cues, SOURCE_REACH)
        if source is None or min(source.confidence, cue.confidence) < SURE_NESTED:
            continue
        start, end = max(cue.end, source.end if source.start >= cue.end else 0), content.end
        if number + 1 < len(cues.spans):
            end = min(end, cues.spans[number + 1].start)
        if end - start < SHORTEST_NESTED:
            start, end = content.start, min(cue.start, source.start)
        start, end = _stripped(text, start, end)
        if end - start >= SHORTEST_NESTED:
            piece = TypedSpan(start, end, CONTENT, min(content.confidence, cue.confidence))
            found.append(Attribution([piece], [cue], [source]))
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends inwards over white space and the marks that separate a tag from what it tags."""
    while start < end and text[start] in " \t\r,;:":
        start += 1
    while start < end and text[end - 1] in " \t\r,;:":
        end -= 1
    return start, end
