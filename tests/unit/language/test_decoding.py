"""Labels to spans."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.language.decoding import decode, decode_one, label_names

TYPES = ("PERSON", "ORG")
LABELS = label_names(TYPES)


def logits_of(*labels: str) -> NDArray[np.float32]:
    return np.array([[9.0 if name == label else 0.0 for name in LABELS] for label in labels], dtype=np.float32)


def ranges(logits: NDArray[np.float32], paragraph_starts: tuple[int, ...] = (0,)) -> list[tuple[int, int, str]]:
    opens = np.isin(np.arange(len(logits)), paragraph_starts)
    return [(span.start, span.end, span.type) for span in decode(logits, TYPES, opens)]


def test_labels_stand_in_the_order_of_their_columns() -> None:
    assert LABELS == ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]


def test_a_span_is_a_b_and_the_i_of_its_type_that_follow() -> None:
    assert ranges(logits_of("O", "B-PERSON", "I-PERSON", "B-PERSON", "B-ORG", "O")) == [
        (1, 3, "PERSON"),
        (3, 4, "PERSON"),
        (4, 5, "ORG"),
    ]


def test_no_span_crosses_a_paragraph() -> None:
    assert ranges(logits_of("B-ORG", "I-ORG", "I-ORG"), (0, 2)) != [(0, 3, "ORG")]


def test_an_i_without_its_b_is_read_as_the_likeliest_legal_labels() -> None:
    logits = logits_of("O", "I-PERSON", "I-PERSON")
    logits[1, LABELS.index("B-PERSON")] = 8.0
    assert ranges(logits) == [(1, 3, "PERSON")]


def test_no_words_have_no_spans() -> None:
    assert decode(np.zeros((0, 5), dtype=np.float32), TYPES, np.zeros(0, dtype=np.bool_)) == []


def test_confidence_is_the_mean_probability_of_the_type() -> None:
    logits = np.zeros((2, 5), dtype=np.float32)
    logits[0, LABELS.index("B-ORG")] = logits[1, LABELS.index("I-ORG")] = 2.0
    probability = (np.exp(2.0) + 1) / (np.exp(2.0) + 4)
    assert decode(logits, TYPES, np.array([True, False]))[0].confidence == pytest.approx(probability, abs=1e-4)


def is_legal(path: tuple[int, ...]) -> bool:
    names = [LABELS[number] for number in path]
    pairs = zip(["O", *names], names, strict=False)
    return all(now[0] != "I" or before in (f"B{now[1:]}", now) for before, now in pairs)


@given(st.lists(st.lists(st.integers(-40, 40), min_size=5, max_size=5), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_the_path_is_as_probable_as_the_best_legal_one(rows: list[list[int]]) -> None:
    # Different powers of two in each cell leave no two paths with one score.
    logits: NDArray[np.float32] = (np.array(rows) + np.arange(5) / 16).astype(np.float32)
    best = max(
        (path for path in product(range(5), repeat=len(rows)) if is_legal(path)),
        key=lambda path: sum(float(logits[place, label]) for place, label in enumerate(path)),
    )
    covered = np.zeros(len(rows), dtype=int)
    for start, end, name in ranges(logits):
        covered[start] = LABELS.index(f"B-{name}")
        covered[start + 1 : end] = LABELS.index(f"I-{name}")
    score = sum(float(logits[place, label]) for place, label in enumerate(covered.tolist()))
    assert score == pytest.approx(sum(float(logits[place, label]) for place, label in enumerate(best)))


def one(*rows: tuple[float, float, float], paragraph_starts: tuple[int, ...] = (0,)) -> list[tuple[int, int]]:
    """Return the range of the one span of a layer, given the logits of "O", "B" and "I" of each word."""
    opens = np.isin(np.arange(len(rows)), paragraph_starts)
    return [
        (span.start, span.end) for span in decode_one(np.array(rows, dtype=np.float32).reshape(-1, 3), ("ANY",), opens)
    ]


OUT, BEGINS, GOES_ON, DOUBTFUL = (5.0, 0.0, 0.0), (0.0, 5.0, 0.0), (0.0, 0.0, 5.0), (1.0, 0.0, 0.0)


def test_of_two_spans_the_surer_one_stays() -> None:
    assert one(BEGINS, OUT, OUT, BEGINS, GOES_ON) == [(3, 5)]


def test_a_doubtful_word_joins_the_sure_ones_around_it() -> None:
    assert one(BEGINS, DOUBTFUL, GOES_ON) == [(0, 3)]


def test_the_one_span_stands_in_one_paragraph() -> None:
    assert one(BEGINS, GOES_ON, GOES_ON, paragraph_starts=(0, 2)) == [(0, 2)]


def test_there_is_no_span_where_every_word_is_likelier_outside() -> None:
    assert one(OUT, DOUBTFUL, OUT) == []
    assert one() == []


def test_the_one_span_has_the_mean_probability_of_its_words() -> None:
    logits = np.array([[0.0, 2.0, 0.0]], dtype=np.float32)
    (span,) = decode_one(logits, ("ANY",), np.array([True]))
    assert span.confidence == pytest.approx((np.exp(2.0) + 1) / (np.exp(2.0) + 2), abs=1e-4)
