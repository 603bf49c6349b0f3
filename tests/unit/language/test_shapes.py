"""The look of words."""

import numpy as np
import pytest

from services.language import shapes


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("river", shapes.LOWER),
        ("River", shapes.TITLE),
        ("R", shapes.INITIAL),
        ("NATO", shapes.UPPER),
        ("McKay", shapes.MIXED),
        ("G7", shapes.DIGITS),
        ("…", shapes.OTHER),
        ("東京", shapes.OTHER),
        ("", shapes.OTHER),
    ],
)
def test_each_word_has_the_shape_that_a_reader_sees(word: str, shape: int) -> None:
    assert shapes.shape_of(word) == shape


def test_features_are_different_for_each_shape_and_gap_and_never_that_of_special_pieces() -> None:
    features = [shapes.feature_of(shape, gap) for shape in range(shapes.SHAPE_COUNT) for gap in range(shapes.GAP_COUNT)]
    assert sorted(features) == list(range(1, shapes.FEATURE_COUNT))


def test_the_gap_can_be_read_back_from_a_feature() -> None:
    features = np.array([shapes.feature_of(shapes.TITLE, gap) for gap in range(shapes.GAP_COUNT)])
    assert shapes.gap_of(features).tolist() == list(range(shapes.GAP_COUNT))
