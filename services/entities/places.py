"""Countries, regions and cities by their names, as standards and GeoNames have them."""

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

PLACES_PATH: Final = Path(__file__).parent / "places.json"


class City(NamedTuple):
    """A city of more than 15,000 people, as GeoNames has it."""

    geonames_id: int
    latitude: float
    longitude: float
    """Degrees, north and east positive."""
    population: int
    country: str
    """ISO 3166-1, two letters."""
    region: str
    """First-level region; in the United States the letters of the state, elsewhere GeoNames' own number."""


class Places(BaseModel):
    """The table that `python -m training.places` makes; names are slugs as in `services.language.name_forms`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_from: dict[str, str]
    """The versions of the packages that it comes from."""
    countries: dict[str, str]
    demonyms: dict[str, str]
    """ISO 3166-1 codes."""
    currencies: frozenset[str]
    """ISO 4217 codes."""
    regions: dict[str, tuple[str, ...]]
    """ISO 3166-2 codes."""
    cities: dict[str, str]
    """The fields of each city between spaces, the cities of a name between semicolons: objects would take 40 MB."""

    def cities_called(self, name: str) -> list[City]:
        """Return the cities of a name, the most populous first."""
        return [_city(fields) for fields in self.cities.get(name, "").split(";") if fields]


def _city(fields: str) -> City:
    geonames_id, latitude, longitude, population, country, region = fields.split(" ")
    return City(int(geonames_id), float(latitude), float(longitude), int(population), country, region)


@lru_cache(maxsize=1)
def places() -> Places:
    """Return the table, read once."""
    return Places.model_validate_json(PLACES_PATH.read_bytes())
