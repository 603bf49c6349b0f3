"""The topics model at run time: an article's headline and body to a probability for each concept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from schemas.article import Article
from services.language.encoder import Encoder
from services.language.errors import ModelError
from services.language.model_folder import ModelFolder
from services.topics.bag import BAG_NAME, WordBag
from services.topics.concepts import concept_table
from services.topics.lead import lead_of
from services.topics.rarity import RARITY_NAME, Rarity

TASK: Final = "topics"
CALIBRATION_NAME: Final = "calibration.json"


class Calibration(BaseModel):
    """What turns logits into probabilities and probabilities into decisions; one entry a label."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    """The probability of a label is sigmoid(slope * logit + offset) (Platt, 1999)."""
    thresholds: tuple[float, ...]
    """A topic that is not the primary one is listed from this probability on."""
    primary_threshold: float
    """Below this probability even the primary topic is not listed: the article has no topic."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one article."""

    probabilities: NDArray[np.float64]
    """That the article is about each label of the model, shape (labels,)."""
    primary: NDArray[np.float64]
    """That each top-level label is the one to file it under, shape (top-level labels,); sums to 1."""


class TopicsModel:
    """A trained topics model.

    The ONNX file gives for each word piece one column a label and then one column a top-level label; the mean over the
    pieces of a column is its logit by the window. Heads being linear, that is the logit of the mean of the encoder's
    states. The logit by the bag of words of the article is added to it.
    """

    def __init__(self, folder: ModelFolder) -> None:
        """Load the model; ModelError names the file that does not load or does not fit the others."""
        self.model = folder.model
        self.labels = folder.manifest.labels
        self.rarity = folder.read(RARITY_NAME, Rarity)
        self.calibration = folder.read(CALIBRATION_NAME, Calibration)
        _check_sizes(folder.file(CALIBRATION_NAME), self.calibration, len(self.labels))
        table = concept_table()
        unknown = [label for label in self.labels if label not in table.concepts]
        if unknown:
            raise ModelError(f"{folder.path}: its label {unknown[0]} is no active IPTC Media Topic")
        self.concepts = tuple(table[label] for label in self.labels)
        self.top_count = sum(concept.level == 1 for concept in self.concepts)
        if any(concept.level == 1 for concept in self.concepts[self.top_count :]):
            raise ModelError(f"{folder.path}: its top-level labels do not come first")
        self._encoder = Encoder(folder)
        self._bag = WordBag(folder.file(BAG_NAME), len(self.labels) + self.top_count)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load the model in a folder; ModelError names the file that is missing, damaged or of another task."""
        return cls(ModelFolder.load(path, TASK))

    def logits(self, article: Article) -> NDArray[np.float64] | None:
        """Return one logit a label and then one a top-level label, or None for text that the model cannot read."""
        lead = lead_of(article, self._encoder.tokenizer, self._encoder.window)
        if lead is None:
            return None
        pieces, count = lead
        rows = self._encoder.encode_window(pieces, 0, count)
        mean: NDArray[np.float64] = rows.astype(np.float64).mean(axis=0)
        return mean + self._bag.logits(pieces.ids)

    def scores(self, logits: NDArray[np.float64]) -> Scores:
        """Turn the logits of one article into probabilities."""
        count = len(self.labels)
        slopes, offsets = np.array(self.calibration.slopes), np.array(self.calibration.offsets)
        probabilities = 1 / (1 + np.exp(-np.clip(slopes * logits[:count] + offsets, -40, 40)))
        powers = np.exp(logits[count:] - logits[count:].max())
        return Scores(probabilities, powers / powers.sum())


def _check_sizes(path: Path, calibration: Calibration, label_count: int) -> None:
    for name in ("slopes", "offsets", "thresholds"):
        if len(getattr(calibration, name)) != label_count:
            raise ModelError(f"{path}: {name} are not one a label of the manifest ({label_count})")
