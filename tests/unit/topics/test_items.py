"""Joining labels with the texts that their ids point to."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.corpora import CorpusError
from training.topics.items import first_words, is_whole_article, read_items

LABELS = {"primary": "medtop:15000000", "also": ["medtop:10000000"], "second": ["medtop:20000822"]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of corpora with one text of each kind."""
    texts = {
        "bbc/sport/001.txt": "Rowers win\n\nThe eight won by a length.",
        "worldwide-newswire/dev/af_one_1.txt": "https://news.example/rowing\n\nThe boat sank.",
        "polnear/train/text/paper_one.txt": "Senator rows.\n\nThe senator rowed.",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "huffpost").mkdir()
    summary = {"id": "huffpost::1", "headline": "Why we row", "short_description": ""}
    (tmp_path / "huffpost" / "items.jsonl").write_text(json.dumps(summary))
    return tmp_path


def label(data: Path, identifier: str, **labels: Any) -> None:
    (data / "topics").mkdir()
    (data / "topics" / "train.jsonl").write_text(json.dumps({"id": identifier} | LABELS | labels))


@pytest.mark.parametrize(
    ("identifier", "headline", "body"),
    [
        ("bbc::sport/001.txt", "Rowers win", "The eight won by a length."),
        ("en-worldwide-newswire::af_one_1.txt", "", "The boat sank."),
        ("polnear::paper_one.txt", "Senator rows.", "The senator rowed."),
        ("huffpost::1", "", "Why we row"),
    ],
)
def test_an_id_leads_to_headline_and_body(data: Path, identifier: str, headline: str, body: str) -> None:
    label(data, identifier)
    [item] = read_items(data, "train")
    assert (item.article.headline, item.article.body) == (headline, body)


def test_the_primary_topic_is_one_of_the_top_ones(data: Path) -> None:
    label(data, "huffpost::1")
    assert read_items(data, "train")[0].top == {"medtop:15000000", "medtop:10000000"}


def test_a_summary_is_no_whole_article(data: Path) -> None:
    label(data, "huffpost::1")
    assert not is_whole_article(read_items(data, "train")[0])


def test_a_body_is_cut_after_so_many_words(data: Path) -> None:
    label(data, "bbc::sport/001.txt")
    assert first_words(read_items(data, "train")[0], 3).article.body == "The eight won"


@pytest.mark.parametrize("identifier", ["bbc::sport/999.txt", "gazette::1"])
def test_a_label_without_a_text_is_named(data: Path, identifier: str) -> None:
    label(data, identifier)
    with pytest.raises(CorpusError, match=f"no text for the labelled article {identifier}"):
        read_items(data, "train")


def test_a_missing_text_of_the_newswire_is_named(data: Path) -> None:
    label(data, "en-worldwide-newswire::none_1.txt")
    with pytest.raises(CorpusError, match=r"none_1\.txt"):
        read_items(data, "train")
