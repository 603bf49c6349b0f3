"""What an article is about by which words it uses, wherever they stand: one linear layer on its bag of word pieces.

The encoder reads a window in depth, this the article as far as it is read at a glance. The layer itself costs next to
nothing; to split a long text costs more than the window does. A piece that stands n times in the article has the value
log(1 + n) * idf, and the values of an article have length 1 (Salton and Buckley, Information Processing & Management
24, 1988).
"""

import zipfile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.language.errors import ModelError

BAG_NAME: Final = "bag.npz"


class WordBag:
    """The weights at run time."""

    def __init__(self, path: Path, output_count: int) -> None:
        """Load `pieces` (n,), `idf` (n,), `weights` (n, outputs) and `bias` (outputs,); ModelError names the file.

        `pieces` are the numbers of the known word pieces, ascending.
        """
        try:
            with np.load(path, allow_pickle=False) as arrays:
                pieces = arrays["pieces"].astype(np.int64)
                self._idf = arrays["idf"].astype(np.float64)
                self._weights = arrays["weights"].astype(np.float32)
                self._bias = arrays["bias"].astype(np.float64)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(f"{path}: not the weights of a bag of words: {error}") from error
        shapes = self._idf.shape, self._weights.shape, self._bias.shape
        if not len(pieces) or shapes != (pieces.shape, (len(pieces), output_count), (output_count,)):
            raise ModelError(f"{path}: its arrays do not fit each other and the {output_count} outputs of the encoder")
        self._pieces = pieces

    def logits(self, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the logits of a text's word pieces, shape (outputs,)."""
        rows, values = weighed(ids, self._pieces, self._idf)
        result: NDArray[np.float64] = values @ self._weights[rows] + self._bias
        return result


def weighed(
    ids: NDArray[np.int64], pieces: NDArray[np.int64], idf: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return which of the known pieces a text has, ascending, and their values, both of shape (found,)."""
    found, counts = np.unique(ids, return_counts=True)
    rows = np.searchsorted(pieces, found)
    known = pieces[np.minimum(rows, len(pieces) - 1)] == found
    rows = rows[known]
    values = np.log1p(counts[known]) * idf[rows]
    length = np.linalg.norm(values)
    return rows, values / length if length else values
