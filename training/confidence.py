"""Learns the weights of confidences from what proved right and what wrong."""

from collections.abc import Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from services.language.confidence import Confidence

REGULARIZATION = 1.0
"""Inverse of the weight of the squared weights: they are few, beside some hundred examples."""


def learn(examples: Sequence[tuple[dict[str, float], bool]]) -> Confidence:
    """Return the weights of a logistic regression, given features and whether what has them is right."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features for features, _ in examples])
    regression = LogisticRegression(C=REGULARIZATION, fit_intercept=False, max_iter=1000)
    regression.fit(matrix, [right for _, right in examples])
    names = vectorizer.get_feature_names_out()
    return Confidence(
        weights={str(name): round(float(weight), 4) for name, weight in zip(names, regression.coef_[0], strict=True)}
    )
