"""What speaks for a named entity as the speaker behind a source: features, each with a name and a value of 0 to 1.

Those of pronouns and descriptions are the classical ones of pronoun resolution (Lappin and Leass, 1994): how near, how
often, as a subject or not, of the right kind and gender. For quotations comes who spoke before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.language.grouping import NamedEntity
from services.language.name_forms import slug
from services.language.tagger import TypedSpan
from services.quotes.genders import womanhood
from services.quotes.sources import SourceWords

Features = dict[str, float]

Before = list[tuple[SourceWords, int | None]]
"""The sources before one, the last one last, each with the number of its speaker (None: nobody)."""

_SENTENCE_START: Final = re.compile(r"(?:^|\n|(?<=[.!?…])[\"”’']*\s)\s*[\"“‘']*", re.MULTILINE)
_NEAR: Final = 70
"""Code points on both sides of a name in which a description of its bearer is looked for."""
_REACH: Final = 40
_AHEAD: Final = 8
"""Mentions before a source and behind it whose entities may be meant."""
_SUBJECT: Final = 20
"""Code points from the start of a sentence within which a name is most likely its subject."""
_SIGNS: Final = {"he": -1.0, "she": 1.0}
_SURE_GENDER: Final = 0.9
_DULL: Final = frozenset(
    ("the", "a", "an", "of", "for", "at", "in", "and", "to", "who", "his", "her", "their", "its", "said", "says", "one")
)


@dataclass(frozen=True, slots=True)
class AskedSource:
    """A source whose speaker is asked for, and what is known of it."""

    start: int
    end: int
    """Code points of its first piece, half-open."""
    words: SourceWords
    named: int | None
    """The number of the entity that it names by rule."""
    named_next: int | None = None
    """The number of the entity that the next source names by rule."""


class Candidates:
    """The entities of a text that can speak, and what the features ask of them."""

    def __init__(self, text: str, entities: Sequence[NamedEntity], given_names: Mapping[str, float]) -> None:
        self.entities = entities
        self._text = text
        self._given_names = given_names
        self._sentences = [found.end() for found in _SENTENCE_START.finditer(text)]
        self._paragraphs = [0, *(found.end() for found in re.finditer(r"\n+", text))]
        self._starts = [[mention.start for mention in entity.mentions] for entity in entities]
        self._mentioned = sorted((start, number) for number, starts in enumerate(self._starts) for start in starts)
        self._person_starts = [start for start, number in self._mentioned if entities[number].type == "PERSON"]
        self._most = self._named_most()
        self._total = max(1, len(self._mentioned))
        self._name_words = [frozenset(slug(entity.type, entity.name).split("-")) for entity in entities]
        self._surroundings = [self._words_around(entity) for entity in entities]
        self._womanhood: dict[int, dict[str, float]] = {}

    def near(self, asked: AskedSource) -> list[int]:
        """Return the numbers of the entities that may be meant by a source: near it, named most, or in its text."""
        place = bisect_left(self._mentioned, (asked.start, -1))
        numbers = {number for _, number in self._mentioned[max(0, place - _REACH) : place + _AHEAD]} | self._most
        if asked.named is not None:
            numbers.add(asked.named)
        return sorted(self._of_gender(numbers, _SIGNS.get(asked.words.kind, 0.0)))

    def _of_gender(self, numbers: set[int], sign: float) -> set[int]:
        """Leave out whom "she" or "he" cannot mean, if there is somebody whom it can.

        One in four hundred pronouns of PolNeAR dev is lost by that, and no reader is told that she is John.
        """
        genders = {number: sign * self._sure_gender(number) for number in numbers} if sign else {}
        if not any(gender >= _SURE_GENDER for gender in genders.values()):
            return numbers
        return {number for number in numbers if genders[number] > -_SURE_GENDER}

    def _sure_gender(self, number: int) -> float:
        if self.entities[number].type != "PERSON":
            return 0.0
        found = self._gender(number)
        return found.get("title", found.get("name", 0.0))

    def _named_most(self) -> set[int]:
        most: set[int] = set()
        for types in (("PERSON",), ("ORG",), ("PERSON", "ORG", "LOC", "FAC", "MISC")):
            numbers = [number for number, entity in enumerate(self.entities) if entity.type in types]
            if numbers:
                most.add(max(numbers, key=lambda number: len(self._starts[number])))
        return most

    def features(self, number: int, asked: AskedSource, before: Before) -> Features:
        """Return the features of entity `number` as the speaker of a source."""
        entity, words = self.entities[number], asked.words
        speakers = [speaker for _, speaker in before]
        names = [f"type={entity.type}", "named" if number == asked.named else "not named"]
        place = bisect_left(self._starts[number], asked.start)
        if place:
            names += self._nearness(number, self._starts[number][place - 1], asked.start)
        else:
            names.append("not named before")
        if asked.named is None and place < len(self._starts[number]) and self._starts[number][place] < asked.end:
            names += self._inside(entity.mentions[place], asked)
        if speakers and speakers[-1] == number:
            names.append("spoke last")
        elif len(speakers) > 1 and speakers[-2] == number:
            names.append("spoke last but one")
        if number in speakers:
            names.append("spoke before")
        if number == asked.named_next:
            names.append("speaks next")
        if number in self._most:
            names.append("named most")
        if words.kind in ("description", "name"):
            names += [
                "called the same before"
                for other, speaker in before
                if speaker == number and other.words - _DULL == words.words - _DULL
            ][:1]
            if words.head in self._surroundings[number]:
                names.append("its head is near")
        values = dict.fromkeys(names, 1.0)
        values["spoke"] = speakers.count(number) / len(speakers) if speakers else 0.0
        values["frequency"] = len(entity.mentions) / self._total
        said = (words.words - _DULL) if words.kind in ("description", "name") else frozenset()
        if said:
            values["described"] = len(said & self._surroundings[number]) / len(said)
            values["has its words"] = len(said & self._name_words[number]) / len(said)
        sign = _SIGNS.get(words.kind, 0.0)
        if sign and entity.type == "PERSON":
            for evidence, value in self._gender(number).items():
                values[f"{evidence} {'agrees' if value * sign > 0 else 'differs'}"] = abs(value)
        return {f"{words.kind}: {name}": value for name, value in values.items()}

    def _inside(self, mention: TypedSpan, asked: AskedSource) -> list[str]:
        before, after = self._text[asked.start : mention.start], self._text[mention.end : asked.end]
        names = ["in the source"]
        if not before.strip() or before.strip().casefold() in ("the", "a", "an"):
            names.append("begins the source")
        if not after.strip():
            names.append("ends the source")
        if after[:1] in ("'", "’"):
            names.append("owns the source")
        if re.search(r"\b(?:by|from)\s+(?:the\s+)?$", before):
            names.append("by it")
        return names

    def _nearness(self, number: int, last: int, start: int) -> list[str]:
        kind = self.entities[number].type
        between = self._mentioned[
            bisect_right(self._mentioned, (last, number)) : bisect_left(self._mentioned, (start, -1))
        ]
        nearer = {other for _, other in between[-_REACH:] if self.entities[other].type == kind}
        names = [f"nearer ones: {min(len(nearer), 4)}"]
        sentences = bisect_right(self._sentences, start) - bisect_right(self._sentences, last)
        names.append(f"sentences between: {sentences if sentences < 3 else '3 to 5' if sentences < 6 else 'more'}")
        paragraphs = bisect_right(self._paragraphs, start) - bisect_right(self._paragraphs, last)
        names.append(f"paragraphs between: {min(paragraphs, 3)}")
        sentence = self._sentences[max(0, bisect_right(self._sentences, last) - 1)]
        if last - sentence < _SUBJECT:
            names.append("subject" if sentences < 2 else "subject, farther")
        return names

    def _gender(self, number: int) -> dict[str, float]:
        if number not in self._womanhood:
            entity = self.entities[number]
            self._womanhood[number] = womanhood(self._text, entity, self._person_starts, self._given_names)
        return self._womanhood[number]

    def _words_around(self, entity: NamedEntity) -> frozenset[str]:
        words: set[str] = set()
        for mention in entity.mentions[:8]:
            before = self._text[max(0, mention.start - _NEAR) : mention.start].rpartition("\n")[2]
            behind = self._text[mention.start : mention.end + _NEAR].partition("\n")[0]
            words.update(re.findall(r"[^\W_]+", (before + behind).casefold()))
        return frozenset(words)


def unnamed_features(asked: AskedSource, before: Before) -> Features:
    """Return the features of there being no name to find."""
    words, named = asked.words, asked.named
    names = [
        "nobody",
        "nobody, though one is named" if named is not None else "nobody, and none is named",
        f"nobody: {words.determiner} …",
        f"nobody: … {words.head}",
        "nobody: several" if words.head.endswith("s") else "nobody: one",
    ]
    names += [
        "nobody: nor was it before" for other, speaker in before if speaker is None and other.words == words.words
    ][:1]
    return {f"{words.kind}: {name}": 1.0 for name in names}
