"""The event of the quotes service: who said what."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import Field

from schemas.entities import EntityId, EntityType
from schemas.event import Record
from schemas.result import Result
from schemas.span import Span

QuoteKind = Literal["direct", "mixed", "indirect"]


class Speaker(Record):
    """The named person or organization that a quotation is attributed to."""

    name: str = Field(min_length=1, description="The fullest form of the name in the article.")
    type: EntityType
    entity_id: EntityId
    resolved_by: Literal["name", "short_name", "pronoun", "description"]
    confidence: float | None = Field(
        default=None, ge=0, le=1, description="The probability that the source means this speaker."
    )


class Quote(Record):
    """One attributed quotation. The three lists are in pieces where the text is: “I am,” he said, “here.”"""

    id: UUID
    kind: QuoteKind = Field(description="Whether all, a part or none of the content stands in quotation marks.")
    content: tuple[Span, ...] = Field(min_length=1, description="What is said.")
    cue: tuple[Span, ...] = Field(description="The verb or phrase that attributes it; may be empty.")
    source: tuple[Span, ...] = Field(description="Who says it, as the article puts it; empty if unknown.")
    speaker: Speaker | None = Field(description="The name behind the source; null if the article does not name one.")
    confidence: float = Field(
        ge=0, le=1, description="The probability that this was said, in about these words, by this source."
    )


class Quotes(Result):
    """All quotations of one article. An empty list means that none was found."""

    quotes: tuple[Quote, ...]

    def spans(self) -> Iterator[Span]:
        for quote in self.quotes:
            yield from (*quote.content, *quote.cue, *quote.source)
