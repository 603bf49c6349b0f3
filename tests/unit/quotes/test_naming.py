"""Names behind sources, given the names of the text."""

import re

import pytest

from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan
from services.quotes.naming import NamesInText

NAMES = {
    "PERSON": "Anna Lindholm|Omar Diallo|Lindholm|Diallo",
    "ORG": "World Rowing League|WRL",
    "NORP": "Kenyan",
}


def named(source: str) -> str | None:
    """Return the fullest name of whom a source is, in an article on two people and a league."""
    text = f"Anna Lindholm and Omar Diallo lead the World Rowing League (WRL). {source}"
    spans = [
        TypedSpan(match.start(), match.end(), kind, 1.0)
        for kind, pattern in NAMES.items()
        for match in re.finditer(pattern, text)
    ]
    piece = TypedSpan(len(text) - len(source), len(text), "SOURCE", 1.0)
    found = NamesInText(text, group_mentions(text, sorted(spans))).named([piece])
    return found.name if found else None


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Anna Lindholm", "Anna Lindholm"),
        ("Lindholm", "Anna Lindholm"),
        ("WRL president Anna Lindholm", "Anna Lindholm"),
        ("Lindholm, who leads the WRL,", "Anna Lindholm"),
        ("the World Rowing League", "World Rowing League"),
        ("the WRL", "World Rowing League"),
    ],
)
def test_a_source_that_is_or_ends_in_a_name_has_the_fullest_one(source: str, wanted: str) -> None:
    assert named(source) == wanted


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
    assert named(source) is None


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("Anna Lindholm met Omar Diallo, ", "Omar Diallo"),
        ("Omar Diallo (61), a rower, ", "Omar Diallo"),
        ("Omar Diallo came. Someone ", None),
        ("Omar Diallo was there, and there was a crowd of rowers and a judge ", None),
        ("Omar Diallo leads the WRL, ", None),
        ("", None),
    ],
)
def test_a_who_means_the_person_named_right_before_it(before: str, wanted: str | None) -> None:
    spans = [
        TypedSpan(match.start(), match.end(), kind, 1.0)
        for kind, pattern in NAMES.items()
        for match in re.finditer(pattern, before)
    ]
    found = NamesInText(before, group_mentions(before, sorted(spans))).antecedent(len(before))
    assert (found.name if found else None) == wanted
