"""Wikidata items of the feasts, faiths, books and games that are names and IPTC Media Topics too.

Labels and items are those of IPTC Media Topic NewsCodes, release of 2023-03-31, copyright International Press
Telecommunications Council (https://iptc.org), CC BY 4.0; "Koran" and "Olympics" are what newspapers call two of them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WIKIDATA: Final = "wikidata"
"""Name of the scheme."""

ITEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all-saints-day": "Q587", "bible": "Q1845", "buddhism": "Q748", "catholicism": "Q1841",
        "christianity": "Q5043", "christmas": "Q19809", "confucianism": "Q9581", "easter": "Q21196",
        "eid-al-adha": "Q514400", "halloween": "Q251868", "hanukkah": "Q130881", "hasidism": "Q171201",
        "hinduism": "Q9089", "islam": "Q432", "jainism": "Q9232", "judaism": "Q9268", "koran": "Q428",
        "mormonism": "Q747802", "olympic-games": "Q5389", "olympics": "Q5389", "paralympic-games": "Q73633",
        "paralympics": "Q73633", "pentecost": "Q39864", "protestantism": "Q23540", "qur-an": "Q428", "quran": "Q428",
        "ramadan": "Q41662", "scientology": "Q131036", "shia-islam": "Q9585", "shintoism": "Q812767",
        "sikhism": "Q9316", "sunni-islam": "Q483654", "taoism": "Q9598", "torah": "Q34990", "yom-kippur": "Q132994",
        "zoroastrianism": "Q9601",
    }
)  # fmt: skip
"""By the slug of the name."""
