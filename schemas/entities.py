"""The event of the entities service: who and what is named in an article."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from schemas.event import Record
from schemas.result import Result
from schemas.span import Span

EntityType = Literal["PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "PRODUCT", "MISC"]
EntityId = Annotated[str, Field(pattern=r"^[a-z]+/\S+$", description="A slug of type and name: person/joe-biden.")]


class Mention(Span):
    """One place where an entity is named."""

    confidence: float = Field(ge=0, le=1)


class Entity(Record):
    """Someone or something that the article names, once, with all its mentions."""

    id: EntityId
    name: str = Field(min_length=1, description="The fullest form of the name in the article.")
    type: EntityType
    aliases: tuple[str, ...] = Field(description="The other forms under which the article names it.")
    salience: float = Field(ge=0, le=1, description="How central it is to the story: 1 is what the story is about.")
    mentions: tuple[Mention, ...] = Field(min_length=1)
    links: dict[str, str] = Field(default_factory=dict, description="Identifiers elsewhere, by the name of the scheme.")


class Entities(Result):
    """All entities of one article. An empty list means that none was found."""

    entities: tuple[Entity, ...]

    def spans(self) -> Iterator[Span]:
        for entity in self.entities:
            yield from entity.mentions
