"""Who said what, as the model reads it from each cue, and by rules where it reads nothing.

From a cue the model labels the words of its window anew: the source and the content that belong to this cue. So each
cue has an attribution of its own, one may stand within the content of another, and links need no rule. Contents that no
cue claims (in another window, or a paragraph that goes on with a quotation) are linked by `services.quotes.linking`.
"""

from collections.abc import Sequence
from typing import Final

from services.language.tagger import Reading, Tagger, TypedSpan
from services.quotes.linking import CONTENT, CUE, SOURCE, Attribution, link

SURE_CUE: Final = 0.5
SAME: Final = 0.6


def attributions(model: Tagger, reading: Reading, spans: Sequence[TypedSpan]) -> list[Attribution]:
    """Return the attributions of a text in the order of their contents; `spans` are those of the model's layers."""
    by_rule = link(reading.text, spans)
    if not model.anchored_layers:
        return by_rule
    claimed: list[Attribution] = []
    for cue in spans:
        if cue.type == CUE and cue.confidence >= SURE_CUE:
            seen = model.seen_from(reading, cue)
            content = [span for span in seen if span.type == CONTENT]
            if content:
                _add(claimed, Attribution(content, [cue], [span for span in seen if span.type == SOURCE]))
    taken = [piece for attribution in claimed for piece in attribution.content]
    for attribution in by_rule:
        left = [piece for piece in attribution.content if not any(_overlap(piece, other) for other in taken)]
        if not left:
            continue
        same = [known for known in claimed if attribution.cue and attribution.cue[0] in known.cue]
        if same:
            same[0].content = sorted([*same[0].content, *left])
        else:
            claimed.append(Attribution(left, attribution.cue, attribution.source))
    return sorted(claimed, key=lambda attribution: (attribution.content[0].start, -attribution.content[0].end))


def _add(claimed: list[Attribution], new: Attribution) -> None:
    """Add an attribution; one of the same content is the same one, with a cue in several pieces."""
    for known in claimed:
        if _jaccard(known.content, new.content) > SAME:
            known.cue = [*known.cue, *new.cue]
            return
    claimed.append(new)


def _overlap(one: TypedSpan, other: TypedSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _points(pieces: Sequence[TypedSpan]) -> set[int]:
    return {point for piece in pieces for point in range(piece.start, piece.end)}


def _jaccard(ones: Sequence[TypedSpan], others: Sequence[TypedSpan]) -> float:
    a, b = _points(ones), _points(others)
    return len(a & b) / len(a | b)
