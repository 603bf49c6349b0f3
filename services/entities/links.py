"""What is known elsewhere of the countries, regions, peoples and cities of an article, by the table of `places`.

A link is given only where the name is unambiguous in the article: "Paris, Texas" is not France's, and a name of
several cities is that of one only if it is far the largest, in a country that the article names or else well known.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from schemas.entities import Place
from services.entities.concepts import ITEMS, WIKIDATA
from services.entities.places import City, places
from services.language.grouping import NamedEntity
from services.language.name_forms import same_name_key, slug
from services.language.tagger import TypedSpan

COUNTRY, REGION, CITY = "iso3166-1", "iso3166-2", "geonames"
"""Names of the schemes."""

FAR_LARGER: Final = 10
"""Times the people of the next city of its name, in the country that is named if one is, from which on one is meant."""
WELL_KNOWN: Final = 300_000
"""People from which on a city is meant though the article names nothing else of its country."""

_COMMA: Final = re.compile(r",\s+")


class Links(NamedTuple):
    """The identifiers of an entity by the name of the scheme, and where it is if it is a city."""

    identifiers: dict[str, str]
    place: Place | None = None


NOTHING: Final = Links({})
"""Of what is not known, or may be several things."""


class LinksInText:
    """The links of the named entities of one text."""

    def __init__(self, text: str, entities: Sequence[NamedEntity]) -> None:
        self._text = text
        self._table = places()
        self._slugs = {id(entity): _slugs(entity) for entity in entities}
        self._following = dict(
            pairwise(sorted(mention for entity in entities if entity.type == "LOC" for mention in entity.mentions))
        )
        self._evidence: dict[str, set[int]] = defaultdict(set)
        for entity in entities:
            for code in self._countries_named(entity):
                self._evidence[code].add(id(entity))

    @property
    def countries(self) -> frozenset[str]:
        """The ISO 3166-1 codes of the countries that the article names, by themselves or by their people."""
        return frozenset(self._evidence)

    def of(self, entity: NamedEntity) -> Links:
        """Return the links of one of the entities."""
        if entity.type == "NORP":
            return _only(COUNTRY, self._codes(entity, self._table.demonyms))
        if entity.type == "MISC":
            return _only(WIKIDATA, {ITEMS[name] for name in self._slugs[id(entity)] if name in ITEMS})
        if entity.type != "LOC":
            return NOTHING
        names = self._slugs[id(entity)]
        parts = {slug("LOC", form) for form in entity.forms}.difference(names)
        if not parts.isdisjoint(self._table.countries):
            # "Panama" and "Panama Province", taken for one: the name has no slug of the country, but a form has.
            return NOTHING
        containers = [codes for mention in entity.mentions if (codes := self._container(mention))]
        countries = self._codes(entity, self._table.countries)
        if countries and not containers:
            return NOTHING if self._may_be_a_state(entity, countries) else _only(COUNTRY, countries)
        candidates = {city for name in names for city in self._table.cities_called(name)}
        cities = sorted(candidates, key=lambda city: -city.population)
        city = _inside(cities, containers) if containers else self._city(entity, cities)
        return self._region(entity, cities) if city is None else _link_to(city)

    def _codes(self, entity: NamedEntity, table: dict[str, str]) -> set[str]:
        return {table[name] for name in self._slugs[id(entity)] if name in table}

    def _regions(self, entity: NamedEntity) -> dict[str, str]:
        """Return the names of the regions that an entity may be, by code."""
        return {code: name for name in self._slugs[id(entity)] for code in self._table.regions.get(name, ())}

    def _city(self, entity: NamedEntity, cities: Sequence[City]) -> City | None:
        regions = self._regions(entity)
        if _states(regions):
            # New York and Washington are states, too.
            return None
        near = [city for city in cities if self._is_named(city.country, entity)]
        if not near:
            return cities[0] if _is_well_known(cities) and _is_far_larger(cities) else None
        # A larger city, or a region elsewhere, may be meant though its country is not named: Geneva, or Ontario.
        may_be_another = near[0] != cities[0] or any(code[:2] != near[0].country for code in regions)
        return near[0] if _is_far_larger(near) and not may_be_another else None

    def _region(self, entity: NamedEntity, cities: Sequence[City]) -> Links:
        regions = {
            code
            for code, name in self._regions(entity).items()
            if "-" in name or code.startswith("GB-") or self._is_named(code[:2], entity)
        }
        rivals = [city for city in cities if city.country not in {code[:2] for code in regions}]
        if any(self._is_named(city.country, entity) for city in rivals) or _is_well_known(cities):
            return NOTHING
        return _only(REGION, regions)

    def _container(self, mention: TypedSpan) -> frozenset[str]:
        """Return the codes of the country or the regions that stand behind a mention and a comma."""
        following = self._following.get(mention)
        if following is None or not _COMMA.fullmatch(self._text, mention.end, following.start):
            return frozenset()
        name = slug("LOC", self._text[following.start : following.end])
        country = self._table.countries.get(name)
        return frozenset([country] if country else self._table.regions.get(name, ()))

    def _countries_named(self, entity: NamedEntity) -> set[str]:
        if entity.type == "NORP":
            return self._codes(entity, self._table.demonyms)
        if entity.type != "LOC":
            return set()
        return self._codes(entity, self._table.countries) or {code[:2] for code in _states(self._regions(entity))}

    def _is_named(self, country: str, but: NamedEntity) -> bool:
        """Whether the article names a country, its people or, of the United States, a state, in another entity."""
        named_by = self._evidence.get(country, ())
        return len(named_by) > (id(but) in named_by)

    def _may_be_a_state(self, entity: NamedEntity, countries: set[str]) -> bool:
        """Whether a country's name is also a state's of the United States, and no third country is named."""
        if not _states(self._regions(entity)):
            return False
        others = (code for code in self._evidence if code != "US" and code not in countries)
        return self._is_named("US", entity) or not any(self._is_named(code, entity) for code in others)


def _slugs(entity: NamedEntity) -> list[str]:
    """Return the slugs of the forms of a name, without those that are a part of it: Taiwan is no strait."""
    whole = slug(entity.type, entity.name)
    names = [name for form in entity.forms if (name := slug(entity.type, form)) == whole or name not in whole]
    names += [same_name_key(entity.type, form) for form in entity.forms if entity.type == "NORP" or form.endswith(".")]
    return list(dict.fromkeys(names))


def _states(regions: Iterable[str]) -> list[str]:
    """Return the codes that are states of the United States."""
    return [code for code in regions if code.startswith("US-")]


def _only(scheme: str, codes: set[str]) -> Links:
    return Links({scheme: min(codes)}) if len(codes) == 1 else NOTHING


def _link_to(city: City) -> Links:
    place = Place(latitude=city.latitude, longitude=city.longitude, population=city.population, country=city.country)
    return Links({CITY: str(city.geonames_id)}, place)


def _inside(cities: Sequence[City], containers: Iterable[frozenset[str]]) -> City | None:
    """Return the city that stands in all of the countries and regions, None if there are several or none."""
    inside = [
        city
        for city in cities
        if all(city.country in codes or f"{city.country}-{city.region}" in codes for codes in containers)
    ]
    return inside[0] if inside and _is_far_larger(inside) else None


def _is_far_larger(cities: Sequence[City]) -> bool:
    """Whether the first city has far more people than the others, which are sorted by their number."""
    return len(cities) == 1 or cities[0].population >= FAR_LARGER * cities[1].population


def _is_well_known(cities: Sequence[City]) -> bool:
    return any(city.population >= WELL_KNOWN for city in cities)
