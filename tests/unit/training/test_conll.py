"""Tokens with labels to texts with spans."""

from pathlib import Path

import pytest

from training.conll import labelled, newswire_labels
from training.corpora import CorpusError

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
        ([("Ovaltine", "B-PER"), ("Eva", "B-PER")], "Eva Omar", ["Eva"]),
        ([("Omar", "B-PER")], "-" * 300 + "Omar", []),
        ([("1999", "B-DATE")], "1999", []),
    ],
)
def test_tokens_are_found_in_their_text(pairs: list[tuple[str, str]], text: str, names: list[str]) -> None:
    found = labelled("a", text, pairs, TYPES)
    assert [text[start:end] for start, end, _ in found.spans] == names


def test_the_outer_of_two_labels_counts_and_an_address_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "worldwide-newswire" / "dev"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text("https://news.example/a?b=c\n\nChina Rowing Club won.", encoding="utf-8")
    tokens = "https://news.example/a?b\tO\n=\tO\nc\tO\n\nChina\tB-Organization\tB-Location\n"
    tokens += "Rowing\tI-Organization\nClub\tI-Organization\nwon\tO\n"
    (folder / "one.txt.tsv").write_text(tokens, encoding="utf-8")
    (article,) = newswire_labels(tmp_path, "dev")
    assert [(article.text[start:end], kind) for start, end, kind in article.spans] == [("China Rowing Club", "ORG")]


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="worldwide-newswire"):
        newswire_labels(tmp_path, "dev")
