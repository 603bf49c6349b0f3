"""The forms of a name: what counts as the same name, and which form is the fullest."""

import re
from functools import lru_cache
from typing import Final

from schemas.entities import EntityType
from schemas.identity import entity_id

_TITLE_WORDS: Final = (
    "mr mrs ms miss mx dr prof professor sir dame lord lady president vice-president premier chancellor minister "
    "senator sen representative rep congressman congresswoman governor gov mayor judge justice general gen colonel col "
    "major maj captain capt lieutenant lt sergeant sgt admiral king queen prince princess pope bishop archbishop "
    "cardinal father rev reverend sheikh shaikh ayatollah imam rabbi chief secretary ambassador commissioner "
    "director chairman chairwoman chairperson spokesman spokeswoman spokesperson"
)

TITLES: Final = frozenset(_TITLE_WORDS.split())
"""Words before a person's name that are no part of it, lower case, without full stops."""

SMALL_WORDS: Final = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "do", "da", "&"})
"""Words that acronyms leave out."""

OTHER_NAMES: Final = {
    "america": "united-states",
    "britain": "united-kingdom",
    "great-britain": "united-kingdom",
    "uk": "united-kingdom",
    "united-states-of-america": "united-states",
    "us": "united-states",
    "usa": "united-states",
}
"""States that newspapers call by several names in one article, as slugs."""

_KINDS_OF_PLACE: Final = (
    "town village municipality county district province prefecture region republic island islands peninsula coast "
    "ocean valley mountains desert strip"
)

KINDS_OF_PLACE: Final = frozenset(_KINDS_OF_PLACE.split())
"""What a place's name may go on with and still be the same place's, as a word of a slug.

Cities, states and rivers are not among them: Mexico City, New York City, Niger State, the Colorado River.
"""

GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells two people of one name apart."""

PARTS: Final = frozenset({"board", "commission", "committee", "council", "court", "fund", "office", "subcommittee"})
"""What an organization has that is not itself."""

_POSSESSIVE: Final = re.compile(r"['’](s|S)?$")
_SPACES: Final = re.compile(r"\s+")


def readable(text: str) -> str:
    """Return a name as it is shown: one space between words, no possessive and no article, as long as some remains."""
    name = _SPACES.sub(" ", _POSSESSIVE.sub("", text.strip()) or text).strip()
    return name[4:] if name[:4].lower() == "the " else name


@lru_cache(maxsize=16_384)
def slug(entity_type: EntityType, text: str) -> str:
    """Return the slug of a name without its type, such as "joe-biden"."""
    return entity_id(entity_type, readable(text)).partition("/")[2]


def same_name_key(entity_type: EntityType, text: str) -> str:
    """Return what all spellings of one name have in common."""
    key = slug(entity_type, text)
    parts = key.split("-")
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        key = "".join(parts)
    if entity_type == "NORP":
        return re.sub(r"(?<=[a-z]{3})s$", "", key)
    return OTHER_NAMES.get(key, key) if entity_type == "LOC" else key


def words_of(entity_type: EntityType, text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared; a person's without titles."""
    words = tuple(slug(entity_type, text).split("-"))
    if entity_type != "PERSON":
        return words
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words


def may_be_called(words: tuple[str, ...], fuller: tuple[str, ...]) -> bool:
    """True if a person with the fuller name may be called by words that stand in it, in their order.

    John Holm is not John Holm Jr., and who is called by one initial is nobody with another: J. R. Holm and J. B. Holm.
    """
    rest = iter(fuller)
    if not all(word in rest for word in words):
        return False
    others = [word for word in fuller if word not in words]
    has_initial = any(len(word) == 1 for word in words)
    return len(words) == 1 or not (
        any(word in GENERATIONS for word in others) or (has_initial and any(len(word) == 1 for word in others))
    )


def is_part_called_after(words: tuple[str, ...], fuller: tuple[str, ...]) -> bool:
    """True if the fuller name is that of a part of an organization, called after it: a council, a fund."""
    return fuller[: len(words)] == words and not PARTS.isdisjoint(fuller[len(words) :])


def is_same_place(words: tuple[str, ...], fuller: tuple[str, ...]) -> bool:
    """True if the fuller name of a place only says what it is: ("gaza",) and ("gaza", "strip")."""
    size = len(words)
    kind = fuller[size:]
    return fuller[:size] == words and len(kind) == 1 and kind[0] in KINDS_OF_PLACE


def is_acronym_of(short: str, long: str) -> bool:
    """True if `short` is made of the initials of the words of `long`, small words left out or not."""
    letters = re.sub(r"[^\w]", "", short)
    if not 2 <= len(letters) <= 8 or sum(letter.isupper() for letter in letters) < 2:
        return False
    words = re.findall(r"\w+|&", long)
    if len(words) < 2:
        return False
    wanted = letters.casefold()
    main = "".join(word[0] for word in words if word.casefold() not in SMALL_WORDS).casefold()
    return wanted in (main, "".join(word[0] for word in words).casefold())


def is_latin(text: str) -> bool:
    """True if a text has a letter of the English alphabet."""
    return any("a" <= letter <= "z" for letter in text.casefold())


def fullness(text: str) -> tuple[int, int, int]:
    """Return how full a form of a name is, to compare: Latin letters first, then words, then length."""
    name = readable(text)
    return int(is_latin(name)), len(name.split()), len(name)
