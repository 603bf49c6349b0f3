"""Confidences that mean what they say: of a hundred things of confidence 0.8, about eighty are right.

A tagger's own numbers are too bold. What is published is a logistic regression over them and what else is known
(Platt, 1999), learned from what proved right and wrong in articles that the tagger was not trained on.
"""

import math
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

CONFIDENCE_NAME: Final = "confidence.json"
"""The file of a model folder that has the weights."""

DIGITS: Final = 3
"""Of a confidence, after the point."""

_SUREST: Final = 0.998
"""Probability beyond which a tagger's own numbers say nothing more."""


class Confidence(BaseModel):
    """The weights of the features; each task says what its features are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]

    def of(self, features: Mapping[str, float]) -> float:
        """Return the probability that what has these features is right; those that were not learned say nothing."""
        score = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return round(1 / (1 + math.exp(-score)), DIGITS)


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of a probability, as a tagger has it."""
    bounded = min(max(probability, 1 - _SUREST), _SUREST)
    return math.log(bounded / (1 - bounded))
