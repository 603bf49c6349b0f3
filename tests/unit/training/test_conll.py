"""Tokens with labels to texts with spans."""

import pytest

from training.conll import labelled

TYPES = {"PER": "PERSON", "ORG": "ORG"}


@pytest.mark.parametrize(
    ("pairs", "text", "names"),
    [
        ([("Eva", "B-PER"), ("Holm", "I-PER"), ("won", "O")], "Eva Holm won.", ["Eva Holm"]),
        ([("Eva", "B-PER"), ("-", "I-PER"), ("Ann", "I-PER")], "Eva-Ann won.", ["Eva-Ann"]),
        ([("Eva", "I-PER"), ("won", "O"), ("IOC", "I-ORG")], "Eva won, IOC", ["Eva", "IOC"]),
        ([("Eva", "B-PER"), ("Omar", "B-PER")], "Eva Omar", ["Eva", "Omar"]),
        ([("Eva", "B-PER"), ("IOC", "I-ORG")], "Eva IOC", ["Eva", "IOC"]),
        ([("Eva", "I-PER"), ("", "O"), ("Omar", "I-PER")], "Eva \n Omar", ["Eva", "Omar"]),
        ([("Ova", "B-PER"), ("Omar", "B-PER")], "Eva Omar", ["Omar"]),
        ([("Omar", "B-PER")], "-" * 300 + "Omar", []),
        ([("1999", "B-DATE")], "1999", []),
    ],
)
def test_tokens_are_found_in_their_text(pairs: list[tuple[str, str]], text: str, names: list[str]) -> None:
    found = labelled("a", text, pairs, TYPES)
    assert [text[start:end] for start, end, _ in found.spans] == names
