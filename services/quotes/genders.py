"""He or she: what a text and a table of given names say about a person.

The table holds the logarithm of how much more often a given name was a woman's than a man's. It was made from the lists
of first names of the United States' census of 1990, which has few names of Asia and Africa: a name that it lacks says
nothing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from services.language.grouping import NamedEntity
from services.language.tagger import TypedSpan

_MAN: Final = re.compile(
    r"\b(?:mr|sir|lord|king|prince|father|congressman|chairman|spokesman|businessman)\.?\s+$", re.I
)
_WOMAN: Final = re.compile(
    r"\b(?:mrs|ms|miss|madam|dame|lady|queen|princess|sister|congresswoman|chairwoman|spokeswoman|businesswoman)\.?\s+$",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)

_BEFORE: Final = 16
"""Code points before a name in which its title stands."""

_BEHIND: Final = 80
"""Code points behind a name in which a pronoun most likely means it."""


def womanhood(
    text: str, entity: NamedEntity, others: Sequence[TypedSpan], given_names: Mapping[str, float]
) -> dict[str, float]:
    """Return by kind of evidence (`title`, `name`, `pronouns`) how much it says "she" (above 0) or "he" (below), to 1.

    `others` are the mentions of other persons, in order: a pronoun behind one of them is not counted.
    """
    evidence: dict[str, float] = {}
    titles = pronouns = 0
    starts = [other.start for other in others]
    for mention in entity.mentions:
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        titles += bool(_WOMAN.search(before)) - bool(_MAN.search(before))
        end = mention.end + _BEHIND
        stop = next((start for start in starts if mention.end <= start < end), end)
        found = _PRONOUN.search(text, mention.end, stop)
        pronouns += 0 if found is None else 1 if found[2] else -1
    if titles:
        evidence["title"] = 1.0 if titles > 0 else -1.0
    if pronouns:
        evidence["pronouns"] = max(-1.0, min(1.0, pronouns / 2))
    words = entity.name.casefold().split()
    if len(words) > 1 and words[0] in given_names:
        evidence["name"] = max(-1.0, min(1.0, given_names[words[0]] / 3))
    return evidence
