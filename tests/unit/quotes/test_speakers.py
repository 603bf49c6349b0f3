"""Names behind sources, given the names of the text."""

import re

import pytest

from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan
from services.quotes.speakers import NamesInText

NAMES = {
    "PERSON": "Anna Lindholm|Omar Diallo|Lindholm|Diallo",
    "ORG": "World Rowing League|WRL",
    "NORP": "Kenyan",
}


def speaker(source: str) -> tuple[str, str, str] | None:
    """Return name, id and way of the speaker of a source that stands in an article on two people and a league."""
    text = f"Anna Lindholm and Omar Diallo lead the World Rowing League (WRL). {source}"
    spans = [
        TypedSpan(match.start(), match.end(), kind, 1.0)
        for kind, pattern in NAMES.items()
        for match in re.finditer(pattern, text)
    ]
    piece = TypedSpan(len(text) - len(source), len(text), "SOURCE", 1.0)
    found = NamesInText(text, group_mentions(text, sorted(spans))).speaker([piece])
    return (found.name, found.entity_id, found.resolved_by) if found else None


LINDHOLM = "Anna Lindholm", "person/anna-lindholm"
LEAGUE = "World Rowing League", "org/world-rowing-league"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Anna Lindholm", (*LINDHOLM, "name")),
        ("Lindholm", (*LINDHOLM, "short_name")),
        ("WRL president Anna Lindholm", (*LINDHOLM, "name")),
        ("Lindholm, who leads the WRL,", (*LINDHOLM, "short_name")),
        ("the World Rowing League", (*LEAGUE, "name")),
        ("the WRL", (*LEAGUE, "short_name")),
    ],
)
def test_a_source_that_is_or_ends_in_a_name_has_the_fullest_one(source: str, wanted: tuple[str, str, str]) -> None:
    assert speaker(source) == wanted


@pytest.mark.parametrize(
    "source",
    [
        "a spokesman for Lindholm",
        "Lindholm's lawyer",
        "Lindholm aides",
        "an official at the WRL",
        "Kenyan rowers",
        "critics",
        "she",
        "",
    ],
)
def test_a_source_that_only_mentions_a_name_is_unnamed(source: str) -> None:
    assert speaker(source) is None
