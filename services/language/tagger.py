"""A model that labels words, applied to a text of any length."""

import unicodedata
from dataclasses import dataclass

import numpy as np

from services.language.decoding import decode
from services.language.encoder import Encoder
from services.language.model_folder import ModelFolder


@dataclass(frozen=True, slots=True, order=True)
class TypedSpan:
    """A half-open range of code points, its type, and how sure the model is of it, 0 to 1."""

    start: int
    end: int
    type: str
    confidence: float


class Tagger:
    """Finds typed spans in a text."""

    def __init__(self, folder: ModelFolder) -> None:
        """Load the model; ModelError names the file that does not load."""
        self.model = folder.model
        self.layers = folder.manifest.layers
        self._encoder = Encoder(folder)

    def tag(self, text: str) -> list[TypedSpan]:
        """Return the spans of all layers, sorted; spans of one layer do not overlap, none crosses a line feed."""
        pieces = self._encoder.tokenizer.split(text)
        if not len(pieces):
            return []
        heads = np.flatnonzero(pieces.heads)
        starts = pieces.starts[heads]
        ends = pieces.ends[np.append(heads[1:] - 1, len(pieces) - 1)]
        opens_paragraph = pieces.paragraph_starts[heads]
        logits = self._encoder.encode(pieces)[heads]
        spans = []
        column = 0
        for types in self.layers:
            width = 1 + 2 * len(types)
            for span in decode(logits[:, column : column + width], types, opens_paragraph):
                end = _past_marks(text, int(ends[span.end - 1]))
                spans.append(TypedSpan(int(starts[span.start]), end, span.type, span.confidence))
            column += width
        return sorted(spans)


def _past_marks(text: str, end: int) -> int:
    """Move an end over combining marks, which the tokenizer drops and a reader sees as part of the letter before."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
