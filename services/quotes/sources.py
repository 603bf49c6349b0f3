"""What kind of words a source is: a name, a pronoun or a description."""

import re
from dataclasses import dataclass
from typing import Final

PRONOUNS: Final[dict[str, str]] = {
    word: group
    for group, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "they": "they them their themselves both",
        "it": "it its itself",
        "i": "i me my myself",
        "we": "we us our ourselves",
        "you": "you your",
        "who": "who whom which that",
    }.items()
    for word in words.split()
}
"""The group of each pronoun."""

_ENDS_HEAD: Final = re.compile(r"[,(]|\b(?:of|for|at|from|in|on|with|by|to|about|who|that|which|and|among|near)\b")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WORDS_BEFORE: Final = (
    "the a an some many several other another most both two three few one this that these those his her"
)
_DETERMINERS: Final = frozenset(f"{_WORDS_BEFORE} its their".split(" "))


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The words of a source, lower case: its class, its main word, what it begins with, and all of them."""

    kind: str
    """A group of pronouns, "name" if a name stands in it, else "description"."""
    head: str
    """The last word before a preposition or a comma: "spokesman" of "a spokesman for the ministry"."""
    determiner: str
    """Its first word if that is an article or the like, "none" otherwise."""
    words: frozenset[str]

    @classmethod
    def of(cls, source: str, *, has_name: bool) -> "SourceWords":
        """Read the text of a source."""
        folded = source.casefold()
        words = _WORD.findall(folded)
        if len(words) == 1 and words[0] in PRONOUNS:
            return cls(PRONOUNS[words[0]], words[0], "none", frozenset(words))
        end = _ENDS_HEAD.search(folded, len(words[0]) if words else 0)
        main = _WORD.findall(folded[: end.start()] if end else folded) or words or [""]
        determiner = words[0] if words and words[0] in _DETERMINERS else "none"
        return cls("name" if has_name else "description", main[-1], determiner, frozenset(words))
