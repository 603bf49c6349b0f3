"""The name behind a source, where the source is a name or ends in one.

"Antony Blinken", "US Secretary of State Antony Blinken", "Blinken", "Fitch, a rating agency" and "Hong Kong-listed
Smoore" name who speaks. "A spokesman for Biden", "Biden's lawyer" and "sources at the White House" do not.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from services.language.grouping import NamedEntity
from services.language.tagger import TypedSpan

SPEAKING_TYPES: Final = ("PERSON", "ORG", "LOC", "FAC", "MISC")
"""Types of names that can speak; the first wins where a source has several names."""

NEAR_WHO: Final = 40
"""Code points between a name and the "who" that means it: room for an age or a short apposition."""

_ENDS_SENTENCE: Final = re.compile(r"[.!?]\s|\n")
_OF_SOMEONE_ELSE: Final = re.compile(
    r"\b(?:for|of|at|from|in|with|by|to|about|on|near|under|within|against)\s+(?:[^\W\d_]+\.?\s+){0,3}$", re.IGNORECASE
)
_OWNER: Final = re.compile(r"['’]s?\s+\w")
_GOES_ON: Final = re.compile(r"\s+(?!and\b|&)[^\W\d_]")
_QUALIFIES: Final = re.compile(
    r"\s+(?!(?:and|or|who|whose|of|in|from|at|with|also|himself|herself|then|now|a|an|the)\b)[a-z]"
)
"""What follows a name that only says whose: "Clinton aides", "Trump campaign spokesman Jason Miller"."""


class NamesInText:
    """The named entities of a text, found by where they are mentioned."""

    def __init__(self, text: str, entities: Sequence[NamedEntity]) -> None:
        self._text = text
        pairs = [(mention, entity) for entity in entities for mention in entity.mentions]
        pairs.sort(key=lambda pair: pair[0])
        self._mentions = [mention for mention, _ in pairs]
        self._entities = [entity for _, entity in pairs]
        self._starts = [mention.start for mention in self._mentions]

    def named(self, source: Sequence[TypedSpan]) -> NamedEntity | None:
        """Return the entity that names whom the pieces of a source are; None if they are unnamed."""
        for piece in source:
            found = [mentioned for mentioned in self.inside(piece) if self._speaks(piece, *mentioned)]
            if found:
                return min(found, key=lambda mentioned: SPEAKING_TYPES.index(mentioned[1].type))[1]
        return None

    def antecedent(self, start: int) -> NamedEntity | None:
        """Return the person whom a "who" at `start` means: the last one named before it in its sentence, if near."""
        place = bisect_left(self._starts, start) - 1
        if place < 0 or self._entities[place].type != "PERSON":
            return None
        between = self._text[self._mentions[place].end : start]
        return self._entities[place] if len(between) <= NEAR_WHO and not _ENDS_SENTENCE.search(between) else None

    def inside(self, piece: TypedSpan) -> list[tuple[TypedSpan, NamedEntity]]:
        """Return the mentions within a piece of names that can speak, with their entities."""
        found = []
        for place in range(bisect_left(self._starts, piece.start), len(self._starts)):
            if self._starts[place] >= piece.end:
                break
            if self._mentions[place].end <= piece.end and self._entities[place].type in SPEAKING_TYPES:
                found.append((self._mentions[place], self._entities[place]))
        return found

    def _speaks(self, piece: TypedSpan, mention: TypedSpan, entity: NamedEntity) -> bool:
        before, after = self._text[piece.start : mention.start], self._text[mention.end : piece.end]
        if _OWNER.match(after):
            return False
        if entity.type == "PERSON":
            return not (_OF_SOMEONE_ELSE.search(before) or _QUALIFIES.match(after))
        return not re.search(r"\b(?:for|of|at|from|in|with|by|to)\b", before) and not _GOES_ON.match(after)
