"""Exact F1 of typed spans."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Spans = Iterable[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: float, found: float, gold: float) -> "Score":
        """Return the score of `right` out of `found` against `gold`; an empty side counts as nothing right."""
        precision = 100 * right / found if found else 0.0
        recall = 100 * right / gold if gold else 0.0
        return cls.of_rates(precision, recall)

    @classmethod
    def of_rates(cls, precision: float, recall: float) -> "Score":
        """Return the score of a precision and a recall in percent; F1, their harmonic mean, is 0 if both are."""
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def span_scores(pairs: Iterable[tuple[Spans, Spans]], groups: dict[str, set[str]]) -> dict[str, Score]:
    """Score (found, gold) spans of each text over the types of each group; a span is right if equal in all three."""
    right: Counter[str] = Counter()
    found_count: Counter[str] = Counter()
    gold_count: Counter[str] = Counter()
    for found, gold in pairs:
        found_set, gold_set = set(found), set(gold)
        for name, types in groups.items():
            right[name] += sum(span[2] in types for span in found_set & gold_set)
            found_count[name] += sum(span[2] in types for span in found_set)
            gold_count[name] += sum(span[2] in types for span in gold_set)
    return {name: Score.of(right[name], found_count[name], gold_count[name]) for name in groups}
