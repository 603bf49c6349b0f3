"""Labels of words to spans of words.

A layer of labels is "O" and a "B-" and an "I-" for each type, in the order O, B-first, I-first, B-second, …; a span is
one B and the I of its type that follow (Ramshaw and Marcus, 1995). Several layers are decoded independently, so that
spans of different layers may nest.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

OUTSIDE: Final = 0


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A typed, half-open range of words and the mean probability of its type over them, 0 to 1."""

    start: int
    end: int
    type: str
    confidence: float


def label_names(types: tuple[str, ...]) -> list[str]:
    """Return the labels of a layer in the order of their columns."""
    return ["O", *(f"{mark}-{name}" for name in types for mark in "BI")]


def decode(logits: NDArray[np.float32], types: tuple[str, ...], paragraph_starts: NDArray[np.bool_]) -> list[WordSpan]:
    """Find the most probable legal labelling of each paragraph and return its spans in order.

    `logits` has the shape (words, 1 + 2 * types), `paragraph_starts` is true at the first word of each paragraph. No
    span crosses a paragraph. Greedy labels are kept wherever they are legal, since they are then the most probable.
    """
    count = len(logits)
    if not count:
        return []
    scores = _log_softmax(logits)
    labels = np.argmax(scores, axis=1)
    edges = np.union1d(np.flatnonzero(paragraph_starts), [0, count]).tolist()
    for start, end in pairwise(edges):
        if not _legal(labels[start:end]):
            labels[start:end] = _viterbi(scores[start:end])
    return _spans(labels, np.exp(scores), types)


def decode_one(
    logits: NDArray[np.float32], types: tuple[str, ...], paragraph_starts: NDArray[np.bool_]
) -> list[WordSpan]:
    """Find the one span that is most probable, where there is at most one of a layer of one type; empty if none is.

    Shapes as in `decode`. What a span gains is how much more probable its labels are than "O", in logarithms, summed
    over its words; so a doubtful word between sure ones joins them, and of two spans the longer and surer one stays.
    """
    (name,) = types
    scores = _log_softmax(logits)
    gains = scores[:, 1:] - scores[:, :1]
    best, best_range, gain, start = 0.0, None, -np.inf, 0
    for word, (begins, goes_on) in enumerate(gains.tolist()):
        extended = -np.inf if paragraph_starts[word] else gain + goes_on
        gain, start = (extended, start) if extended >= begins else (begins, word)
        if gain > best:
            best, best_range = gain, (start, word + 1)
    if best_range is None:
        return []
    mass = np.exp(scores[slice(*best_range), 1:]).sum(axis=1).mean()
    return [WordSpan(*best_range, name, round(float(mass), 4))]


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _legal(labels: NDArray[np.int64]) -> bool:
    """True if every I follows a B or an I of its type; I columns are even, a B is one less than its I."""
    inside = (labels > 0) & (labels % 2 == 0)
    before = np.concatenate(([OUTSIDE], labels[:-1]))
    return bool(np.all(~inside | (before == labels) | (before == labels - 1)))


def _viterbi(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the best legal path through log probabilities of shape (words, labels)."""
    count, width = scores.shape
    inside = np.arange(2, width, 2)
    origins = np.zeros((count, width), dtype=np.int64)
    best = scores[0].copy()
    best[inside] = -np.inf
    for position in range(1, count):
        origin = np.full(width, int(np.argmax(best)))
        origin[inside] = np.where(best[inside] >= best[inside - 1], inside, inside - 1)
        origins[position] = origin
        best = best[origin] + scores[position]
    path = np.empty(count, dtype=np.int64)
    path[-1] = int(np.argmax(best))
    for position in range(count - 1, 0, -1):
        path[position - 1] = origins[position, path[position]]
    return path


def _spans(labels: NDArray[np.int64], probabilities: NDArray[np.float64], types: tuple[str, ...]) -> list[WordSpan]:
    spans = []
    starts = np.flatnonzero(labels % 2 == 1)
    for start in starts.tolist():
        begin = int(labels[start])
        end = start + 1
        while end < len(labels) and labels[end] == begin + 1:
            end += 1
        mass = probabilities[start:end, begin : begin + 2].sum(axis=1).mean()
        spans.append(WordSpan(start, end, types[begin // 2], round(float(mass), 4)))
    return spans
