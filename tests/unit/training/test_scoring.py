"""Exact F1 of spans."""

import pytest

from training.scoring import Score, span_scores


def test_a_span_is_right_if_place_and_type_are() -> None:
    found = [(0, 4, "PERSON"), (5, 9, "ORG"), (10, 12, "LOC")]
    gold = [(0, 4, "PERSON"), (5, 9, "LOC"), (10, 13, "LOC"), (20, 24, "PERSON")]
    scores = span_scores([(found, gold)], {"all": {"PERSON", "ORG", "LOC"}, "people": {"PERSON"}})
    assert scores["all"] == Score.of(1, 3, 4)
    assert scores["people"] == Score.of(1, 1, 2)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    score = Score.of(1, 1, 2)
    assert [score.precision, score.recall, score.f1] == pytest.approx([100, 50, 200 / 3])


@pytest.mark.parametrize(("right", "found", "gold"), [(0, 0, 0), (0, 5, 0), (0, 0, 5)])
def test_an_empty_side_scores_nothing(right: int, found: int, gold: int) -> None:
    assert Score.of(right, found, gold) == Score(0.0, 0.0, 0.0)
