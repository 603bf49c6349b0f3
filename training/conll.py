"""Corpora of tokens with a label each: Worldwide Newswire's own labels, and wikigold.

Measures of other conventions; no model that ships learns from them.
"""

from collections.abc import Iterable, Iterator
from itertools import dropwhile
from pathlib import Path

from training.corpora import CorpusError, Labelled, newswire_text

FARTHEST = 200
"""Code points within which a token follows the one before."""

NEWSWIRE_TYPES = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "NORP": "NORP",
    "Facility": "FAC",
    "Date": "DATE",
    "Money": "MONEY",
    "Product": "PRODUCT",
    "Misc": "MISC",
}
WIKIGOLD_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
"""Our names of their types; wikigold's MISC takes in peoples and works."""


def newswire_labels(data: Path, split: str) -> list[Labelled]:
    """Read Worldwide Newswire's own labels (non-commercial) of its articles: a token, a tab and a label a line."""
    articles = []
    folder = data / "worldwide-newswire" / split
    for path in sorted(folder.glob("*.tsv")):
        text = newswire_text(data, split, path.stem)
        articles.append(labelled(path.stem, text, _pairs(path, "\t"), NEWSWIRE_TYPES))
    if not articles:
        raise CorpusError(f"{folder}: no labels of Worldwide Newswire")
    return articles


def wikigold(data: Path) -> list[Labelled]:
    """Read wikigold (CC BY 4.0) as one text: a token, a space and a label a line, sentences apart."""
    path = data / "wikigold" / "wikigold.conll.txt"
    pairs = list(_pairs(path, " "))
    text = " ".join(token or "\n" for token, _ in pairs)
    return [labelled(path.name, text, pairs, WIKIGOLD_TYPES)]


def labelled(name: str, text: str, pairs: Iterable[tuple[str, str]], types: dict[str, str]) -> Labelled:
    """Find tokens in their text, one behind the other, and join their labels to spans.

    Labels begin with B, or with I only; one of a token that does not stand within FARTHEST code points is left out.
    """
    spans: list[tuple[int, int, str]] = []
    position, open_type = 0, ""
    for token, label in pairs:
        mark, _, kind = label.partition("-")
        start = text.find(token, position, position + FARTHEST + len(token)) if token else -1
        if start < 0 or kind not in types:
            open_type = ""
        elif open_type == kind and mark == "I":
            spans[-1] = (spans[-1][0], start + len(token), types[kind])
        else:
            spans.append((start, start + len(token), types[kind]))
            open_type = kind
        if start >= 0:
            position = start + len(token)
    return Labelled(name, text, spans, frozenset(types.values()))


def _pairs(path: Path, separator: str) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}") from error
    if lines and lines[0].startswith("http"):
        # The address, of one or more tokens, up to the empty line.
        lines = list(dropwhile(str.strip, lines))
    for line in lines:
        # Further labels are of names within the first one's.
        token, _, labels = line.partition(separator)
        yield token.strip(), labels.partition(separator)[0].strip() or "O"
