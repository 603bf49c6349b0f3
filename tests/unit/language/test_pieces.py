"""Word pieces and their offsets."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from services.language.errors import ModelError
from services.language.pieces import CHUNK_LENGTH, PieceTokenizer
from services.language.shapes import CONTINUES, GLUED, PARAGRAPH, SPACED, gap_of
from tests.support.hostile_texts import hostile_text


def words(tokenizer: PieceTokenizer, text: str) -> list[str]:
    pieces = tokenizer.split(text)
    heads = [*np.flatnonzero(pieces.heads).tolist(), len(pieces)]
    return [text[pieces.starts[head] : pieces.ends[after - 1]] for head, after in pairwise(heads)]


def test_offsets_are_code_points_of_the_text_as_given(tokenizer: PieceTokenizer) -> None:
    assert words(tokenizer, "🙂 Zoë  said: “Très\nbien!”") == ["🙂", "Zoë", "said", ":", "“", "Très", "bien", "!", "”"]


def test_gaps_tell_an_opening_mark_from_a_closing_one(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split('so "yes" he')
    assert gap_of(pieces.features).tolist() == [PARAGRAPH, SPACED, GLUED, GLUED, SPACED]


def test_pieces_that_continue_a_word_say_so(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("Unverfängliches")
    assert set(gap_of(pieces.features)[1:].tolist()) == {CONTINUES}


def test_each_line_is_a_paragraph_and_empty_ones_are_none(tokenizer: PieceTokenizer) -> None:
    pieces = tokenizer.split("\n\none two\n \n\nthree")
    assert pieces.starts[pieces.paragraph_starts].tolist() == [2, 13]


def test_a_line_longer_than_a_chunk_is_one_paragraph_and_loses_no_word(tokenizer: PieceTokenizer) -> None:
    text = "harbour " * (CHUNK_LENGTH // 4)
    pieces = tokenizer.split(text)
    assert (int(pieces.paragraph_starts.sum()), len(words(tokenizer, text))) == (1, CHUNK_LENGTH // 4)


def test_sentences_end_at_marks_before_a_gap(tokenizer: PieceTokenizer) -> None:
    text = 'It rose 3.5 per cent. "Good!" she said.'
    pieces = tokenizer.split(text)
    assert pieces.ends[pieces.sentence_ends].tolist() == [21, 29, 39]


def test_a_lone_surrogate_is_no_piece_and_moves_no_offset(tokenizer: PieceTokenizer) -> None:
    assert words(tokenizer, "a \ud800 b") == ["a", "b"]


def test_a_text_without_words_has_no_pieces(tokenizer: PieceTokenizer) -> None:
    assert len(tokenizer.split(" \n\t\n")) == 0


def test_a_file_that_is_no_tokenizer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json: not a tokenizer"):
        PieceTokenizer(path)


@given(text=hostile_text)
@settings(max_examples=200, deadline=None)
def test_pieces_stand_in_order_and_inside_the_text(tokenizer: PieceTokenizer, text: str) -> None:
    pieces = tokenizer.split(text)
    bounds = np.stack([pieces.starts, pieces.ends], axis=1)
    assert np.all(pieces.starts <= pieces.ends)
    assert np.all(np.diff(bounds[:, 0]) >= 0)
    assert len(bounds) == 0 or (bounds.min() >= 0 and bounds.max() <= len(text))
