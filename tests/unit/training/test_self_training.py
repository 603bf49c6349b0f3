"""Labels that models give for another to learn from."""

import json
from pathlib import Path

import pytest

from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger
from training.corpora import CorpusError
from training.self_training import labels_of_several, machine_labels, unlabelled

MODEL = Path(__file__).parents[3] / "models" / "entities"
TEXT = "Anna Lindholm met Peter Berg in Lisbon on Monday."


def test_several_models_that_agree_label_as_one() -> None:
    tagger = Tagger(ModelFolder.load(MODEL, "entities"))
    assert labels_of_several([tagger, tagger], TEXT) == tagger.tag(TEXT)


def corpus(folder: Path) -> Path:
    articles = folder / "worldwide-newswire" / "train"
    articles.mkdir(parents=True)
    (folder / "entities-world").mkdir()
    for name in ("a.txt", "b.txt"):
        (articles / name).write_text(TEXT, encoding="utf-8")
    (folder / "entities-world" / "train.jsonl").write_text('{"id": "a.txt", "entities": []}\n', encoding="utf-8")
    return folder


def test_articles_with_labels_of_ours_are_left_out(tmp_path: Path) -> None:
    assert unlabelled(corpus(tmp_path)) == ["b.txt"]


def test_labels_are_read_with_their_text(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"id": "b.txt", "spans": [[0, 13, "PERSON"]]}) + "\n", encoding="utf-8")
    (article,) = machine_labels(corpus(tmp_path), labels)
    assert (article.text, article.spans) == (TEXT, [(0, 13, "PERSON")])


def test_labels_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"labels\.jsonl"):
        list(machine_labels(tmp_path, tmp_path / "labels.jsonl"))
