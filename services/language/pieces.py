"""Text to word pieces whose offsets are code points of that text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from services.language.errors import ModelError
from services.language.shapes import CONTINUES, GLUED, PARAGRAPH, SPACED, feature_of, gap_of, shape_of

CHUNK_LENGTH: Final = 10_000
"""Code points that are tokenized at once, so that a megabyte in one line costs no more memory than many lines."""

SENTENCE_MARKS: Final = (".", "!", "?", "。", "！", "？", "।", "؟")
CLOSING_MARKS: Final = ('"', "'", "”", "’", "»", ")", "]")

SURROGATES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, as parallel arrays of the same length n."""

    ids: NDArray[np.int64]
    """Numbers in the vocabulary, shape (n,)."""
    features: NDArray[np.int64]
    """Shape and gap, see `services.language.shapes`, shape (n,)."""
    starts: NDArray[np.int64]
    """First code point of each piece, shape (n,)."""
    ends: NDArray[np.int64]
    """Code point after each piece, shape (n,)."""
    heads: NDArray[np.bool_]
    """True where a piece is the first of its word, shape (n,)."""
    paragraph_starts: NDArray[np.bool_]
    """True where a piece is the first of its paragraph, shape (n,)."""
    sentence_ends: NDArray[np.bool_]
    """True where a piece is likely the last of its sentence (an abbreviation's full stop counts too), shape (n,)."""

    def __len__(self) -> int:
        return len(self.ids)


class PieceTokenizer:
    """A `tokenizers` tokenizer whose result carries word shapes and survives any text."""

    def __init__(self, path: Path) -> None:
        """Load the tokenizer from its JSON file; ModelError if that is not one."""
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(f"{path}: not a tokenizer: {error}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.start_id = self._special("[CLS]", path)
        self.end_id = self._special("[SEP]", path)
        self._sentence_marks = self._known(SENTENCE_MARKS)
        self._closing_marks = self._known(CLOSING_MARKS)

    def _special(self, token: str, path: Path) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ModelError(f"{path}: the vocabulary has no {token}")
        return int(number)

    def _known(self, tokens: tuple[str, ...]) -> NDArray[np.int64]:
        numbers = (self._tokenizer.token_to_id(token) for token in tokens)
        return np.array([number for number in numbers if number is not None], dtype=np.int64)

    def split(self, text: str) -> Pieces:
        """Cut a text into word pieces.

        A paragraph ends at a line feed. Lone surrogates, which UTF-8 cannot carry, are read as U+FFFD.
        """
        columns: list[tuple[int, int, int, int, bool, bool]] = []
        for start, chunk, opens_paragraph in _chunks(SURROGATES.sub("\ufffd", text)):
            columns.extend(self._chunk_pieces(chunk, start, opens_paragraph))
        ids, features, starts, ends, heads, paragraph_starts = zip(*columns, strict=True) if columns else ((),) * 6
        id_array = np.array(ids, dtype=np.int64)
        feature_array = np.array(features, dtype=np.int64)
        return Pieces(
            ids=id_array,
            features=feature_array,
            starts=np.array(starts, dtype=np.int64),
            ends=np.array(ends, dtype=np.int64),
            heads=np.array(heads, dtype=np.bool_),
            paragraph_starts=np.array(paragraph_starts, dtype=np.bool_),
            sentence_ends=self._sentence_ends(id_array, feature_array),
        )

    def _sentence_ends(self, ids: NDArray[np.int64], features: NDArray[np.int64]) -> NDArray[np.bool_]:
        """A mark that ends sentences, or a closing mark right after one, with a gap behind it."""
        marks = np.isin(ids, self._sentence_marks)
        closed = np.isin(ids, self._closing_marks)
        closed[1:] &= marks[:-1]
        closed[:1] = False
        gap_behind = np.ones(len(ids), dtype=np.bool_)
        gap_behind[:-1] = np.isin(gap_of(features[1:]), (SPACED, PARAGRAPH))
        return (marks | closed) & gap_behind

    def _chunk_pieces(
        self, chunk: str, start: int, opens_paragraph: bool
    ) -> Iterator[tuple[int, int, int, int, bool, bool]]:
        encoding = self._tokenizer.encode(chunk, add_special_tokens=False)
        offsets, words = encoding.offsets, encoding.word_ids
        word_ends = {word: offset[1] for word, offset in zip(words, offsets, strict=True)}
        word: int | None = -1
        end, shape = -1, 0
        for number, (piece_start, piece_end), piece_word in zip(encoding.ids, offsets, words, strict=True):
            head = piece_word != word
            opens = head and word == -1 and opens_paragraph
            if head:
                shape = shape_of(chunk[piece_start : word_ends[piece_word]])
            gap = PARAGRAPH if opens else CONTINUES if not head else GLUED if piece_start == end else SPACED
            yield number, feature_of(shape, gap), start + piece_start, start + piece_end, head, opens
            word, end = piece_word, piece_end


def _chunks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (start, chunk, whether it opens a paragraph), cut at line feeds and, in long lines, at spaces."""
    start = 0
    while start <= len(text):
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        opens_paragraph = True
        while start < line_end:
            end = min(start + CHUNK_LENGTH, line_end)
            if end < line_end:
                space = text.rfind(" ", start + 1, end)
                end = space if space > 0 else end
            chunk = text[start:end]
            if chunk.strip():
                yield start, chunk, opens_paragraph
                opens_paragraph = False
            start = end
        start = line_end + 1
