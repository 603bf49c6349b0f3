"""Who said what, as the model reads it from each cue, and by rules where it reads nothing.

From a cue the model labels the words of its window anew: the source and the content that belong to this cue. So each
cue has an attribution of its own, one may stand within the content of another, and links need no rule. Contents that no
cue claims (in another window, or a paragraph that goes on with a quotation) are linked by `services.quotes.linking`.

The constants were chosen on articles that neither the model learns from nor the measures are taken on
(`training/labels/quotes-held.jsonl`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from services.language.tagger import Reading, Tagger, TypedSpan
from services.quotes.edges import tidied_content, tidied_source
from services.quotes.kinds import quoted_ranges
from services.quotes.linking import CONTENT, CUE, SOURCE, Attribution, in_order, link
from services.quotes.rows import SpanRow

SURE_CUE: Final = 0.6
"""Confidence from which on a cue is read from."""

SURE_CONTENT: Final = 0.7
"""Confidence below which a content seen from a cue is none."""

SURE_ALONE: Final = 0.9
"""The same, where the layer of contents has none in this place."""

SAME_CONTENT: Final = 0.6
"""Share of the code points of two contents that they share (Jaccard) from which on they are the same."""


def attributions(model: Tagger, reading: Reading, spans: Sequence[TypedSpan]) -> list[Attribution]:
    """Return the attributions of a text in the order of their contents, the outer before the inner.

    `spans` are those that the model's layers have in this reading.
    """
    found = _linked(model, reading, spans)
    parts = [SpanRow(span for span in spans if span.type == part) for part in (CUE, SOURCE)]
    names = SpanRow(span for span in spans if span.type not in (CUE, SOURCE, CONTENT))
    for attribution in found:
        attribution.source = [tidied_source(reading.text, source, names) for source in attribution.source]
        attribution.content = tidied_content(reading.text, attribution.content, parts)
    return in_order(attribution for attribution in found if attribution.content)


def _linked(model: Tagger, reading: Reading, spans: Sequence[TypedSpan]) -> list[Attribution]:
    by_rule = link(reading.text, spans)
    if not model.anchored_layers:
        return by_rule
    cues: dict[int, list[TypedSpan]] = defaultdict(list)
    layer: dict[int, list[TypedSpan]] = defaultdict(list)
    for span in spans:
        if span.type == CUE and span.confidence >= SURE_CUE:
            cues[reading.window_of(span)].append(span)
        elif span.type == CONTENT:
            layer[reading.window_of(span)].append(span)
    # What is seen from a cue stands in its window, so only cues of one window can claim the same.
    found = [
        attribution
        for window, in_window in cues.items()
        for attribution in _each_piece_once(_of_window(model, reading, in_window, layer[window]))
    ]
    _add_unclaimed(reading.text, found, by_rule)
    return found


def _of_window(
    model: Tagger, reading: Reading, cues: Iterable[TypedSpan], layer: Sequence[TypedSpan]
) -> list[Attribution]:
    found: list[Attribution] = []
    for cue in cues:
        seen = model.seen_from(reading, cue, single={SOURCE})
        content = _settled([span for span in seen if span.type == CONTENT], layer)
        if content:
            _add(found, Attribution(content, [cue], [span for span in seen if span.type == SOURCE]))
    return found


def _settled(content: Iterable[TypedSpan], layer: Sequence[TypedSpan]) -> list[TypedSpan]:
    """Leave out pieces that are too doubtful; a piece that the layer of contents has too takes the edges from there.

    That layer is the better at edges, as it has seen more labels.
    """
    pieces = []
    for piece in content:
        near = [other for other in layer if _shared(piece, other)]
        if piece.confidence < (SURE_CONTENT if near else SURE_ALONE):
            continue
        closest = max(near, key=lambda other: _likeness([piece], [other]), default=piece)
        same = _likeness([piece], [closest]) >= SAME_CONTENT
        pieces.append(replace(closest, confidence=piece.confidence) if same else piece)
    return sorted({(piece.start, piece.end): piece for piece in pieces}.values())


def _add(found: list[Attribution], new: Attribution) -> None:
    """Add an attribution; one of the same content is the same one, and its cue stands in several pieces."""
    for known in found:
        if _likeness(known.content, new.content) > SAME_CONTENT:
            known.cue = [*known.cue, *new.cue]
            return
    found.append(new)


def _each_piece_once(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave a piece that several cues claim to the nearest of them; one within another is a piece of its own."""
    nearest: dict[tuple[int, int], tuple[int, TypedSpan]] = {}
    for attribution in found:
        for piece in attribution.content:
            claim = (_distance(attribution, piece), piece)
            place = (piece.start, piece.end)
            nearest[place] = min(claim, nearest.get(place, claim))
    left = []
    for attribution in found:
        pieces = [
            piece
            for piece in attribution.content
            if not any(
                distance < _distance(attribution, piece) and _likeness([piece], [same]) >= SAME_CONTENT
                for distance, same in nearest.values()
            )
        ]
        if pieces:
            left.append(replace(attribution, content=pieces))
    return left


def _distance(attribution: Attribution, piece: TypedSpan) -> int:
    """Return the code points between a piece and the nearest cue of its attribution."""
    return min(max(piece.start - cue.end, cue.start - piece.end, 0) for cue in attribution.cue)


def _add_unclaimed(text: str, found: list[Attribution], by_rule: Iterable[Attribution]) -> None:
    """Add the pieces that no cue claims, to the attribution of the cue that the rules link them to if it has one.

    A piece that cannot go on with that attribution is left out.
    """
    claimed = bytearray(len(text))
    for attribution in found:
        for piece in attribution.content:
            claimed[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    by_cue = {piece: attribution for attribution in found for piece in attribution.cue}
    for attribution in by_rule:
        left = [piece for piece in attribution.content if not any(claimed[piece.start : piece.end])]
        known = next((by_cue[piece] for piece in attribution.cue if piece in by_cue), None)
        if left and known is not None:
            known.content = sorted([*known.content, *(piece for piece in left if _joins(text, piece, known))])
        elif left:
            found.append(Attribution(left, attribution.cue, attribution.source))


def _joins(text: str, piece: TypedSpan, known: Attribution) -> bool:
    """Whether a piece that no cue claims goes on with a quotation; in the paragraph before, it must be quoted.

    So that a headline does not go on in the story.
    """
    before = "\n" in text[piece.end : known.cue[0].start]
    return not before or bool(quoted_ranges(text[piece.start : piece.end]))


def _shared(one: TypedSpan, other: TypedSpan) -> int:
    """Return how many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _likeness(ones: Sequence[TypedSpan], others: Sequence[TypedSpan]) -> float:
    """Return the Jaccard index of the code points of two contents, whose pieces do not overlap."""
    shared = sum(_shared(one, other) for one in ones for other in others)
    return shared / (sum(span.end - span.start for span in (*ones, *others)) - shared)
