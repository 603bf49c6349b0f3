"""Windows over a long text: what the encoder sees at once."""

from itertools import pairwise

import numpy as np

from services.language.pieces import Pieces

SPECIAL_PIECES = 2
"""[CLS] and [SEP], which surround every window."""


def window_bounds(pieces: Pieces, limit: int, first: int = 0) -> list[tuple[int, int]]:
    """Cut the pieces of a text into consecutive windows of at most `limit` pieces, [CLS] and [SEP] included.

    Whole paragraphs are packed together as long as they fit; a paragraph that does not fit alone is cut after the last
    sentence that fits, else before a word. Returns half-open ranges of pieces that cover all of them in order. Takes
    time linear in the number of pieces. `first`, if not 0, is a smaller limit of the first window only: it moves all
    cuts, which gives training other views of the same text.
    """
    count = len(pieces)
    paragraphs = np.flatnonzero(pieces.paragraph_starts).tolist()
    edges = sorted({0, count, *paragraphs})
    bounds: list[tuple[int, int]] = []
    start = 0
    for paragraph_start, paragraph_end in pairwise(edges):
        room = (first if first and not bounds else limit) - SPECIAL_PIECES
        if paragraph_end - start <= room:
            continue
        if paragraph_start > start:
            bounds.append((start, paragraph_start))
            start = paragraph_start
            room = limit - SPECIAL_PIECES
        while paragraph_end - start > room:
            cut = _cut(pieces, start, start + room)
            bounds.append((start, cut))
            start = cut
            room = limit - SPECIAL_PIECES
    if start < count:
        bounds.append((start, count))
    return bounds


def _cut(pieces: Pieces, start: int, end: int) -> int:
    """Return the best place to cut after `start`, at most `end`: a sentence end in the second half, else a word."""
    middle = (start + end) // 2
    ends = np.flatnonzero(pieces.sentence_ends[middle:end])
    if len(ends):
        return middle + int(ends[-1]) + 1
    heads = np.flatnonzero(pieces.heads[start + 1 : end + 1])
    return start + 1 + int(heads[-1]) if len(heads) else end
