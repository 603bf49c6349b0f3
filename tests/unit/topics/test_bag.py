"""The linear layer on bags of word pieces."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from services.language.errors import ModelError
from services.topics.bag import WordBag, weighed

PIECES = np.array([3, 7, 9])
IDF = np.array([1.0, 2.0, 4.0])


def saved(path: Path, weights: NDArray[np.float64] | None = None) -> Path:
    found = np.eye(3, 2) if weights is None else weights
    np.savez(path, pieces=PIECES, idf=IDF, weights=found, bias=np.array([0.5, -0.5]))
    return path


def test_a_piece_counts_by_its_number_and_its_rarity_and_an_article_has_length_one() -> None:
    rows, values = weighed(np.array([7, 3, 7, 5, 100]), PIECES, IDF)
    assert rows.tolist() == [0, 1]
    assert np.linalg.norm(values) == pytest.approx(1)
    assert values[1] / values[0] == pytest.approx(2 * np.log(3) / np.log(2))


@pytest.mark.parametrize("ids", [[], [5], [100, 1]])
def test_a_text_without_a_known_piece_has_the_bias_for_logits(tmp_path: Path, ids: list[int]) -> None:
    bag = WordBag(saved(tmp_path / "bag.npz"), 2)
    assert bag.logits(np.array(ids, np.int64)).tolist() == [0.5, -0.5]


def test_the_order_of_pieces_does_not_matter(tmp_path: Path) -> None:
    bag = WordBag(saved(tmp_path / "bag.npz"), 2)
    assert bag.logits(np.array([7, 3, 3])).tolist() == bag.logits(np.array([3, 7, 3])).tolist()
    assert bag.logits(np.array([3])).tolist() == [1.5, -0.5]


def test_a_piece_that_is_not_known_changes_nothing(tmp_path: Path) -> None:
    bag = WordBag(saved(tmp_path / "bag.npz"), 2)
    assert bag.logits(np.array([7])).tolist() == [0.5, 0.5]
    assert bag.logits(np.array([1, 7, 8, 100, 100])).tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"pieces": PIECES[:2]}, id="pieces"),
        pytest.param({"idf": IDF[:2]}, id="idf"),
        pytest.param({"bias": np.zeros(3)}, id="bias"),
        pytest.param({"pieces": PIECES[:0], "idf": IDF[:0], "weights": np.zeros((0, 2))}, id="no piece"),
    ],
)
def test_arrays_that_do_not_fit_each_other_are_named(tmp_path: Path, changes: dict[str, Any]) -> None:
    arrays: dict[str, Any] = {"pieces": PIECES, "idf": IDF, "weights": np.eye(3, 2), "bias": np.zeros(2)} | changes
    np.savez(tmp_path / "bag.npz", **arrays)
    with pytest.raises(ModelError, match=r"bag\.npz: its arrays do not fit"):
        WordBag(tmp_path / "bag.npz", 2)


def test_weights_of_another_model_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"bag\.npz: its arrays do not fit each other and the 5 outputs"):
        WordBag(saved(tmp_path / "bag.npz"), 5)
    with pytest.raises(ModelError, match=r"bag\.npz: its arrays do not fit"):
        WordBag(saved(tmp_path / "bag.npz", weights=np.eye(2, 2)), 2)


@pytest.mark.parametrize("content", [b"no archive", b"", b"\x93NUMPY\x01\x00"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bag.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"bag\.npz: not the weights"):
        WordBag(tmp_path / "bag.npz", 2)
