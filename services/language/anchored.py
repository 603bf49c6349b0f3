"""Labels of words as seen from one of them, the anchor: what belongs to this verb, and as what?

An encoder gives each word piece a key and a query. A piece's labels, seen from an anchor, come from the key of the
piece, the query of the anchor and the distance between them, through one hidden layer: so each anchor has a labelling
of its own, labellings may nest, and one more anchor costs next to nothing. The idea is that of dependency parsing with
a scorer of pairs (Dozat and Manning, 2017), with spans in place of arcs.
"""

import zipfile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.language.errors import ModelError

ANCHORED_NAME: Final = "anchored.npz"

_EXACT: Final = 8
"""Distances below it have a bucket each; beyond, two buckets cover each doubling."""
_SIDE: Final = 20
"""Buckets of each side; the last has whatever is further away."""

BUCKET_COUNT: Final = 2 * _SIDE + 1


def distance_buckets(distances: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket of each signed distance in word pieces, 0 to BUCKET_COUNT - 1, same shape."""
    size = np.abs(distances)
    beyond = _EXACT + np.floor(2 * np.log2(np.maximum(size, _EXACT) / _EXACT)).astype(np.int64)
    bucket = np.minimum(np.where(size < _EXACT, size, beyond), _SIDE)
    return _SIDE + np.sign(distances) * bucket


class AnchoredLabels:
    """The hidden layer at run time."""

    def __init__(self, path: Path) -> None:
        """Load `distances` (buckets, width), `weights` (width, labels) and `bias` (labels,); ModelError names it."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                self._distances, self._weights, self._bias = (
                    arrays[name].astype(np.float32) for name in ("distances", "weights", "bias")
                )
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise ModelError(f"{path}: not the weights of anchored labels: {error}") from error
        self.width = len(self._weights)

    def logits(
        self, keys: NDArray[np.float32], query: NDArray[np.float32], distances: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return logits of shape (n, labels) for keys of shape (n, width) and the query of an anchor.

        `distances`, shape (n,), says by how many word pieces each stands behind the anchor.
        """
        hidden = np.maximum(keys + query + self._distances[distance_buckets(distances)], 0)
        result: NDArray[np.float32] = hidden @ self._weights + self._bias
        return result
