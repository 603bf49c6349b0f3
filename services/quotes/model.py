"""All that the quotes task has learned."""

from dataclasses import dataclass
from typing import Self

from services.language.confidence import CONFIDENCE_NAME, Confidence
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger
from services.quotes.speaker_weights import SPEAKERS_NAME, SpeakerWeights


@dataclass(frozen=True, slots=True)
class QuotesModel:
    """A tagger of sources, cues, contents and names, what chooses a speaker, and what tells how sure a quotation is."""

    tagger: Tagger
    speakers: SpeakerWeights
    confidence: Confidence

    @classmethod
    def load(cls, folder: ModelFolder) -> Self:
        """Load all; ModelError names a file that is missing or damaged."""
        return cls(Tagger(folder), folder.read(SPEAKERS_NAME, SpeakerWeights), folder.read(CONFIDENCE_NAME, Confidence))
