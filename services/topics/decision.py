"""Which topics an article gets, once every concept has its probability."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from schemas.topics import Topic
from services.topics.classifier import Calibration, Scores
from services.topics.concepts import Concept

DIGITS: Final = 4
"""Of a confidence, after the point."""


def decide(concepts: Sequence[Concept], scores: Scores, calibration: Calibration) -> tuple[Topic, ...]:
    """Choose the topics of an article: the primary one first, the others by falling confidence.

    The primary topic is the top-level one to file the article under. The others are those that reach their own
    threshold, of the second level only where the top-level topic above is listed too. A confidence is the probability
    that the article is about the topic. Nothing is listed if not even the primary topic is likely enough.
    """
    probabilities = scores.probabilities
    primary = int(np.argmax(scores.primary))
    if probabilities[primary] < calibration.primary_threshold:
        return ()
    likely = {
        number
        for number, threshold in enumerate(calibration.thresholds)
        if number == primary or probabilities[number] >= threshold
    }
    likely_codes = {concepts[number].code for number in likely}
    listed = [number for number in likely if concepts[number].parent is None or concepts[number].parent in likely_codes]
    order = sorted(listed, key=lambda number: (number != primary, -probabilities[number], concepts[number].code))
    return tuple(
        Topic(
            code=concepts[number].code,
            label=concepts[number].label,
            level=concepts[number].level,
            confidence=round(float(probabilities[number]), DIGITS),
            primary=number == primary,
        )
        for number in order
    )
