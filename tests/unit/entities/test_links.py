"""What is known elsewhere of places, and what is left out where a name is ambiguous."""

import re

import pytest
from hypothesis import given, settings

from services.entities.links import NOTHING, LinksInText
from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan
from tests.support.hostile_texts import hostile_text


def links(marked: str) -> dict[str, dict[str, str]]:
    """Return the links of each entity by its name; places stand in brackets, peoples in braces."""
    text, mentions = "", []
    for part in re.split(r"(\[.*?\]|\{.*?\})", marked):
        start, text = len(text), text + part.strip("[]{}")
        if part[:1] in ("[", "{"):
            mentions.append(TypedSpan(start, len(text), "LOC" if part[0] == "[" else "NORP", 0.9))
    entities = group_mentions(text, mentions)
    found = LinksInText(text, entities)
    return {entity.name: found.of(entity).identifiers for entity in entities}


def linked(marked: str) -> dict[str, str]:
    """Return the links of the first place or people."""
    return next(iter(links(marked).values()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks in [Portugal].", {"iso3166-1": "PT"}),
        ("Talks in the [U.S.] and the [United States].", {"iso3166-1": "US"}),
        ("Talks in [South Korea].", {"iso3166-1": "KR"}),
        ("{Portuguese} voters", {"iso3166-1": "PT"}),
        ("{Americans} voted.", {"iso3166-1": "US"}),
        ("The {French} voted.", {"iso3166-1": "FR"}),
        ("{Korean} voters", {}),
        ("{Catholic} voters", {}),
        ("Trains from [Paris].", {"geonames": "2988507"}),
        ("Trains from [Paris], [Texas].", {"geonames": "4717560"}),
        ("Trains from [Paris], [Ontario].", {}),
        ("Trains from [London], [Ontario].", {}),
        ("Trains from [London], [Canada].", {"geonames": "6058560"}),
        ("Trains from [London].", {"geonames": "2643743"}),
        ("Trains from [Springfield].", {}),
        ("Trains from [Birmingham].", {}),
        ("Trains from [Birmingham] in the [U.K.].", {"geonames": "2655603"}),
        ("Boats from [Doha].", {"geonames": "290030"}),
        ("Boats from [Swakopmund].", {}),
        ("Boats from [Swakopmund] in [Namibia].", {"geonames": "3352844"}),
        ("Boats from [Georgia] to [Turkey].", {"iso3166-1": "GE"}),
        ("Buses from [Georgia] to [Texas].", {}),
        ("Buses from [Montana] to [Cape Town] in [South Africa].", {}),
        ("Buses from [Montana] to [Texas].", {"iso3166-2": "US-MT"}),
        ("Buses from [England].", {"iso3166-2": "GB-ENG"}),
        ("Boats in the [Taiwan Strait] and [Taiwan].", {}),
        ("Boats from [Atlantis].", {}),
        ("Talks in the [U.S.].", {"iso3166-1": "US"}),
        ("Talks in the [U.K.].", {"iso3166-1": "GB"}),
        ("The governor of [Georgia]", {}),
        ("Voters in [Lebanon], [Tennessee].", {"geonames": "4636045"}),
        ("Voters in [Peru], [Tennessee].", {}),
        ("Trains from [Washington].", {}),
        ("Trains from [Washington], [D.C.].", {"geonames": "4140963"}),
        ("Trains from [Naples] in [Florida].", {}),
        ("Trains from [Naples] in [Italy].", {"geonames": "3172394"}),
        ("Trains from [London] and [Canada].", {}),
        ("Trains from [San Jose] in [Costa Rica].", {}),
        ("Trains from [Mexico City] and [Mexico].", {"geonames": "3530597"}),
        ("Trains from [Panama Province] and [Panama].", {}),
        ("Trains from [Washington] in the [U.S.].", {}),
        ("Trains from [Tamil Nadu].", {"iso3166-2": "IN-TN"}),
        ("{Danes} voted.", {"iso3166-1": "DK"}),
        ("Trains from [Graz].", {"geonames": "2778067"}),
        ("Trains from [Katowice].", {}),
        ("Trains from [Katowice] in [Poland].", {"geonames": "3096472"}),
        ("Buses from [Santander] in [Colombia].", {"iso3166-2": "CO-SAN"}),
        ("Buses from [Santander] in [Spain].", {}),
        ("Buses from [Santander] in [Colombia] and [Spain].", {}),
        ("Boats from [Manchester] in [Jamaica].", {}),
        ("Buses from [Ontario] in [Canada].", {"iso3166-2": "CA-ON"}),
        ("Buses from [Ontario] in the [U.S.].", {}),
        ("Buses from [Ontario] in [Canada] and the [U.S.].", {}),
        ("Talks in [Geneva] with the [United States].", {}),
        ("Talks in [Geneva] in [Switzerland].", {"geonames": "2660646"}),
        ("Trains from [Paris], [Texas] to [Paris], [France].", {}),
        ("Trains from [Paris], [Texas] to [Paris], [U.S.].", {"geonames": "4717560"}),
    ],
)
def test_a_link_is_given_where_a_name_is_unambiguous(text: str, expected: dict[str, str]) -> None:
    assert linked(text) == expected


def test_a_city_has_coordinates_people_and_a_country() -> None:
    text = "Trains from Paris and from Portugal."
    entities = group_mentions(text, [TypedSpan(12, 17, "LOC", 0.9), TypedSpan(27, 35, "LOC", 0.9)])
    paris, portugal = (LinksInText(text, entities).of(entity).place for entity in entities)
    assert portugal is None
    assert paris is not None
    assert (paris.country, round(paris.latitude), round(paris.longitude)) == ("FR", 49, 2)
    assert paris.population > 2_000_000


def test_a_person_called_like_a_city_has_no_link() -> None:
    text = "Paris Jackson"
    entities = group_mentions(text, [TypedSpan(0, len(text), "PERSON", 0.9)])
    assert LinksInText(text, entities).of(entities[0]) == NOTHING


@given(text=hostile_text)
@settings(max_examples=60, deadline=None)
def test_any_name_has_links_or_none(text: str) -> None:
    mentions = [TypedSpan(word.start(), word.end(), "LOC", 0.9) for word in re.finditer(r"\w+", text)]
    entities = group_mentions(text, mentions)
    found = LinksInText(text, entities)
    assert all(len(found.of(entity).identifiers) <= 1 for entity in entities)
