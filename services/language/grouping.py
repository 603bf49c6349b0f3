"""Mentions of one article to entities: who is who.

The rules, in the order in which they are tried on two names of one type:

1. The same name: equal slugs; "U.S." is "US", "Britain" is "United Kingdom", a people's plural is its singular.
2. A form in brackets right behind a name is that name: "World Health Organization (WHO)", "Tsai Ing-wen (蔡英文)".
3. Initials: "WHO" is the one name of the article that has these initials.
4. A person's name is the one that is equal but for titles, else the fuller one that ends in it, else begins with it,
   else has it; where there are several, the one named most often before.
5. An organization, a facility, a product or a work called by the first or last words of its fuller name is that one, if
   there is only one. A place is one whose name goes on with a word that only says what it is: "Saitama" is "Saitama
   Prefecture"; but Mexico is not Mexico City, Guinea not Guinea-Bissau, Korea not South Korea.

Dates and amounts are only ever the same by rule 1.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from schemas.entities import EntityType
from services.language.name_forms import (
    fullness,
    is_acronym_of,
    is_latin,
    is_part_called_after,
    is_same_place,
    may_be_called,
    readable,
    same_name_key,
    words_of,
)
from services.language.tagger import TypedSpan

_BRACKET: Final = re.compile(r"['’s]{0,2}\s?[(（]\s?[\"“']?")
_MAX_NAMES: Final = 300
"""Names of one type that are compared with each other; a text with more is a list, where rules 3 to 5 say nothing."""


@dataclass(slots=True)
class NamedEntity:
    """Someone or something, with all its mentions in the order of the text."""

    type: EntityType
    mentions: list[TypedSpan] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    """The different forms of the name as the text has them, in the order of the text."""

    @property
    def name(self) -> str:
        """The fullest form of the name; of two as full, the one that is not in capitals, then the earlier."""
        best = max(self.forms, key=lambda form: (fullness(form), not form.isupper()))
        return readable(best)


def group_mentions(text: str, mentions: Sequence[TypedSpan]) -> list[NamedEntity]:
    """Group the mentions of a text into entities, in the order in which they are first mentioned."""
    groups = _same_names(text, mentions)
    by_type: dict[EntityType, list[NamedEntity]] = {}
    for group in groups:
        by_type.setdefault(group.type, []).append(group)
    entities: list[NamedEntity] = []
    for entity_type, of_type in by_type.items():
        comparable = entity_type not in ("DATE", "MONEY") and len(of_type) <= _MAX_NAMES
        entities += _joined(text, of_type) if comparable else of_type
    for entity in entities:
        entity.mentions.sort()
        entity.forms = list(dict.fromkeys(text[mention.start : mention.end] for mention in entity.mentions))
    return sorted(entities, key=lambda entity: entity.mentions[0])


def _same_names(text: str, mentions: Sequence[TypedSpan]) -> list[NamedEntity]:
    groups: dict[tuple[EntityType, str], NamedEntity] = {}
    for mention in mentions:
        entity_type = cast(EntityType, mention.type)
        form = text[mention.start : mention.end]
        key = entity_type, same_name_key(entity_type, form)
        groups.setdefault(key, NamedEntity(entity_type, forms=[form])).mentions.append(mention)
    return list(groups.values())


def _joined(text: str, groups: list[NamedEntity]) -> list[NamedEntity]:
    """Apply rules 2 to 5 to the names of one type, each as soon as a fuller name is known."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while number in parents:
            number = parents[number]
        return number

    for child, parent in _bracketed(text, groups):
        if root(child) != root(parent):
            parents[root(child)] = root(parent)
    rules: list[Callable[[NamedEntity, list[NamedEntity]], NamedEntity | None]] = [_by_initials]
    rules.append(_by_person_name if groups[0].type == "PERSON" else _by_part)
    positions = {id(group): number for number, group in enumerate(groups)}
    for number, group in enumerate(groups):
        for rule in rules:
            found = rule(group, groups) if number not in parents else None
            if found is not None and root(positions[id(found)]) != number:
                parents[number] = root(positions[id(found)])
    merged: dict[int, NamedEntity] = {}
    for number, group in enumerate(groups):
        target = merged.setdefault(root(number), NamedEntity(group.type))
        target.mentions += group.mentions
    return list(merged.values())


def _bracketed(text: str, groups: list[NamedEntity]) -> list[tuple[int, int]]:
    """Return (form in brackets, name before them) as numbers of groups."""
    starts = {mention.start: number for number, group in enumerate(groups) for mention in group.mentions}
    pairs = []
    for number, group in enumerate(groups):
        for mention in group.mentions:
            bracket = _BRACKET.match(text, mention.end)
            inside = starts.get(bracket.end()) if bracket else None
            if inside is None or inside == number:
                continue
            # "Kang Quintus (Solomon)" is an actor and a part; only another script says the same name again.
            if group.type != "PERSON" or not is_latin(groups[inside].forms[0]):
                pairs.append((inside, number))
    return pairs


def _by_initials(group: NamedEntity, groups: list[NamedEntity]) -> NamedEntity | None:
    found = [
        other
        for other in groups
        if other is not group and is_acronym_of(readable(group.forms[0]), readable(other.forms[0]))
    ]
    return found[0] if len(found) == 1 else None


def _by_person_name(group: NamedEntity, groups: list[NamedEntity]) -> NamedEntity | None:
    words = words_of("PERSON", group.forms[0])
    others = [(words_of("PERSON", other.forms[0]), other) for other in groups if other is not group]
    same = [other for other_words, other in others if other_words == words]
    fuller = [entry for entry in others if len(entry[0]) > len(words) and may_be_called(words, entry[0])]
    size = len(words)
    for candidates in (
        same,
        [other for other_words, other in fuller if other_words[-size:] == words],
        [other for other_words, other in fuller if other_words[:size] == words],
        [other for _, other in fuller],
    ):
        if candidates:
            return _most_named_before(group.mentions[0], candidates)
    return None


def _most_named_before(mention: TypedSpan, candidates: list[NamedEntity]) -> NamedEntity:
    """Return the candidate named most often before a place, of several the last one; else the first one after it."""
    before = [candidate for candidate in candidates if candidate.mentions[0] < mention]
    if not before:
        return min(candidates, key=lambda candidate: candidate.mentions[0])
    earlier = [(candidate, [other for other in candidate.mentions if other < mention]) for candidate in before]
    return max(earlier, key=lambda entry: (len(entry[1]), entry[1][-1]))[0]


def _by_part(group: NamedEntity, groups: list[NamedEntity]) -> NamedEntity | None:
    if group.type == "NORP":
        return None
    words = words_of(group.type, group.forms[0])
    is_same = is_same_place if group.type == "LOC" else _is_called_by
    found = [other for other in groups if is_same(words, words_of(group.type, other.forms[0]))]
    return found[0] if len(found) == 1 else None


def _is_called_by(words: tuple[str, ...], fuller: tuple[str, ...]) -> bool:
    """Whether the words are the first or the last of a fuller name, which is not that of a part."""
    ends = fuller[: len(words)], fuller[-len(words) :]
    return len(fuller) > len(words) and words in ends and not is_part_called_after(words, fuller)
