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
from training.corpora import QUOTE_TYPES, Labelled, cut_at_paragraphs

IGNORED = -100
"""The target of a piece that counts for nothing: one that continues a word, [CLS], [SEP] and padding."""

Layers = tuple[tuple[str, ...], ...]
"""The types of each layer of labels; layers are decoded independently."""

ANCHORED_LAYERS: Layers = (("SOURCE",), ("CONTENT",))
"""The layers of the labels as seen from a cue."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A piece of a window, and the labels of all pieces as seen from it, shape (n, anchored layers)."""

    place: int
    targets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """One window: ids and features of shape (n,), targets of shape (n, layers)."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    targets: NDArray[np.int64]
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows: ids, features and mask of shape (batch, length), targets of shape (batch, length, layers)."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    targets: Tensor
    anchors: Tensor
    """Row and piece of each anchor, shape (anchors, 2)."""
    anchored_targets: Tensor
    """Shape (anchors, length, anchored layers)."""


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
    anchors = _anchors(article, pieces)
    windows = []
    for start, end in window_bounds(pieces, limit, skip):
        edge = np.full((1, len(layers)), IGNORED)
        windows.append(
            Window(
                np.concatenate(([tokenizer.start_id], pieces.ids[start:end], [tokenizer.end_id])),
                np.concatenate(([0], pieces.features[start:end], [0])),
                np.concatenate((edge, targets[start:end], edge)),
                tuple(
                    Anchor(1 + anchor.place - start, _between_edges(anchor.targets[start:end]))
                    for anchor in anchors
                    if start <= anchor.place < end
                ),
            )
        )
    return windows


def _between_edges(targets: NDArray[np.int64]) -> NDArray[np.int64]:
    edge = np.full((1, targets.shape[1]), IGNORED)
    return np.concatenate((edge, targets, edge))


def _anchors(article: Labelled, pieces: Pieces) -> list[Anchor]:
    """Return an anchor for each cue, and for every fourth of them one at a word that is no cue and has no labels."""
    anchors = []
    heads = np.flatnonzero(pieces.heads)
    cues = set()
    for attribution in article.attributions:
        if not attribution.cue:
            continue
        place = anchor_of(pieces, attribution.cue[0])
        cues.add(place)
        spans = [(*piece, name) for name, part in zip(QUOTE_TYPES, attribution.parts(), strict=True) for piece in part]
        spans = cut_at_paragraphs(article.text, spans)
        anchors.append(
            Anchor(place, np.stack([word_targets(pieces, spans, types) for types in ANCHORED_LAYERS], axis=1))
        )
    if QUOTE_TYPES[0] in article.labelled and len(heads):
        chance = random.Random(article.name)
        nothing = np.where(pieces.heads, 0, IGNORED)[:, None].repeat(len(ANCHORED_LAYERS), axis=1)
        for _ in range(1 + len(anchors) // 4):
            place = int(heads[chance.randrange(len(heads))])
            if place not in cues:
                anchors.append(Anchor(place, nothing))
    return anchors


def anchor_of(pieces: Pieces, cue: tuple[int, int]) -> int:
    """Return the piece that a cue is anchored at: the head of its first word."""
    heads = np.flatnonzero(pieces.heads)
    ends = pieces.ends[np.append(heads[1:] - 1, len(pieces) - 1)]
    return int(heads[min(int(np.searchsorted(ends, cue[0], side="right")), len(heads) - 1)])


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
    anchors = [(row, anchor) for row, window in enumerate(windows) for anchor in window.anchors]
    anchored = torch.full((len(anchors), length, len(ANCHORED_LAYERS)), IGNORED, dtype=torch.long)
    for number, (_, anchor) in enumerate(anchors):
        anchored[number, : len(anchor.targets)] = torch.from_numpy(anchor.targets)
    places = torch.tensor([(row, anchor.place) for row, anchor in anchors], dtype=torch.long).reshape(-1, 2)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.from_numpy(window.ids)
        features[row, :size] = torch.from_numpy(window.features)
        mask[row, :size] = True
        targets[row, :size] = torch.from_numpy(window.targets)
    return Batch(ids, features, mask, targets, places, anchored)
