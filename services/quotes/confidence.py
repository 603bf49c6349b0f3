"""How probable it is that a quotation is right.

The weights were learned from what proved right and wrong on articles that the model was not trained on
(`python -m training.quotes_confidence`), so that of a hundred quotations of confidence 0.8 about eighty are right: the
content shares half of its text with one that a person marked, and the source is the same.
"""

import math
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from schemas.quotes import QuoteKind
from services.language.tagger import TypedSpan
from services.quotes.linking import BY_LAYOUT, Attribution

CONFIDENCE_NAME: Final = "confidence.json"
"""The file of a model folder that has the weights."""

DIGITS: Final = 3
"""Of a confidence, after the point."""

_SUREST: Final = 0.998
"""Probability of a part beyond which the model's own numbers say nothing more."""


class Confidence(BaseModel):
    """A logistic regression over what is known of a quotation (Platt, 1999)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    """By feature of a quotation (see `features`)."""

    def of(self, attribution: Attribution, kind: QuoteKind) -> float:
        """Return the probability that a quotation is one, with its own source."""
        if attribution.by_layout:
            return BY_LAYOUT
        score = sum(self.weights.get(name, 0.0) * value for name, value in features(attribution, kind).items())
        return round(1 / (1 + math.exp(-score)), DIGITS)


def features(attribution: Attribution, kind: QuoteKind) -> dict[str, float]:
    """Return what speaks for and against a quotation: how sure its parts are, as log-odds, and what it consists of."""
    values: dict[str, float] = {kind: 1.0}
    parts = {"content": attribution.content, "cue": attribution.cue, "source": attribution.source}
    for name, pieces in parts.items():
        if pieces:
            values[name] = _log_odds(pieces)
        else:
            values[f"no {name}"] = 1.0
    if len(attribution.content) > 1:
        values["in pieces"] = 1.0
    return values


def _log_odds(pieces: Sequence[TypedSpan]) -> float:
    """A part is as sure as the least sure of its pieces."""
    probability = min(max(min(piece.confidence for piece in pieces), 1 - _SUREST), _SUREST)
    return math.log(probability / (1 - probability))
