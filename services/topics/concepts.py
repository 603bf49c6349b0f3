"""The IPTC Media Topics: every active concept with its label, level, parent and Wikidata item.

The table stands in `concepts.json`, made by `python -m training.topics.concepts` from the file that IPTC publishes.
IPTC Media Topic NewsCodes, copyright International Press Telecommunications Council (https://iptc.org), CC BY 4.0.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Concept:
    """One Media Topic."""

    code: str
    """Such as "medtop:11000000"."""
    label: str
    """The preferred label, in American English."""
    level: int
    """1 at the top of the tree, 6 at its deepest."""
    parent: str | None
    """Code of the broader concept, None at level 1."""
    wikidata: str | None
    """The Wikidata item that IPTC calls an exact match, such as "Q7163"; None where it names none."""


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """All active concepts of one release."""

    released: str
    """The day on which IPTC released them, ISO 8601."""
    attribution: str
    """Who made them and under which licence; shown wherever the table is shown."""
    concepts: Mapping[str, Concept]
    """By code, in the order of the codes."""

    def __getitem__(self, code: str) -> Concept:
        """Return a concept by its code; KeyError if the release has no such active concept."""
        return self.concepts[code]


@cache
def concept_table() -> ConceptTable:
    """Read the table that ships with the service."""
    table = json.loads(files("services.topics").joinpath("concepts.json").read_text(encoding="utf-8"))
    concepts = {row[0]: Concept(*row) for row in table["concepts"]}
    return ConceptTable(table["released"], table["attribution"], MappingProxyType(concepts))
