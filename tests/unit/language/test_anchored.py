"""Labels as seen from an anchor."""

from pathlib import Path

import numpy as np
import pytest

from services.language.anchored import BUCKET_COUNT, AnchoredLabels, distance_buckets
from services.language.errors import ModelError


def test_near_distances_have_a_bucket_each_and_far_ones_share() -> None:
    buckets = distance_buckets(np.arange(-600, 601))
    assert buckets.min() == 0
    assert buckets.max() == BUCKET_COUNT - 1
    assert np.all(np.diff(buckets) >= 0)
    assert len(set(buckets[600 - 7 : 600 + 8].tolist())) == 15
    assert buckets[-1] == buckets[-2]


def test_logits_are_of_key_query_and_distance(tmp_path: Path) -> None:
    distances = np.zeros((BUCKET_COUNT, 2))
    distances[BUCKET_COUNT // 2 + 1] = (0, 4)
    path = tmp_path / "anchored.npz"
    np.savez(path, distances=distances, weights=np.eye(2), bias=np.array([0.5, 0]))
    keys = np.array([[1, 0], [0, 0], [-9, 0]], dtype=np.float32)
    logits = AnchoredLabels(path).logits(keys, np.array([2, 1], dtype=np.float32), np.array([-1, 0, 1]))
    assert logits.tolist() == [[3.5, 1], [2.5, 1], [0.5, 5]]


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "anchored.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"anchored\.npz"):
        AnchoredLabels(path)
