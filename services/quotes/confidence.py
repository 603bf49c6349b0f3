"""How probable it is that a quotation is right: that a person would mark about these words, said by this source.

The weights are learned by `python -m training.quotes_confidence`.
"""

from schemas.quotes import QuoteKind
from services.language.confidence import Confidence, log_odds
from services.quotes.linking import BY_LAYOUT, Attribution


def confidence_of(attribution: Attribution, kind: QuoteKind, learned: Confidence) -> float:
    """Return the probability that a quotation is right."""
    return BY_LAYOUT if attribution.by_layout else learned.of(features(attribution, kind))


def features(attribution: Attribution, kind: QuoteKind) -> dict[str, float]:
    """Return what speaks for and against a quotation: how sure its parts are, as log-odds, and what it consists of.

    A part is as sure as the least sure of its pieces.
    """
    values: dict[str, float] = {kind: 1.0}
    parts = {"content": attribution.content, "cue": attribution.cue, "source": attribution.source}
    for name, pieces in parts.items():
        if pieces:
            values[name] = log_odds(min(piece.confidence for piece in pieces))
        else:
            values[f"no {name}"] = 1.0
    if len(attribution.content) > 1:
        values["in pieces"] = 1.0
    return values
