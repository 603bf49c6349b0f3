"""Labelled texts to windows of numbers that a tagger learns from."""

import random
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from services.language.pieces import Pieces, PieceTokenizer
from services.language.shapes import GAP_COUNT, LOWER, MIXED, OTHER, TITLE, UPPER
from services.language.windows import window_bounds
from training.corpora import Labelled

IGNORED = -100
"""The target of a piece that counts for nothing: one that continues a word, [CLS], [SEP] and padding."""

Layers = tuple[tuple[str, ...], ...]
"""The types of each layer of labels; layers are decoded independently."""


@dataclass(frozen=True, slots=True)
class Window:
    """One window: ids and features of shape (n,), targets of shape (n, layers)."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    targets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows: ids, features and mask of shape (batch, length), targets of shape (batch, length, layers)."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    targets: Tensor


def word_targets(pieces: Pieces, spans: list[tuple[int, int, str]], types: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the label of each piece, shape (n,): the head of a word that overlaps a span has its B or I."""
    targets = np.full(len(pieces), IGNORED, dtype=np.int64)
    heads = np.flatnonzero(pieces.heads)
    targets[heads] = 0
    ends = pieces.ends[np.append(heads[1:] - 1, len(pieces) - 1)] if len(heads) else heads
    for start, end, name in spans:
        if name not in types:
            continue
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(pieces.starts[heads], end, side="left"))
        column = 1 + 2 * types.index(name)
        for word in range(first, last):
            opens = word == first or pieces.paragraph_starts[heads[word]]
            targets[heads[word]] = column if opens else column + 1
    return targets


def windows_of(article: Labelled, layers: Layers, tokenizer: PieceTokenizer, limit: int, skip: int = 0) -> list[Window]:
    """Cut an article into windows of at most `limit` pieces; a first window of at most `skip` moves the cuts."""
    pieces = tokenizer.split(article.text)
    unknown = np.full(len(pieces), IGNORED)
    targets = np.stack(
        [
            word_targets(pieces, article.spans, types) if article.labelled.issuperset(types) else unknown
            for types in layers
        ],
        axis=1,
    )
    windows = []
    for start, end in window_bounds(pieces, limit, skip):
        edge = np.full((1, len(layers)), IGNORED)
        windows.append(
            Window(
                np.concatenate(([tokenizer.start_id], pieces.ids[start:end], [tokenizer.end_id])),
                np.concatenate(([0], pieces.features[start:end], [0])),
                np.concatenate((edge, targets[start:end], edge)),
            )
        )
    return windows


def restyled(features: NDArray[np.int64], style: str) -> NDArray[np.int64]:
    """Return features as if the text stood in capitals ("upper") or in lower case ("lower")."""
    shapes, gaps = (features - 1) // GAP_COUNT, (features - 1) % GAP_COUNT
    letters = (features > 0) & (shapes != OTHER) & (shapes <= MIXED)
    shape = UPPER if style == "upper" else LOWER if style == "lower" else TITLE
    return np.where(letters, 1 + shape * GAP_COUNT + gaps, features)


def batches(windows: list[Window], size: int, chance: random.Random) -> list[Batch]:
    """Group windows of like length into padded batches in random order."""
    order = sorted(windows, key=lambda window: (len(window.ids), chance.random()))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    return [_padded(group) for group in groups]


def _padded(windows: list[Window]) -> Batch:
    # Few different lengths: the kernels keep a plan for each.
    length = -(-max(len(window.ids) for window in windows) // 16) * 16
    layer_count = windows[0].targets.shape[1]
    ids = torch.zeros((len(windows), length), dtype=torch.long)
    features = torch.zeros_like(ids)
    mask = torch.zeros((len(windows), length), dtype=torch.bool)
    targets = torch.full((len(windows), length, layer_count), IGNORED, dtype=torch.long)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.from_numpy(window.ids)
        features[row, :size] = torch.from_numpy(window.features)
        mask[row, :size] = True
        targets[row, :size] = torch.from_numpy(window.targets)
    return Batch(ids, features, mask, targets)
