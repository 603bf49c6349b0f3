"""From logits of articles that a model was not trained on to probabilities and thresholds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_expit, log_softmax
from sklearn.linear_model import LogisticRegression

from services.topics.classifier import Calibration
from training.topics.batches import LIKELY, Example

GRID = np.arange(0.1, 0.71, 0.02)
TRUSTED = 30.0
"""With so many examples a label's threshold is half its own, half that of its level; with fewer, nearer its level's."""
PULL = 3.0
"""Of each label's offset towards their mean; of 0.3 to 30 it has the least loss, of both levels together, in eight-fold
cross-validation."""
PRIMARY_THRESHOLD = 0.15
"""Below it an article has no topic; under one in two hundred of the training articles is."""

Floats = NDArray[np.float64]


def balance(of_window: Floats, of_bag: Floats, examples: Sequence[Example], top: int) -> Floats:
    """Return what the bag's logits count for beside the window's, one factor an output, alike within a level.

    That of the primary topic is the ratio of the weights of least cross entropy, that of a level's labels the ratio of
    the weights of a logistic regression.
    """
    targets = np.array([example.targets for example in examples])
    primaries = np.array([example.primary for example in examples])
    count = targets.shape[1]
    factors = np.empty(of_window.shape[1])

    def loss(weights: Floats) -> float:
        both = weights[0] * of_window[:, count:] + weights[1] * of_bag[:, count:]
        return -float((primaries * log_softmax(both, axis=1)).sum())

    weights = minimize(loss, np.array([1.0, 0.5]), method="Nelder-Mead").x
    factors[count:] = weights[1] / weights[0]
    for level in (slice(0, top), slice(top, count)):
        both = np.stack((of_window[:, level].ravel(), of_bag[:, level].ravel()), axis=1)
        regression = LogisticRegression(C=1e6, max_iter=1000).fit(both, targets[:, level].ravel() >= LIKELY)
        factors[level] = regression.coef_[0, 1] / regression.coef_[0, 0]
    return factors


def fit_calibration(logits: Floats, shares: NDArray[np.float32], top: int) -> Calibration:
    """Fit a slope a level and an offset a label (Platt, 1999), then thresholds for the best F1.

    `logits` has the shape (articles, labels + top), `shares`, of the opinions that have a label, (articles, labels);
    `top` labels are of the first level. The primary topic of an article is listed whatever its probability, so it
    plays no part in the thresholds.
    """
    targets = shares >= LIKELY
    count = targets.shape[1]
    slopes, offsets, thresholds = np.empty(count), np.empty(count), np.empty(count)
    chosen = np.zeros(targets.shape, dtype=bool)
    chosen[np.arange(len(logits)), logits[:, count:].argmax(axis=1)] = True
    for level in (slice(0, top), slice(top, count)):
        slopes[level], offsets[level] = _slope_and_offsets(logits[:, level], shares[:, level])
        probabilities = expit(slopes[level] * logits[:, level] + offsets[level])
        level_threshold = _best_threshold(probabilities, targets[:, level], chosen[:, level])
        for column in range(probabilities.shape[1]):
            number = level.start + column
            examples = float(targets[:, number].sum())
            own = _best_threshold(
                probabilities[:, [column]], targets[:, [number]], chosen[:, [number]], default=level_threshold
            )
            share = 0.5 * min(1.0, examples / TRUSTED)
            thresholds[number] = share * own + (1 - share) * level_threshold
    return Calibration(
        slopes=tuple(round(float(value), 4) for value in slopes),
        offsets=tuple(round(float(value), 4) for value in offsets),
        thresholds=tuple(round(float(value), 3) for value in thresholds),
        primary_threshold=PRIMARY_THRESHOLD,
    )


def _slope_and_offsets(logits: Floats, shares: NDArray[np.float32]) -> tuple[float, Floats]:
    """Return what makes logits the likeliest: one slope, and one offset a label, drawn towards their mean."""
    labels = logits.shape[1]

    def loss_and_gradient(weights: Floats) -> tuple[float, Floats]:
        values = weights[0] * logits + weights[1] + weights[2:]
        loss = -(shares * log_expit(values) + (1 - shares) * log_expit(-values)).sum()
        errors = expit(values) - shares
        gradient = np.concatenate(([(errors * logits).sum(), errors.sum()], errors.sum(0) + 2 * PULL * weights[2:]))
        return float(loss + PULL * (weights[2:] ** 2).sum()), gradient

    start = np.concatenate(([1.0, 0.0], np.zeros(labels)))
    weights = minimize(loss_and_gradient, start, jac=True, method="L-BFGS-B").x
    return float(weights[0]), weights[1] + weights[2:]


def _best_threshold(
    probabilities: Floats, targets: NDArray[np.bool_], listed: NDArray[np.bool_], default: float = 0.4
) -> float:
    """Return the threshold with the highest micro F1, `default` if nothing is to be found."""
    if not targets.any():
        return default
    scores = []
    for threshold in GRID:
        found = (probabilities >= threshold) | listed
        scores.append(2 * (found * targets).sum() / (found.sum() + targets.sum()))
    return float(GRID[int(np.argmax(scores))])
