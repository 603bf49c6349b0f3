"""Windows over a long text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.language.pieces import PieceTokenizer
from services.language.windows import SPECIAL_PIECES, window_bounds
from tests.support.hostile_texts import hostile_text


def test_paragraphs_that_fit_share_a_window(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("one two\nthree four\nfive six")
    assert window_bounds(pieces, 4 + SPECIAL_PIECES) == [(0, 4), (4, 6)]


def test_a_paragraph_that_does_not_fit_is_cut_after_a_sentence(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("The rain fell. The river rose and the town slept")
    assert window_bounds(pieces, 7 + SPECIAL_PIECES)[0] == (0, 4)


def test_a_sentence_that_does_not_fit_is_cut_before_a_word(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("Unverfängliches Unverfängliches Unverfängliches")
    size = len(pieces) // 3
    assert window_bounds(pieces, size + 2 + SPECIAL_PIECES)[0] == (0, size)


def test_a_text_without_pieces_has_no_windows(tokenizer: PieceTokenizer) -> None:
    assert window_bounds(tokenizer.split(""), 16) == []


def test_a_smaller_first_window_moves_the_cuts(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("one two\nthree four\nfive six")
    assert window_bounds(pieces, 4 + SPECIAL_PIECES, first=2 + SPECIAL_PIECES) == [(0, 2), (2, 6)]


@given(text=hostile_text, limit=st.integers(8, 64), first=st.one_of(st.just(0), st.integers(8, 64)))
@settings(max_examples=200, deadline=None)
def test_windows_cover_every_piece_once_and_keep_the_limit(
    tokenizer: PieceTokenizer, text: str, limit: int, first: int
) -> None:
    pieces = tokenizer.split(text)
    bounds = window_bounds(pieces, limit, first)
    edges = [0, *(end for _, end in bounds)]
    assert list(pairwise(edges)) == bounds
    assert edges[-1] == len(pieces)
    assert all(end - start + SPECIAL_PIECES <= max(limit, first) for start, end in bounds)
