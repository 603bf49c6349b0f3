"""What was learned about speakers: the weight of each feature, and the given names of women and men."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from services.language.errors import ModelError

SPEAKERS_NAME: Final = "speakers.json"
"""The file of a model folder that has the weights."""


class SpeakerWeights(BaseModel):
    """The weights of a choice among candidates (a conditional logit: McFadden, 1974)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    given_names: dict[str, float]
    """The logarithm of how much more often a given name, lower case, was a woman's than a man's."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file; ModelError names it and what is wrong with it."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise ModelError(f"{path}: {error.strerror}") from error
        except ValidationError as error:
            raise ModelError(f"{path}: {error.errors()[0]['msg']}") from error

    def score(self, features: Mapping[str, float]) -> float:
        """Return how much the features speak for a candidate; features that were not learned say nothing."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())
