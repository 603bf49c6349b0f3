"""The speaker behind each source of a text: whom a name, a pronoun or a description means.

The sources are resolved in the order of the text, since who spoke before matters. Candidates are the named entities
that can speak, and nobody; the weights of `services.quotes.speaker_weights` choose.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from schemas.identity import entity_id
from schemas.quotes import Speaker
from services.language.confidence import DIGITS
from services.language.grouping import NamedEntity
from services.language.name_forms import readable, slug
from services.language.tagger import TypedSpan
from services.quotes.naming import SPEAKING_TYPES, NamesInText
from services.quotes.sources import PRONOUNS, SourceWords
from services.quotes.speaker_features import AskedSource, Before, Candidates, Features, unnamed_features
from services.quotes.speaker_weights import SpeakerWeights

MEMORY: Final = 30
"""Sources before that are remembered."""


class SpeakersInText:
    """The named entities of one text, and whom its sources mean."""

    def __init__(self, text: str, entities: Sequence[NamedEntity], weights: SpeakerWeights) -> None:
        self.entities = [entity for entity in entities if entity.type in SPEAKING_TYPES]
        self._text = text
        self._weights = weights
        self._names = NamesInText(text, self.entities)
        self._numbers = {id(entity): number for number, entity in enumerate(self.entities)}
        self._candidates = Candidates(text, self.entities, weights.given_names)

    def resolve(self, sources: Sequence[Sequence[TypedSpan]]) -> list[Speaker | None]:
        """Return the speaker behind each source of the text, all given in its order; None if it does not name one."""
        before: Before = []
        speakers: list[Speaker | None] = []
        for source, asked in zip(sources, self.asked(sources), strict=True):
            numbers, rows = self.choices(asked, before)
            probabilities = self._weights.probabilities(rows)
            best = max(probabilities)
            number = numbers[probabilities.index(best)]
            before.append((asked.words, number))
            speakers.append(
                None if number is None else self._speaker(source[0], self.entities[number], round(best, DIGITS))
            )
        return speakers

    def asked(self, sources: Sequence[Sequence[TypedSpan]]) -> list[AskedSource]:
        """Return what is known of each source before any is resolved."""
        named = [self._number(source) for source in sources]
        asked = []
        for source, ours, following in zip(sources, named, [*named, None][1:], strict=True):
            start, end = source[0].start, source[0].end
            words = SourceWords.of(self._text[start:end], has_name=bool(self._names.inside(source[0])))
            if words.head == "who" and ours is not None:
                # As good as the name; the labels that the weights were learned from mark the name itself.
                words = replace(words, kind="name")
            asked.append(AskedSource(start, end, words, ours, following))
        return asked

    def choices(self, asked: AskedSource, before: Before) -> tuple[list[int | None], list[Features]]:
        """Return the numbers of the candidates, nobody (None) first, and the features of each."""
        memory = before[-MEMORY:]
        near = self._candidates.near(asked)
        rows = [self._candidates.features(number, asked, memory) for number in near]
        return [None, *near], [unnamed_features(asked, memory), *rows]

    def _number(self, source: Sequence[TypedSpan]) -> int | None:
        is_who = self._text[source[0].start : source[0].end].casefold() == "who"
        found = self._names.antecedent(source[0].start) if is_who else self._names.named(source)
        return None if found is None else self._numbers[id(found)]

    def _speaker(self, piece: TypedSpan, entity: NamedEntity, confidence: float) -> Speaker:
        written = [mention for mention, mentioned in self._names.inside(piece) if mentioned is entity]
        name, kind = entity.name, entity.type
        way: Literal["name", "short_name", "pronoun", "description"]
        if written:
            form = readable(self._text[written[0].start : written[0].end])
            way = "name" if slug(kind, form) == slug(kind, name) else "short_name"
        else:
            way = "pronoun" if self._text[piece.start : piece.end].casefold() in PRONOUNS else "description"
        return Speaker(name=name, type=kind, entity_id=entity_id(kind, name), resolved_by=way, confidence=confidence)
