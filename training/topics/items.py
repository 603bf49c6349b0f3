"""The labelled articles of the topics task, their texts joined from the corpora that the ids point to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schemas.article import Article
from training.corpora import CorpusError, json_lines, newswire_text

LABELLED_WORDS = 260
"""Words of a body that most labels were given by (train's first ones by 130), and more than any window holds."""

OWN_LABELS = Path(__file__).parents[1] / "labels" / "topics-train.jsonl"
"""Labels of our own (CC0): of further articles, and second and third opinions; see the README beside them."""

SUMMARIES = "huffpost::"


@dataclass(frozen=True, slots=True)
class Item:
    """An article and its topics, as codes."""

    article: Article
    primary: str
    also: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def top(self) -> frozenset[str]:
        """All its top-level topics."""
        return frozenset((self.primary, *self.also))


def read_items(data: Path, split: str) -> list[Item]:
    """Read the split "train" or "dev"; CorpusError names what is missing."""
    return _joined(data, json_lines(data / "topics" / f"{split}.jsonl"))


def own_items(data: Path) -> list[Item]:
    """Read the articles with labels of our own; CorpusError names what is missing."""
    return _joined(data, json_lines(OWN_LABELS))


def _joined(data: Path, records: Iterable[dict[str, Any]]) -> list[Item]:
    """Join labels with the texts that their ids point to."""
    summaries = {record["id"]: record for record in json_lines(data / "huffpost" / "items.jsonl")}
    items = []
    for record in records:
        identifier = record["id"]
        corpus, _, name = identifier.partition("::")
        if corpus == "huffpost":
            headline, body = summaries[identifier]["headline"], summaries[identifier]["short_description"]
        else:
            headline, body = _article_text(data, corpus, name)
        # A headline without a summary is all the text there is.
        article = Article(id=identifier, headline=headline if body.strip() else "", body=body.strip() or headline)
        items.append(Item(article, record["primary"], tuple(record["also"]), tuple(record["second"])))
    return items


def _article_text(data: Path, corpus: str, name: str) -> tuple[str, str]:
    """Return headline and body; the articles of worldwide-newswire have no headline."""
    if corpus == "en-worldwide-newswire":
        splits = [split for split in ("train", "dev") if (data / "worldwide-newswire" / split / name).exists()]
        return "", newswire_text(data, splits[0] if splits else "train", name)
    folders = {
        "bbc": [data / "bbc"],
        "polnear": [data / "polnear" / split / "text" for split in ("train", "dev")],
    }.get(corpus, [])
    for folder in folders:
        if (folder / name).exists():
            text = (folder / name).read_text(encoding="utf-8", errors="replace")
            headline, _, body = text.partition("\n")
            return headline.strip(), body
    raise CorpusError(f"{data}: no text for the labelled article {corpus}::{name}")


def first_words(item: Item, count: int = LABELLED_WORDS) -> Item:
    """Return the item with its body cut after so many words."""
    body = " ".join(item.article.body.split()[:count])
    return replace(item, article=item.article.model_copy(update={"body": body}))


def beginning(item: Item) -> str:
    """Return the first twenty words of the body: the corpora hold some articles twice, under other names."""
    return " ".join(item.article.body.casefold().split()[:20])


def is_whole_article(item: Item) -> bool:
    """Whether the item is an article as services will read it, not a headline with a summary."""
    return not item.article.id.startswith(SUMMARIES)
