"""All that the entities task has learned."""

from dataclasses import dataclass
from typing import Self

from services.language.confidence import CONFIDENCE_NAME, Confidence
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger


@dataclass(frozen=True, slots=True)
class EntitiesModel:
    """A tagger of names, and what tells how sure a mention is."""

    tagger: Tagger
    confidence: Confidence

    @classmethod
    def load(cls, folder: ModelFolder) -> Self:
        """Load both; ModelError names a file that is missing or damaged."""
        return cls(Tagger(folder), folder.read(CONFIDENCE_NAME, Confidence))
