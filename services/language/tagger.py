"""A model that labels words, applied to a text of any length."""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.language.anchored import ANCHORED_NAME, AnchoredLabels
from services.language.decoding import WordSpan, decode, decode_one
from services.language.encoder import Encoder
from services.language.model_folder import ModelFolder
from services.language.windows import window_bounds

Decoder = Callable[[NDArray[np.float32], tuple[str, ...], NDArray[np.bool_]], list[WordSpan]]


@dataclass(frozen=True, slots=True, order=True)
class TypedSpan:
    """A half-open range of code points, its type, and how sure the model is of it, 0 to 1."""

    start: int
    end: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of each word of a text; arrays have one entry or row a word."""

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Code points, half-open."""
    opens_paragraph: NDArray[np.bool_]
    places: NDArray[np.int64]
    """The number of the word piece that a word begins with."""
    windows: NDArray[np.int64]
    """The number of the window that a word was read in."""
    outputs: NDArray[np.float32]
    """Logits of all layers and, with anchored labels, keys and queries behind them."""

    def word_at(self, span: TypedSpan) -> int:
        """Return the number of the first word of a span of this reading."""
        return int(np.searchsorted(self.starts, span.start))

    def window_of(self, span: TypedSpan) -> int:
        """Return the number of the window in which a span of this reading begins."""
        return int(self.windows[self.word_at(span)])

    def spans(
        self, logits: NDArray[np.float32], types: tuple[str, ...], first: int = 0, decoder: Decoder = decode
    ) -> list[TypedSpan]:
        """Return the spans that logits of one layer mean, which stand for the words from number `first` on."""
        found = []
        for span in decoder(logits, types, self.opens_paragraph[first : first + len(logits)]):
            end = _past_marks(self.text, int(self.ends[first + span.end - 1]))
            found.append(TypedSpan(int(self.starts[first + span.start]), end, span.type, span.confidence))
        return found


class Tagger:
    """Finds typed spans in a text."""

    def __init__(self, folder: ModelFolder) -> None:
        """Load the model; ModelError names the file that does not load."""
        self.model = folder.model
        self.layers = folder.manifest.layers
        self.anchored_layers = folder.manifest.anchored
        self._encoder = Encoder(folder)
        self._anchored = AnchoredLabels(folder.file(ANCHORED_NAME)) if self.anchored_layers else None
        self._label_count = sum(map(_width, self.layers))

    def tag(self, text: str) -> list[TypedSpan]:
        """Return the spans of all layers, sorted; spans of one layer do not overlap, none crosses a line feed."""
        return self.spans(self.read(text))

    def read(self, text: str) -> Reading:
        """Run the encoder over a text."""
        pieces = self._encoder.tokenizer.split(text)
        if not len(pieces):
            nothing = np.zeros(0, dtype=np.int64)
            outputs = np.zeros((0, 0), dtype=np.float32)
            return Reading(text, nothing, nothing, nothing.astype(bool), nothing, nothing, outputs)
        heads = np.flatnonzero(pieces.heads)
        window_ends = [end for _, end in window_bounds(pieces, self._encoder.window)]
        return Reading(
            text,
            pieces.starts[heads],
            pieces.ends[np.append(heads[1:] - 1, len(pieces) - 1)],
            pieces.paragraph_starts[heads],
            heads,
            np.searchsorted(window_ends, heads, side="right"),
            self._encoder.encode(pieces)[heads],
        )

    def spans(self, reading: Reading) -> list[TypedSpan]:
        """Return the spans of all layers, sorted."""
        spans = []
        column = 0
        for types in self.layers:
            spans += reading.spans(reading.outputs[:, column : column + _width(types)], types)
            column += _width(types)
        return sorted(spans)

    def seen_from(self, reading: Reading, anchor: TypedSpan, single: Collection[str] = ()) -> list[TypedSpan]:
        """Return the spans of the anchored layers as seen from the first word of a span of this reading, sorted.

        The spans stand in the window that the anchor was read in; none, if the model has no anchored labels. Of a type
        in `single` there is at most one, in a layer of its own.
        """
        if self._anchored is None:
            return []
        word, window = reading.word_at(anchor), reading.window_of(anchor)
        first, last = np.searchsorted(reading.windows, [window, window + 1])
        keys, queries = np.split(reading.outputs[first:last, self._label_count :], 2, axis=1)
        distances = reading.places[first:last] - reading.places[word]
        logits = self._anchored.logits(keys, queries[word - first], distances)
        spans = []
        column = 0
        for types in self.anchored_layers:
            decoder = decode_one if set(types) <= set(single) else decode
            spans += reading.spans(logits[:, column : column + _width(types)], types, int(first), decoder)
            column += _width(types)
        return sorted(spans)


def _width(types: tuple[str, ...]) -> int:
    return 1 + 2 * len(types)


def _past_marks(text: str, end: int) -> int:
    """Move an end over combining marks, which the tokenizer drops and a reader sees as part of the letter before."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
