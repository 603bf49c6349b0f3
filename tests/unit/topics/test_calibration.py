"""How logits become probabilities."""

import numpy as np
import pytest


def test_each_label_has_an_offset_of_its_own_drawn_towards_their_mean() -> None:
    pytest.importorskip("torch", reason="training only")
    from training.topics.calibration import PULL, _slope_and_offsets

    shares = np.zeros((100, 2), np.float32)
    shares[:20, 0] = 1
    _, offsets = _slope_and_offsets(np.zeros((100, 2)), shares)
    likely = 1 / (1 + np.exp(-offsets))
    # Their mean is free, so that together they are as likely as the data has them; the pull weighs against each alone.
    assert likely.sum() == pytest.approx(0.2, abs=1e-3)
    assert 100 * (0.2 - likely[0]) == pytest.approx(PULL * (offsets[0] - offsets[1]), abs=0.05)
