"""Names of GUM that are linked to Wikipedia, as a second view of who is who.

GUM (Zeldes, Language Resources and Evaluation 51, 2017) marks whole noun phrases; a name is one whose words are all
proper nouns, or small words and numbers between them, without articles and titles before it. Two names with one link
are one entity.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.language.name_forms import TITLES
from training.corpora import CorpusError, Range

TYPES: Final = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
"""Our names of the types that both know; its places take in facilities."""

_MARK: Final = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")
_LINK_FIELD: Final = 7
"""Its number among the fields of a mark, behind those that its documents declare as global.Entity."""
_IN_A_NAME: Final = frozenset({"PROPN", "ADP", "CCONJ", "DET", "NUM"})
"""Parts of speech; hyphens and dashes are in one, too."""


@dataclass(frozen=True, slots=True)
class LinkedName:
    """A name, its type in our names, and the title of the page that it is linked to."""

    start: int
    end: int
    type: str
    page: str


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A document; offsets of its names are code points."""

    text: str
    names: tuple[LinkedName, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    part_of_speech: str


def linked_texts(data: Path) -> list[LinkedText]:
    """Read all documents, in the order of their names; CorpusError if there are none."""
    paths = sorted((data / "gum" / "dep").glob("*.conllu"))
    if not paths:
        raise CorpusError(f"{data / 'gum' / 'dep'}: no documents of GUM")
    return [linked_text(path.read_text(encoding="utf-8")) for path in paths]


def linked_text(document: str) -> LinkedText:
    """Read one document in CoNLL-U."""
    text = ""
    tokens: list[_Token] = []
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    names = []
    for line in document.splitlines():
        if line == "# newpar" and text:
            text = text.rstrip() + "\n"
        fields = line.split("\t")
        if len(fields) < 10 or not fields[0].isdecimal():
            continue
        tokens.append(_Token(len(text), len(text) + len(fields[1]), fields[1], fields[3]))
        text += fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
        for whole, start, end in _marks(fields[9]):
            if whole or start:
                mark = (whole or start).split("-", _LINK_FIELD)
                opened.setdefault(mark[0], []).append((len(tokens) - 1, mark))
            if (whole or end) and opened.get(number := (whole or end).split("-")[0]):
                first, mark = opened[number].pop()
                if len(mark) > _LINK_FIELD and mark[1] in TYPES and (span := _name(tokens[first:])):
                    names.append(LinkedName(*span, TYPES[mark[1]], mark[_LINK_FIELD]))
    return LinkedText(text, tuple(sorted(set(names), key=lambda name: (name.start, name.end))))


def _marks(column: str) -> Iterator[tuple[str, str, str]]:
    """Yield (a mention of this word alone, one that begins here, one that ends here); two of the three are empty."""
    value = next((part[7:] for part in column.split("|") if part.startswith("Entity=")), "")
    yield from _MARK.findall(value)


def _name(tokens: list[_Token]) -> Range | None:
    """Return where the name in a phrase stands, None if the phrase says more than a name."""
    while tokens and (tokens[0].part_of_speech == "DET" or tokens[0].word.lower().strip(".") in TITLES):
        tokens = tokens[1:]
    if tokens and tokens[-1].part_of_speech == "PART":
        tokens = tokens[:-1]
    if not tokens or tokens[0].part_of_speech != "PROPN":
        return None
    if any(token.part_of_speech not in _IN_A_NAME and token.word not in ("-", "–") for token in tokens):
        return None
    return tokens[0].start, tokens[-1].end
