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
from services.quotes.edges import says_whom, tidied_content, tidied_source
from services.quotes.gaps import SENTENCE_PRICE, gap, gap_price
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
        joined = [piece for piece in attribution.content if _joins(reading.text, piece, attribution)]
        attribution.content = joined or attribution.content
        sources = [tidied_source(reading.text, source, names) for source in attribution.source]
        attribution.source = [source for source in sources if says_whom(reading.text, source)]
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
        for attribution in _each_piece_once(reading.text, _of_window(model, reading, in_window, layer[window]))
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
            _add(reading.text, found, Attribution(content, [cue], [span for span in seen if span.type == SOURCE]))
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


def _add(text: str, found: list[Attribution], new: Attribution) -> None:
    """Add an attribution; one of the same content and sentence is the same one: its cue stands in several pieces."""
    for known in found:
        apart = gap_price(text, *gap(known.cue[-1], new.cue[0]), ())
        if _likeness(known.content, new.content) > SAME_CONTENT and apart < SENTENCE_PRICE:
            known.cue = [*known.cue, *new.cue]
            return
    found.append(new)


def _each_piece_once(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Leave a piece that several cues claim to the nearest of them; one within another is a piece of its own.

    A cue that is left without any is a further piece of the cue that has what it claimed.
    """
    nearest: dict[tuple[int, int], tuple[int, TypedSpan]] = {}
    for attribution in found:
        for piece in attribution.content:
            claim = (_distance(text, attribution, piece), piece)
            place = (piece.start, piece.end)
            nearest[place] = min(claim, nearest.get(place, claim))
    left, given_up = [], []
    for attribution in found:
        pieces = [
            piece
            for piece in attribution.content
            if not any(
                distance < _distance(text, attribution, piece) and _likeness([piece], [same]) >= SAME_CONTENT
                for distance, same in nearest.values()
            )
        ]
        if pieces:
            left.append(replace(attribution, content=pieces))
        else:
            given_up.append(attribution)
    for attribution in given_up:
        for known in left:
            if _likeness(known.content, attribution.content) > SAME_CONTENT:
                known.cue = sorted([*known.cue, *attribution.cue])
    return left


def _distance(text: str, attribution: Attribution, piece: TypedSpan) -> int:
    """Return the price of what stands between a piece and the nearest cue of its attribution."""
    return min(gap_price(text, *gap(piece, cue), ()) for cue in attribution.cue)


def _add_unclaimed(text: str, found: list[Attribution], by_rule: Iterable[Attribution]) -> None:
    """Add the pieces that no cue claims, to the attribution of the cue that the rules link them to if it has one."""
    claimed = bytearray(len(text))
    for attribution in found:
        for piece in attribution.content:
            claimed[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    by_cue = {piece: attribution for attribution in found for piece in attribution.cue}
    for attribution in by_rule:
        left = [piece for piece in attribution.content if not any(claimed[piece.start : piece.end])]
        known = next((by_cue[piece] for piece in attribution.cue if piece in by_cue), None)
        if left and known is not None:
            known.content = sorted([*known.content, *left])
        elif left:
            found.append(Attribution(left, attribution.cue, attribution.source))


def _joins(text: str, piece: TypedSpan, known: Attribution) -> bool:
    """Whether a piece belongs to a quotation, as it seems to; in a paragraph before its cue, it must be quoted.

    So that a headline does not go on in the story.
    """
    if not known.cue or "\n" not in text[piece.end : known.cue[0].start]:
        return True
    return bool(quoted_ranges(text[piece.start : piece.end]))


def _shared(one: TypedSpan, other: TypedSpan) -> int:
    """Return how many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _likeness(ones: Sequence[TypedSpan], others: Sequence[TypedSpan]) -> float:
    """Return the Jaccard index of the code points of two contents, whose pieces do not overlap."""
    shared = sum(_shared(one, other) for one in ones for other in others)
    return shared / (sum(span.end - span.start for span in (*ones, *others)) - shared)
