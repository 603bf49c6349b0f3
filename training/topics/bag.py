"""Learns the linear layer on bags of word pieces: one logistic regression an output."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from services.language.pieces import PieceTokenizer
from services.topics.bag import weighed
from services.topics.lead import lead_text
from training.topics.batches import Labels
from training.topics.items import Item

FEWEST_TEXTS = 5
"""Texts that a word piece stands in before it is known."""
REGULARIZATION = 10.0
"""Inverse strength C."""


@dataclass(frozen=True, slots=True)
class LearnedBag:
    """What `services.topics.bag` reads; outputs are one a label and then one a top-level label."""

    pieces: NDArray[np.int64]
    idf: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def logits(self, texts: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
        """Return logits of shape (texts, outputs) for the word pieces of texts."""
        result: NDArray[np.float64] = _matrix(texts, self.pieces, self.idf) @ self.weights + self.bias
        return result

    def scaled(self, factors: NDArray[np.float64]) -> "LearnedBag":
        """Return a bag whose logits are these times so much, factors of shape (outputs,)."""
        return LearnedBag(self.pieces, self.idf, self.weights * factors, self.bias * factors)

    def save(self, path: Path) -> None:
        """Write the file; weights in half precision, whose error is at most a two-thousandth of each."""
        np.savez_compressed(
            path,
            pieces=self.pieces.astype(np.int32),
            idf=self.idf.astype(np.float32),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
        )


def pieces_of(articles: Sequence[Sequence[Item]], tokenizer: PieceTokenizer) -> list[NDArray[np.int64]]:
    """Return the word pieces of whole articles as the service reads them."""
    return [tokenizer.split(lead_text(items[0].article)).ids for items in articles]


def learn_bag(
    texts: Sequence[NDArray[np.int64]], articles: Sequence[Sequence[Item]], labels: Labels, vocabulary: int
) -> LearnedBag:
    """Learn from articles, the items of one being as many opinions of it; `vocabulary` is the number of word pieces."""
    counts = np.zeros(vocabulary, np.int64)
    for ids in texts:
        counts[np.unique(ids)] += 1
    pieces = np.flatnonzero(counts >= FEWEST_TEXTS)
    idf = np.log(len(texts) / counts[pieces])
    numbers = [number for number, items in enumerate(articles) for _ in items]
    shares = np.array([1 / len(items) for items in articles for _ in items])
    values = _matrix(texts, pieces, idf)[numbers]
    opinions = [item for items in articles for item in items]
    targets = np.hstack((labels.targets(opinions), labels.primaries(opinions)))
    weights, bias = np.empty((len(pieces), targets.shape[1])), np.empty(targets.shape[1])
    for output in range(targets.shape[1]):
        regression = LogisticRegression(C=REGULARIZATION, solver="liblinear")
        regression.fit(values, targets[:, output] > 0, sample_weight=shares)
        weights[:, output], bias[output] = regression.coef_[0], regression.intercept_[0]
    return LearnedBag(pieces, idf, weights, bias)


def _matrix(texts: Sequence[NDArray[np.int64]], pieces: NDArray[np.int64], idf: NDArray[np.float64]) -> csr_matrix:
    rows = [weighed(ids, pieces, idf) for ids in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    return csr_matrix((np.concatenate([values for _, values in rows]), columns, ends), shape=(len(rows), len(pieces)))
