"""Mentions settled over a whole text."""

import re

import pytest

from services.language.mentions import settled_mentions, trimmed
from services.language.tagger import TypedSpan


@pytest.mark.parametrize(
    ("entity_type", "text", "name"),
    [
        ("PERSON", "Dr. Anna Lindholm", "Anna Lindholm"),
        ("PERSON", "Vice-President Diallo's", "Diallo"),
        ("PERSON", "Judge", "Judge"),
        ("ORG", "the “Red Shield”", "Red Shield"),
        ("LOC", "The Hague’s", "Hague"),
        ("DATE", "the 1990s", "the 1990s"),
        ("ORG", "'", "'"),
        ("PERSON", "Prof. Dr. Sir Omar Diallo", "Omar Diallo"),
        ("ORG", "Judge Borealis", "Judge Borealis"),
        ("MONEY", "a “$5 million", "a “$5 million"),
        ("ORG", "🎉 Borealis", "Borealis"),
        ("ORG", "Borealis 🚢⚓️", "Borealis"),
        ("ORG", "👩‍🚀 Borealis 👩‍🚀", "Borealis"),
    ],
)
def test_what_is_no_part_of_a_name_is_left_outside(entity_type: str, text: str, name: str) -> None:
    start, end = trimmed(text, 0, len(text), entity_type)
    assert text[start:end] == name


def test_a_form_has_the_type_that_it_has_most_often() -> None:
    text = "Borealis, Borealis, Borealis"
    spans = [TypedSpan(start, start + 8, kind, 0.9) for start, kind in ((0, "ORG"), (10, "LOC"), (20, "ORG"))]
    assert [mention.type for mention in settled_mentions(text, spans)] == ["ORG"] * 3


def types(text: str, *kinds: tuple[str, float]) -> list[str]:
    """Return the types of the words of a text, commas between them, which the tagger has found as these."""
    words = re.finditer("[^,]+", text)
    spans = [TypedSpan(*word.span(), *kind) for word, kind in zip(words, kinds, strict=True)]
    return [mention.type for mention in settled_mentions(text, spans)]


@pytest.mark.parametrize(
    ("text", "kinds", "settled"),
    [
        ("Borealis,Borealis", [("LOC", 0.6), ("ORG", 0.95)], ["ORG", "ORG"]),
        ("Ufa,Ufa,Ufa,Ufa,Ufa", [("LOC", 0.5)] * 3 + [("ORG", 0.95)] * 2, ["ORG"] * 5),
        ("Borealis,BOREALIS", [("ORG", 0.9), ("LOC", 0.6)], ["ORG", "ORG"]),
        ("BOREALIS,Borealis", [("LOC", 0.9), ("ORG", 0.6)], ["LOC", "LOC"]),
        ("May,May,May", [("LOC", 0.6), ("DATE", 0.9), ("DATE", 0.9)], ["LOC", "DATE", "DATE"]),
        ("May,May,May", [("DATE", 0.6), ("LOC", 0.9), ("LOC", 0.9)], ["DATE", "LOC", "LOC"]),
        ("Penny,Penny", [("MONEY", 0.6), ("ORG", 0.9)], ["MONEY", "ORG"]),
        ("Penny,Penny", [("MONEY", 0.9), ("ORG", 0.6)], ["MONEY", "ORG"]),
    ],
)
def test_the_type_is_weighed_by_confidence_in_capitals_or_not_among_names_alone(
    text: str, kinds: list[tuple[str, float]], settled: list[str]
) -> None:
    assert types(text, *kinds) == settled


@pytest.mark.parametrize(
    ("text", "kind", "settled"),
    [
        ("Anna Florence,Florence", ("LOC", 0.8), "PERSON"),
        ("Anna Florence,FLORENCE", ("LOC", 0.8), "PERSON"),
        ("Anna Florence,Anna", ("LOC", 0.8), "LOC"),
        ("Anna Ford,Ford", ("ORG", 0.6), "PERSON"),
        ("Anna Ford,Ford", ("ORG", 0.95), "ORG"),
        ("Kim Jong Un,UN", ("ORG", 0.8), "ORG"),
        ("Kim Jong Un,Un", ("ORG", 0.8), "PERSON"),
        ("Omar Ode,ODE", ("ORG", 0.8), "ORG"),
        ("Anna Berg,BERG", ("ORG", 0.8), "PERSON"),
        ("Omar Ode,ode", ("ORG", 0.8), "PERSON"),
        ("Anna May,May", ("DATE", 0.6), "DATE"),
        ("Anna Penny,Penny", ("MONEY", 0.6), "MONEY"),
    ],
)
def test_a_surname_is_a_person_where_the_full_name_is(text: str, kind: tuple[str, float], settled: str) -> None:
    assert types(text, ("PERSON", 0.9), kind)[1] == settled


def test_what_the_model_is_less_than_half_sure_of_is_no_mention() -> None:
    assert settled_mentions("Borealis", [TypedSpan(0, 8, "ORG", 0.49)]) == []


def test_a_title_alone_is_no_person() -> None:
    assert settled_mentions("Sen.", [TypedSpan(0, 4, "PERSON", 0.9)]) == []


@pytest.mark.parametrize("text", ["’", "—", "$", " "])
def test_signs_alone_are_no_name(text: str) -> None:
    assert settled_mentions(text, [TypedSpan(0, len(text), "DATE", 0.9)]) == []


def test_spans_that_are_no_entities_are_left_out() -> None:
    assert settled_mentions("he said", [TypedSpan(0, 2, "SOURCE", 0.9)]) == []


def test_a_word_without_end_is_no_name() -> None:
    assert settled_mentions("A" * 1_000, [TypedSpan(0, 1_000, "ORG", 0.9)]) == []
