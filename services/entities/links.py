"""What is known elsewhere of the countries, regions, peoples and cities of an article, by the table of `places`.

A link is given only where the name is unambiguous in the article: "Paris, Texas" is not France's, and a name of
several cities is that of one only if it is far the largest, or the only one in a country that the article names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from schemas.entities import Place
from services.entities.places import City, places
from services.language.grouping import NamedEntity
from services.language.name_forms import same_name_key, slug
from services.language.tagger import TypedSpan

COUNTRY, REGION, CITY = "iso3166-1", "iso3166-2", "geonames"
"""Names of the schemes."""

FAR_LARGER: Final = 10
"""Times the people of the next city of its name from which on a city is meant without further evidence."""
WELL_KNOWN: Final = 300_000
"""People from which on a city is meant though the article names nothing else of its country."""

_CONTAINER: Final = re.compile(r",\s+$")


class LinksInText:
    """The links of the named entities of one text."""

    def __init__(self, text: str, entities: Sequence[NamedEntity]) -> None:
        self._text = text
        self._table = places()
        self._mentions = sorted(
            (mention for entity in entities if entity.type == "LOC" for mention in entity.mentions),
            key=lambda mention: mention.start,
        )
        self._following = dict(pairwise(self._mentions))
        self._evidence: dict[str, set[int]] = defaultdict(set)
        for entity in entities:
            for code in self._countries_named(entity):
                self._evidence[code].add(id(entity))

    def of(self, entity: NamedEntity) -> dict[str, str]:
        """Return the identifiers of an entity by the name of the scheme; none if it is not known or ambiguous."""
        slugs = _slugs(entity)
        if entity.type == "LOC" and any(
            slug("LOC", form) in self._table.countries and slug("LOC", form) not in slugs for form in entity.forms
        ):
            # "Mexico" and "Mexico City" were taken for one.
            return {}
        if entity.type == "NORP":
            return _only(COUNTRY, (self._table.demonyms[name] for name in slugs if name in self._table.demonyms))
        if entity.type != "LOC":
            return {}
        country = _only(COUNTRY, (self._table.countries[name] for name in slugs if name in self._table.countries))
        if country and not self._containers(entity):
            return {} if self._may_be_a_state(country[COUNTRY], entity, slugs) else country
        return self._city_or_region(entity, slugs)

    @property
    def countries(self) -> frozenset[str]:
        """The ISO 3166-1 codes of the countries that the article names, by themselves or by their people."""
        return frozenset(code for code, named_by in self._evidence.items() if named_by)

    def place(self, entity: NamedEntity) -> Place | None:
        """Return where an entity is if it is linked as a city."""
        identifier = self.of(entity).get(CITY)
        if identifier is None:
            return None
        cities = (city for name in _slugs(entity) for city in self._table.cities.get(name, ()))
        city = next(city for city in cities if str(city.geonames_id) == identifier)
        return Place(latitude=city.latitude, longitude=city.longitude, population=city.population, country=city.country)

    def _city_or_region(self, entity: NamedEntity, slugs: Sequence[str]) -> dict[str, str]:
        cities = [city for name in slugs for city in self._table.cities.get(name, ())]
        city = self._city(entity, cities)
        if city is not None:
            return {CITY: str(city.geonames_id)}
        regions = {
            code
            for name in slugs
            for code in self._table.regions.get(name, ())
            if "-" in name or code.startswith("GB-") or self._is_named(code[:2], entity)
        }
        inside = [city for city in cities if any(city.country == code[:2] for code in regions)]
        rivals = [city for city in cities if city not in inside and self._is_named(city.country, entity)]
        if rivals or any(city.population >= WELL_KNOWN for city in cities):
            return {}
        return _only(REGION, regions)

    def _city(self, entity: NamedEntity, cities: Iterable[City]) -> City | None:
        candidates = sorted(set(cities), key=lambda city: -city.population)
        containers = self._containers(entity)
        if containers:
            inside = [city for city in candidates if all(_is_in(city, container) for container in containers)]
            return inside[0] if inside and _is_far_larger(inside) else None
        if any(code.startswith("US-") for name in _slugs(entity) for code in self._table.regions.get(name, ())):
            # New York and Washington are states, too.
            return None
        near = [city for city in candidates if self._is_named(city.country, entity)]
        if not near:
            is_known = bool(candidates) and candidates[0].population >= WELL_KNOWN
            return candidates[0] if is_known and _is_far_larger(candidates) else None
        # Where the article names the country of a smaller city only, a well-known one may be meant all the same.
        may_be_another = near[0] != candidates[0] and candidates[0].population >= WELL_KNOWN
        return near[0] if _is_far_larger(near) and not may_be_another else None

    def _containers(self, entity: NamedEntity) -> list[frozenset[str]]:
        return [container for mention in entity.mentions if (container := self._container(mention))]

    def _container(self, mention: TypedSpan) -> frozenset[str]:
        """Return the codes of the country or the regions that stand behind a mention and a comma."""
        following = self._following.get(mention)
        if following is None or not _CONTAINER.fullmatch(self._text, mention.end, following.start):
            return frozenset()
        name = slug("LOC", self._text[following.start : following.end])
        country = self._table.countries.get(name)
        return frozenset([country] if country else self._table.regions.get(name, ()))

    def _countries_named(self, entity: NamedEntity) -> Iterable[str]:
        table = {"LOC": self._table.countries, "NORP": self._table.demonyms}.get(entity.type, {})
        for name in _slugs(entity):
            if name in table:
                yield table[name]
            elif entity.type == "LOC":
                yield from {code[:2] for code in self._table.regions.get(name, ()) if code.startswith("US-")}

    def _is_named(self, country: str, but: NamedEntity) -> bool:
        """Whether the article names a country, its people or, of the United States, a state, in another entity."""
        return bool(self._evidence.get(country, set()) - {id(but)})

    def _may_be_a_state(self, country: str, entity: NamedEntity, slugs: Sequence[str]) -> bool:
        """Whether a name is also that of a state of the United States, and no other country but them is named."""
        states = {code for name in slugs for code in self._table.regions.get(name, ()) if code.startswith("US-")}
        others = [code for code in self._evidence if code not in (country, "US") and self._is_named(code, entity)]
        return bool(states) and (self._is_named("US", entity) or not others)


def _slugs(entity: NamedEntity) -> list[str]:
    """Return the slugs of the forms of a name, without those that are a part of it: Taiwan is no strait."""
    whole = slug(entity.type, entity.name)
    names = [name for form in entity.forms if (name := slug(entity.type, form)) == whole or name not in whole]
    names += [same_name_key(entity.type, form) for form in entity.forms if form.endswith(".")]
    if entity.type == "NORP":
        names += [re.sub(r"(?<=[a-z]{3})s$", "", name) for name in names]
    return list(dict.fromkeys(names))


def _only(scheme: str, codes: Iterable[str]) -> dict[str, str]:
    found = set(codes)
    return {scheme: found.pop()} if len(found) == 1 else {}


def _is_in(city: City, codes: frozenset[str]) -> bool:
    return city.country in codes or f"{city.country}-{city.region}" in codes


def _is_far_larger(cities: Sequence[City]) -> bool:
    """Whether the first city has far more people than the others, which are sorted by their number."""
    return len(cities) == 1 or cities[0].population >= FAR_LARGER * cities[1].population
