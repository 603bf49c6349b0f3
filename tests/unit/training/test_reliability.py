"""Whether confidences mean what they say."""

import pytest

from training.reliability import Bin, bins, expected_calibration_error


def test_confidences_are_sorted_into_tenths() -> None:
    assert bins([(1.0, True), (0.75, False), (0.9375, True)]) == [Bin(0.75, 0.0, 1), Bin(0.96875, 1.0, 2)]


def test_a_tenth_has_the_mean_of_what_it_holds() -> None:
    assert bins([(0.5, True), (0.5625, False), (0.0, False)]) == [Bin(0.0, 0.0, 1), Bin(0.53125, 0.5, 2)]


@pytest.mark.parametrize(
    ("judged", "error"),
    [
        ([], 0.0),
        ([(1.0, True), (0.0, False)], 0.0),
        ([(1.0, False)], 100.0),
        ([(0.5, True), (0.5, False)], 0.0),
        ([(0.9, True), (0.9, False), (0.1, False), (0.1, False)], 25.0),
    ],
)
def test_the_error_is_how_far_confidence_and_share_are_apart(judged: list[tuple[float, bool]], error: float) -> None:
    assert expected_calibration_error(judged) == pytest.approx(error)
