"""The head of a frozen encoder: logistic regressions on the mean of its states.

It serves as the start of fine-tuning too: a head that is right already keeps a random one from bending the encoder
(Kumar et al., Fine-Tuning can Distort Pretrained Features, ICLR 2022).
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from services.language.pieces import PieceTokenizer
from training.topics.batches import LIKELY, Example, padded, window_ids
from training.topics.network import TopicClassifier

REGULARIZATION = 0.4
"""Inverse strength C. The mean states have a length of about 2.7: on unit vectors it would be 3."""


def mean_states(
    classifier: TopicClassifier, examples: Sequence[Example], tokenizer: PieceTokenizer, length: int
) -> NDArray[np.float32]:
    """Return the mean state of each example, shape (examples, width)."""
    rows = []
    with torch.inference_mode():
        for example in examples:
            ids, mask = padded([window_ids(example, tokenizer, length)])
            rows.append(classifier.mean_states(ids, mask)[0].numpy())
    return np.array(rows)


def fit_head(classifier: TopicClassifier, states: NDArray[np.float32], examples: Sequence[Example]) -> None:
    """Set the head's weights to those of one regression a label and a multinomial one for the primary topic.

    A label without examples keeps its weights at zero and its bias so low that it is never chosen.
    """
    targets = np.array([example.targets for example in examples]) >= LIKELY
    label_count = targets.shape[1]
    weights = np.zeros((classifier.head.out_features, states.shape[1]))
    biases = np.full(classifier.head.out_features, -10.0)
    for label in range(label_count):
        if targets[:, label].any():
            regression = LogisticRegression(C=REGULARIZATION, max_iter=1000).fit(states, targets[:, label])
            weights[label], biases[label] = regression.coef_[0], regression.intercept_[0]
    regression = LogisticRegression(C=REGULARIZATION, max_iter=1000).fit(
        states, [int(example.primary.argmax()) for example in examples]
    )
    weights[label_count + regression.classes_] = regression.coef_
    biases[label_count + regression.classes_] = regression.intercept_
    with torch.no_grad():
        classifier.head.weight.copy_(torch.from_numpy(weights))
        classifier.head.bias.copy_(torch.from_numpy(biases))
