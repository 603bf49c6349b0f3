"""What the topics model learns from."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.topics import items, written
from training.topics.articles import training_articles, window_part
from training.topics.definitions import definition_items
from training.topics.items import beginning

SPORT, ROWING, MATCH = "medtop:15000000", "medtop:20001026", "medtop:20000822"


def concept(code: str, label: str, definition: str | None, parent: str | None) -> dict[str, Any]:
    above = {} if parent is None else {"broader": [f"http://cv.iptc.org/newscodes/mediatopic/{parent.split(':')[1]}"]}
    told = {} if definition is None else {"definition": {"en-US": definition}}
    return {"qcode": code, "prefLabel": {"en-US": label}, **told, **above}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of corpora with sixteen articles and two copies, a summary and three concepts."""
    concepts = [
        concept(SPORT, "sport", "Competitive activity", None),
        concept(MATCH, "competition discipline", None, SPORT),
        concept(ROWING, "rowing", "Boats with oars", MATCH),
        {**concept("medtop:20009999", "croquet on ice", None, SPORT), "retired": "2020"},
    ]
    for folder in ("iptc", "topics", "huffpost", "bbc/sport"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "iptc" / "cptall-en-US.json").write_text(json.dumps({"conceptSet": concepts}))
    (tmp_path / "huffpost" / "items.jsonl").write_text(
        json.dumps({"id": "huffpost::1", "headline": "Why we row", "short_description": "Oars."})
    )
    names = [f"bbc::sport/{number:03}.txt" for number in range(16)]
    copies = {"bbc::sport/dev.txt": 99, "bbc::sport/copy-of-dev.txt": 99, "bbc::sport/copy-of-0.txt": 0}
    for name, number in {**dict(zip(names, range(16), strict=True)), **copies}.items():
        (tmp_path / name.replace("::", "/")).write_text(f"Rowers win\n\n{f'Boat {number} rows. ' * 200}")
    first = [{"id": name, "primary": SPORT, "also": [], "second": [MATCH]} for name in ["huffpost::1", *names]]
    second = [{"id": name, "primary": "medtop:10000000", "also": [SPORT], "second": []} for name in names[:2]]
    first += [{"id": name, "primary": SPORT, "also": [], "second": []} for name in list(copies)[1:]]
    dev = {"id": "bbc::sport/dev.txt", "primary": SPORT, "also": [], "second": []}
    (tmp_path / "topics" / "dev.jsonl").write_text(json.dumps(dev))
    (tmp_path / "topics" / "train.jsonl").write_text("\n".join(map(json.dumps, first)))
    own = tmp_path / "own.jsonl"
    own.write_text("\n".join(map(json.dumps, second)))
    monkeypatch.setattr(items, "OWN_LABELS", own)
    opinions = [{"primary": SPORT, "also": [], "second": [code]} for code in (MATCH, ROWING)]
    story = {"id": "written::1", "headline": "", "body": "Nobody rows here.", "opinions": opinions}
    (tmp_path / "written.jsonl").write_text(json.dumps(story))
    monkeypatch.setattr(written, "WRITTEN_ARTICLES", tmp_path / "written.jsonl")
    return tmp_path


def test_each_concept_that_is_not_retired_is_an_item_under_the_topics_above_it(data: Path) -> None:
    found = {item.article.id: (item.article.body, item.primary, item.second) for item in definition_items(data)}
    assert found == {
        SPORT: ("Competitive activity", SPORT, ()),
        MATCH: ("competition discipline", SPORT, (MATCH,)),
        ROWING: ("Boats with oars", SPORT, (MATCH,)),
    }


def test_an_eighth_of_the_whole_articles_is_held_out_with_all_opinions(data: Path) -> None:
    articles = training_articles(data, seed=1)
    held_out = {opinions[0].article.id for opinions in articles.held_out}
    train = [opinions[0].article.id for opinions in articles.train]
    assert len(held_out) == len({beginning(opinions[0]) for opinions in articles.held_out}) == 3
    assert held_out.isdisjoint(train)
    assert len(train) == len(set(train)) == 17 - 3 + 1 + 3 + 1
    assert sorted(len(opinions) for opinions in (*articles.published, *articles.held_out))[-3:] == [1, 2, 2]


def test_what_was_made_to_learn_from_is_apart_from_what_was_published(data: Path) -> None:
    made = {opinions[0].article.id: [item.second for item in opinions] for opinions in training_articles(data, 1).made}
    assert made == {SPORT: [()], MATCH: [(MATCH,)], ROWING: [(MATCH,)], "written::1": [(MATCH,), (ROWING,)]}


@pytest.mark.parametrize("seed", range(20))
def test_no_copy_of_a_dev_or_a_held_out_article_is_trained_on(data: Path, seed: int) -> None:
    articles = training_articles(data, seed)
    dev = {beginning(item) for item in items.read_items(data, "dev")}
    train = {beginning(opinions[0]) for opinions in articles.train}
    held_out = {beginning(opinions[0]) for opinions in articles.held_out}
    assert dev.isdisjoint(train | held_out)
    assert train.isdisjoint(held_out)


def test_an_article_is_shown_as_its_labellers_saw_it(data: Path) -> None:
    whole = next(opinions for opinions in training_articles(data, seed=1).train if opinions[0].article.headline)
    assert [len(item.article.body.split()) for item in window_part(whole)] == [260] * len(whole)
    assert len(whole[0].article.body.split()) == 600
