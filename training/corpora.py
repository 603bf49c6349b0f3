"""The labelled corpora as texts with spans; see each corpus' README for its conventions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.repair import repaired

ENTITY_TYPES = ("PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "PRODUCT", "MISC")
MAIN_GROUPS = {"nine types": set(ENTITY_TYPES), "PERSON ORG LOC NORP": {"PERSON", "ORG", "LOC", "NORP"}}
"""Sets of types that are scored together, by name."""
ENTITY_GROUPS = MAIN_GROUPS | {name: {name} for name in ENTITY_TYPES}
QUOTE_TYPES = ("SOURCE", "CUE", "CONTENT")


Range = tuple[int, int]


class CorpusError(Exception):
    """A corpus file that is missing or not as described; the message names it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, each part in pieces; `kind` and `speaker` are empty where they were not labelled."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    kind: str = ""
    speaker: str = ""

    def parts(self) -> tuple[tuple[Range, ...], ...]:
        """Return the pieces of each part, in the order of QUOTE_TYPES."""
        return self.source, self.cue, self.content


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labels; spans are (start, end, type) in code points, half-open, possibly nested."""

    name: str
    text: str
    spans: list[tuple[int, int, str]]
    labelled: frozenset[str]
    """The types that were labelled: of others, that there is no span says nothing."""
    attributions: tuple[Attribution, ...] = ()


def attributed(name: str, text: str, attributions: Iterable[Attribution]) -> Labelled:
    """Return a text whose labels are its attributions; its spans are their parts."""
    found = tuple(attributions)
    spans = {
        (start, end, part)
        for attribution in found
        for part, places in zip(QUOTE_TYPES, attribution.parts(), strict=True)
        for start, end in places
    }
    return Labelled(name, text, sorted(spans), frozenset(QUOTE_TYPES), found)


def newswire_text(data: Path, split: str, name: str) -> str:
    """Read an article of worldwide-newswire: line ends as line feeds, without the address in its first line.

    A first line that does not begin with "http" was not recognized as an address by those who counted the offsets.
    """
    path = data / "worldwide-newswire" / split / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}") from error
    return text.partition("\n")[2].lstrip("\n") if text.startswith("http") else text


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file."""
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {error}") from error


def entities_world(data: Path, split: str) -> list[Labelled]:
    """Read entities-world (CC0): one span a mention, its type one of ENTITY_TYPES."""
    articles = []
    for record in json_lines(data / "entities-world" / f"{split}.jsonl"):
        spans = [(start, end, entity["type"]) for entity in record["entities"] for start, end in entity["mentions"]]
        articles.append(
            Labelled(
                record["id"], newswire_text(data, split, record["id"]), sorted(set(spans)), frozenset(ENTITY_TYPES)
            )
        )
    return articles


def own_entities(data: Path, labels: Path) -> list[Labelled]:
    """Read names of our own labelling (CC0) in articles of the train split of worldwide-newswire."""
    articles = []
    for record in json_lines(labels):
        spans = [(start, end, name) for start, end, name in record["spans"]]
        text = newswire_text(data, "train", record["id"])
        articles.append(Labelled(record["id"], text, spans, frozenset(ENTITY_TYPES)))
    return articles


def quotes_world(data: Path, split: str, *, repair: bool = False) -> list[Labelled]:
    """Read quotes-world (CC0), its attributions and their parts as spans.

    `repair` puts misplaced sources and cues right (see `training.repair`).
    """
    return _attributed_newswire(data, split, data / "quotes-world" / f"{split}.jsonl", repair=repair)


def own_quotes(data: Path, labels: Path) -> list[Labelled]:
    """Read attributions of our own (CC0) in articles of the train split of worldwide-newswire."""
    return _attributed_newswire(data, "train", labels, repair=False)


def _attributed_newswire(data: Path, split: str, labels: Path, *, repair: bool) -> list[Labelled]:
    articles = []
    for record in json_lines(labels):
        text = newswire_text(data, split, record["id"])
        attributions = []
        for quote in record["quotes"]:
            parts = repaired(text, quote) if repair else quote
            source, cue, content = (tuple((start, end) for start, end in parts[name.lower()]) for name in QUOTE_TYPES)
            attributions.append(Attribution(source, cue, content, quote.get("kind", ""), _speaker(text, quote)))
        articles.append(attributed(record["id"], text, attributions))
    return articles


def _speaker(text: str, quote: dict[str, Any]) -> str:
    """Return the name of a speaker, which our own labels give by where it stands."""
    speaker = quote.get("speaker") or ""
    return speaker if isinstance(speaker, str) else text[speaker[0] : speaker[1]]


def merged(*corpora: list[Labelled]) -> list[Labelled]:
    """Put the labels that several corpora give to one article together, in the order of the names."""
    by_name: dict[str, Labelled] = {}
    for article in (article for corpus in corpora for article in corpus):
        known = by_name.get(article.name)
        if known is not None:
            spans, labelled = sorted({*known.spans, *article.spans}), known.labelled | article.labelled
            attributions = known.attributions + article.attributions
            article = Labelled(article.name, article.text, spans, labelled, attributions)  # noqa: PLW2901
        by_name[article.name] = article
    return [by_name[name] for name in sorted(by_name)]


def flattened_in_layers(article: Labelled, layers: tuple[tuple[str, ...], ...]) -> Labelled:
    """Cut the spans at paragraphs and keep the longest of those of one layer that overlap."""
    cut = cut_at_paragraphs(article.text, article.spans)
    kept = [span for types in layers for span in flattened([span for span in cut if span[2] in types])]
    return Labelled(article.name, article.text, sorted(kept), article.labelled, article.attributions)


def cut_at_paragraphs(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut spans at line feeds and drop the white space around the pieces."""
    pieces = []
    for start, end, name in spans:
        position = start
        for line in text[start:end].split("\n"):
            stripped = line.strip()
            if stripped:
                begin = position + line.index(stripped)
                pieces.append((begin, begin + len(stripped), name))
            position += len(line) + 1
    return sorted(set(pieces))


def flattened(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the longest of spans that overlap, the earlier of two that are as long."""
    kept: list[tuple[int, int, str]] = []
    for start, end, name in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
            kept.append((start, end, name))
    return sorted(kept)
