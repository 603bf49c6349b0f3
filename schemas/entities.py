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


class Place(Record):
    """Where a city is, as GeoNames has it."""

    latitude: float = Field(ge=-90, le=90, description="Degrees, north positive.")
    longitude: float = Field(ge=-180, le=180, description="Degrees, east positive.")
    population: int = Field(ge=0)
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1.")


class Money(Record):
    """An amount of money."""

    amount: float = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.")


class Entity(Record):
    """Someone or something that the article names, once, with all its mentions."""

    id: EntityId
    name: str = Field(min_length=1, description="The fullest form of the name in the article.")
    type: EntityType
    aliases: tuple[str, ...] = Field(description="The other forms under which the article names it.")
    salience: float = Field(ge=0, le=1, description="How central it is to the story: 1 is what the story is about.")
    mentions: tuple[Mention, ...] = Field(min_length=1)
    links: dict[str, str] = Field(
        default_factory=dict,
        description="Identifiers elsewhere, by the name of the scheme: iso3166-1, iso3166-2, geonames, wikidata.",
    )
    place: Place | None = Field(default=None, description="Where a linked city is.")
    date: str | None = Field(
        default=None,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="The day, month or year that a date means, by ISO 8601; relative ones by `published_at`.",
    )
    money: Money | None = Field(default=None, description="What an amount of money comes to.")


class Entities(Result):
    """All entities of one article. An empty list means that none was found."""

    entities: tuple[Entity, ...]

    def spans(self) -> Iterator[Span]:
        for entity in self.entities:
            yield from entity.mentions
