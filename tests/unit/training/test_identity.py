"""Measures of grouping and of ranking, against values worked out by hand."""

import math

import pytest

from training.identity import b_cubed, ndcg


def test_b_cubed_of_the_same_grouping_is_full() -> None:
    assert b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "y"}).f1 == 100.0


def test_one_group_for_all_has_full_recall_and_little_precision() -> None:
    score = b_cubed({1: "a", 2: "a", 3: "a"}, {1: "x", 2: "x", 3: "y"})
    assert [score.precision, score.recall] == pytest.approx([100 * (2 / 3 + 2 / 3 + 1 / 3) / 3, 100])


def test_mentions_of_one_side_only_count_against_it() -> None:
    score = b_cubed({1: "a", 2: "b"}, {1: "x"})
    assert (score.precision, score.recall) == (50.0, 100.0)


def test_ndcg_of_the_best_order_is_one() -> None:
    assert ndcg([2, 1, 0]) == 1.0


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    assert ndcg([0, 2]) == pytest.approx(1 / math.log2(3))


def test_ndcg_without_any_gain_is_one() -> None:
    assert ndcg([0, 0]) == 1.0
