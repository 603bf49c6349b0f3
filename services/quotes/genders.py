"""He or she: what a text and a table of given names say about a person.

The table holds the logarithm of how much more often a given name was a woman's than a man's. It was made from the lists
of first names of the United States' census of 1990, which has few names of Asia and Africa: a name that it lacks says
nothing.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from services.language.grouping import NamedEntity

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


_SURE_NAME: Final = 3.0
"""Logarithm from which on a given name is as good as certain: twenty women for each man."""


def womanhood(
    text: str, entity: NamedEntity, person_starts: Sequence[int], given_names: Mapping[str, float]
) -> dict[str, float]:
    """Return how much the best evidence there is (`title`, `name` or `pronouns`) says "she", to 1, or "he", to -1.

    `person_starts` are where persons are mentioned, in order: a pronoun behind the next one is not counted.
    """
    titles = [text[max(0, mention.start - _BEFORE) : mention.start] for mention in entity.mentions]
    balance = sum(bool(_WOMAN.search(title)) - bool(_MAN.search(title)) for title in titles)
    if balance:
        return {"title": math.copysign(1.0, balance)}
    words = entity.name.casefold().split()
    if len(words) > 1 and words[0] in given_names:
        return {"name": max(-1.0, min(1.0, given_names[words[0]] / _SURE_NAME))}
    pronouns = 0
    for mention in entity.mentions:
        following = bisect_left(person_starts, mention.end)
        stop = min([mention.end + _BEHIND, *person_starts[following : following + 1]])
        found = _PRONOUN.search(text, mention.end, stop)
        pronouns += 0 if found is None else 1 if found[2] else -1
    return {"pronouns": max(-1.0, min(1.0, pronouns / 2))} if pronouns else {}
