"""What was learned about speakers: the weight of each feature, and the given names of women and men."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

SPEAKERS_NAME: Final = "speakers.json"
"""The file of a model folder that has the weights."""


class SpeakerWeights(BaseModel):
    """The weights of a choice among candidates (a conditional logit: McFadden, 1974)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    given_names: dict[str, float]
    """The logarithm of how much more often a given name, lower case, was a woman's than a man's."""

    def probabilities(self, candidates: Sequence[Mapping[str, float]]) -> list[float]:
        """Return how probable each candidate is, given its features; those that were not learned say nothing."""
        scores = [sum(self.weights.get(name, 0.0) * value for name, value in row.items()) for row in candidates]
        highest = max(scores)
        masses = [math.exp(score - highest) for score in scores]
        total = sum(masses)
        return [mass / total for mass in masses]
