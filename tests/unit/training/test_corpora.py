"""Readers of the corpora, on corpora of our own writing."""

import json
from pathlib import Path

import pytest

from training.corpora import (
    CorpusError,
    Labelled,
    cut_at_paragraphs,
    entities_world,
    flattened,
    flattened_in_layers,
    merged,
    newswire_text,
    own_quotes,
    quotes_world,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "worldwide-newswire" / "dev").mkdir(parents=True)
    article = "http://news.example/1\r\n\r\nEva Holm spoke.\r\n“Rain,” she said."
    (tmp_path / "worldwide-newswire" / "dev" / "one.txt").write_bytes(article.encode())
    entity = {"name": "Eva Holm", "type": "PERSON", "central": 2, "mentions": [[0, 8]]}
    quote = {"kind": "direct", "content": [[16, 23]], "cue": [[28, 32]], "source": [[24, 27]], "speaker": "Eva Holm"}
    for name, labels in (("entities-world", {"entities": [entity]}), ("quotes-world", {"quotes": [quote]})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dev.jsonl").write_text(json.dumps({"id": "one.txt"} | labels), encoding="utf-8")
    return tmp_path


def texts(article: Labelled) -> list[tuple[str, str]]:
    return [(name, article.text[start:end]) for start, end, name in article.spans]


def test_an_article_begins_behind_its_address(data: Path) -> None:
    assert newswire_text(data, "dev", "one.txt") == "Eva Holm spoke.\n“Rain,” she said."


def test_a_first_line_that_is_no_address_belongs_to_the_article(data: Path) -> None:
    (data / "worldwide-newswire" / "dev" / "two.txt").write_bytes(b"www.news.example\n\nRain.")
    assert newswire_text(data, "dev", "two.txt").startswith("www.")


def test_mentions_are_spans(data: Path) -> None:
    assert texts(entities_world(data, "dev")[0]) == [("PERSON", "Eva Holm")]


def test_parts_of_quotations_are_spans(data: Path) -> None:
    assert texts(quotes_world(data, "dev")[0]) == [("CONTENT", "“Rain,”"), ("SOURCE", "she"), ("CUE", "said")]


def test_labels_of_our_own_name_a_speaker_by_where_the_name_stands(data: Path, tmp_path: Path) -> None:
    (data / "worldwide-newswire" / "train").mkdir()
    (data / "worldwide-newswire" / "train" / "two.txt").write_bytes(b"http://a.example\n\nEva Holm said it rained.")
    quote = {"content": [[14, 23]], "cue": [[9, 13]], "source": [[0, 8]], "speaker": [0, 8]}
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"id": "two.txt", "quotes": [quote]}), encoding="utf-8")
    (article,) = own_quotes(data, labels)
    assert article.attributions[0].speaker == "Eva Holm"
    assert texts(article) == [("SOURCE", "Eva Holm"), ("CUE", "said"), ("CONTENT", "it rained")]


def test_labels_of_one_article_are_put_together(data: Path) -> None:
    (article,) = merged(entities_world(data, "dev"), quotes_world(data, "dev"))
    assert len(article.spans) == 4
    assert article.labelled >= {"PERSON", "MISC", "SOURCE", "CONTENT"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"entities-world/dev\.jsonl"):
        entities_world(tmp_path, "dev")


def test_spans_are_cut_at_line_feeds() -> None:
    assert cut_at_paragraphs("one \n\n two", [(0, 10, "CONTENT")]) == [(0, 3, "CONTENT"), (7, 10, "CONTENT")]


def test_the_longest_of_spans_that_overlap_is_kept() -> None:
    assert flattened([(0, 9, "CONTENT"), (2, 4, "CUE"), (9, 12, "CUE"), (8, 10, "SOURCE")]) == [
        (0, 9, "CONTENT"),
        (9, 12, "CUE"),
    ]


def test_spans_of_different_layers_may_nest() -> None:
    article = Labelled("a", "He said so.", [(0, 10, "CONTENT"), (3, 7, "CUE"), (3, 5, "CUE")], frozenset())
    assert flattened_in_layers(article, (("CONTENT",), ("CUE",))).spans == [(0, 10, "CONTENT"), (3, 7, "CUE")]
