"""All that the quotes task has learned."""

from dataclasses import dataclass
from typing import Self

from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger
from services.quotes.speaker_weights import SPEAKERS_NAME, SpeakerWeights


@dataclass(frozen=True, slots=True)
class QuotesModel:
    """A tagger of sources, cues, contents and names, and the weights that choose a speaker."""

    tagger: Tagger
    speakers: SpeakerWeights

    @classmethod
    def load(cls, folder: ModelFolder) -> Self:
        """Load both; ModelError names a file that is missing or damaged."""
        return cls(Tagger(folder), SpeakerWeights.load(folder.file(SPEAKERS_NAME)))
