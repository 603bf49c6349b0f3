"""The look of a word, which an uncased vocabulary throws away and names and quotations depend on.

Every word piece carries one feature number that combines two things: the shape of the word it belongs to (lower case,
title case, capitals, …) and the gap before the piece (none because it continues a word, none because it is glued to
the word before, a space, the start of a paragraph). The model learns an embedding of this number.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

LOWER: Final = 0
TITLE: Final = 1
INITIAL: Final = 2
UPPER: Final = 3
MIXED: Final = 4
DIGITS: Final = 5
OTHER: Final = 6
SHAPE_COUNT: Final = 7

CONTINUES: Final = 0
GLUED: Final = 1
SPACED: Final = 2
PARAGRAPH: Final = 3
GAP_COUNT: Final = 4

SPECIAL_FEATURE: Final = 0
"""The feature of [CLS] and [SEP], which are no words."""

FEATURE_COUNT: Final = 1 + SHAPE_COUNT * GAP_COUNT


@lru_cache(maxsize=65_536)
def shape_of(word: str) -> int:
    """Return the shape number of a word, 0 to SHAPE_COUNT - 1."""
    if any(character.isdigit() for character in word):
        return DIGITS
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else INITIAL
    if word[:1].isupper() and word[1:].islower():
        return TITLE
    return MIXED if any(character.isupper() for character in word) else OTHER


def feature_of(shape: int, gap: int) -> int:
    """Combine a shape and a gap into the number that the model embeds, 1 to FEATURE_COUNT - 1."""
    return 1 + shape * GAP_COUNT + gap


def gap_of(features: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the gaps of features that are not SPECIAL_FEATURE, same shape."""
    return (features - 1) % GAP_COUNT
