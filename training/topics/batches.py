"""Labelled articles as batches of numbers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from services.language.pieces import PieceTokenizer
from services.language.windows import SPECIAL_PIECES
from services.topics.lead import lead_text
from training.topics.items import Item

LIKELY = 0.5
"""Share of the opinions of an article from which on it has a label."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a model: first the top-level topics, then those of the second level, each in order of code."""

    top: tuple[str, ...]
    second: tuple[str, ...]

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Labels":
        """Return the labels that stand in the items."""
        return cls(
            tuple(sorted({code for item in items for code in item.top})),
            tuple(sorted({code for item in items for code in item.second})),
        )

    @property
    def all(self) -> tuple[str, ...]:
        return self.top + self.second

    def targets(self, items: Sequence[Item]) -> NDArray[np.float32]:
        """Return 1 where an item has a label, else 0, shape (items, labels)."""
        return np.array([[code in item.top or code in item.second for code in self.all] for item in items], np.float32)

    def primaries(self, items: Sequence[Item]) -> NDArray[np.float32]:
        """Return 1 for each item's primary topic, else 0, shape (items, top-level labels)."""
        return np.array([[code == item.primary for code in self.top] for item in items], np.float32)


@dataclass(frozen=True, slots=True)
class Example:
    """The word pieces of an article's headline and body, and its targets, each from 0 to 1."""

    headline: NDArray[np.int64]
    body: NDArray[np.int64]
    targets: NDArray[np.float32]
    primary: NDArray[np.float32]


def examples_of(articles: Sequence[Sequence[Item]], labels: Labels, tokenizer: PieceTokenizer) -> list[Example]:
    """Cut articles into word pieces. The targets of one are the mean of its items, which are as many opinions of it."""
    examples = []
    for items in articles:
        article = items[0].article
        headline = tokenizer.split(article.headline.strip()).ids
        body = tokenizer.split(lead_text(article.model_copy(update={"headline": ""}))).ids
        examples.append(Example(headline, body, labels.targets(items).mean(0), labels.primaries(items).mean(0)))
    return examples


def window_ids(example: Example, tokenizer: PieceTokenizer, length: int, with_headline: bool = True) -> list[int]:
    """Return the window that the model sees of an example, at most `length` pieces."""
    pieces = [*example.headline, *example.body] if with_headline else [*example.body]
    return [tokenizer.start_id, *map(int, pieces[: length - SPECIAL_PIECES]), tokenizer.end_id]


def padded(windows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Return ids and mask, both of shape (windows, longest)."""
    longest = max(map(len, windows))
    ids = torch.tensor([[*window, *[0] * (longest - len(window))] for window in windows])
    lengths = torch.tensor([len(window) for window in windows])
    return ids, torch.arange(longest)[None] < lengths[:, None]


def shuffled_batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield the examples in random batches of similar length, which saves padding."""
    order = list(examples)
    chance.shuffle(order)
    reach = size * 16
    batches: list[list[Example]] = []
    for start in range(0, len(order), reach):
        near = sorted(order[start : start + reach], key=lambda example: len(example.headline) + len(example.body))
        batches.extend(near[place : place + size] for place in range(0, len(near), size))
    chance.shuffle(batches)
    yield from batches
