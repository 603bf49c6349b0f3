"""Pairs of content and source."""

import pytest

from training.attribution import Pair, matches, pair_scores
from training.corpora import Range


def pair(content: Range, *source: Range, kind: str = "direct") -> Pair:
    return Pair((content,), source, kind)


@pytest.mark.parametrize(
    ("found", "gold", "is_right"),
    [
        (pair((0, 10), (20, 24)), pair((0, 10), (23, 30)), True),
        (pair((0, 10), (20, 24)), pair((0, 10), (24, 30)), False),
        (pair((0, 10)), pair((0, 10)), True),
        (pair((0, 10)), pair((0, 10), (20, 24)), False),
        (pair((0, 10), (20, 24)), pair((0, 20), (20, 24)), True),
        (pair((0, 10), (20, 24)), pair((0, 21), (20, 24)), False),
    ],
    ids=["sources overlap", "sources touch", "both unknown", "one unknown", "half the content", "less than half"],
)
def test_a_pair_is_right_if_contents_share_half_and_sources_overlap(found: Pair, gold: Pair, is_right: bool) -> None:
    assert bool(matches([found], [gold])) is is_right


def test_a_gold_pair_counts_once() -> None:
    assert len(matches([pair((0, 10)), pair((0, 9))], [pair((0, 10))])) == 1


def test_the_better_content_is_matched_first() -> None:
    near, exact = pair((0, 9)), pair((0, 10))
    assert matches([near, exact], [pair((0, 10))]) == [(1, 0)]


def test_kinds_are_scored_apart() -> None:
    found = [pair((0, 10)), pair((20, 30), kind="indirect")]
    gold = [pair((0, 10)), pair((40, 50), kind="indirect")]
    scores = pair_scores([(found, gold)])
    assert (scores["all"].f1, scores["direct"].f1, scores["indirect"].f1) == (50.0, 100.0, 0.0)
