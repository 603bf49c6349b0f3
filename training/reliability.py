"""Whether confidences mean what they say: how often what is said with a confidence of 0.8 is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Judged = tuple[float, bool]
"""A confidence, and whether what has it is right."""

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """What has a confidence within one tenth of the scale."""

    confidence: float
    """The mean, 0 to 1."""
    right: float
    """The share that is right, 0 to 1."""
    count: int


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """Sort what was judged into tenths of the scale; those that hold nothing are left out."""
    sorted_in: dict[int, list[Judged]] = {}
    for confidence, right in judged:
        sorted_in.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        Bin(
            sum(confidence for confidence, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
            len(members),
        )
        for _, members in sorted(sorted_in.items())
    ]


def expected_calibration_error(judged: Sequence[Judged]) -> float:
    """Return how far confidence and share of right ones are apart, over ten bins, in percent (Guo et al., 2017).

    0 if nothing was judged.
    """
    distances = sum(found.count * abs(found.confidence - found.right) for found in bins(judged))
    return 100 * distances / len(judged) if judged else 0.0
