"""Mentions settled over a whole text."""

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
    ],
)
def test_what_is_no_part_of_a_name_is_left_outside(entity_type: str, text: str, name: str) -> None:
    start, end = trimmed(text, 0, len(text), entity_type)
    assert text[start:end] == name


def test_a_form_has_the_type_that_it_has_most_often() -> None:
    text = "Borealis, Borealis, Borealis"
    spans = [TypedSpan(start, start + 8, kind, 0.9) for start, kind in ((0, "ORG"), (10, "LOC"), (20, "ORG"))]
    assert [mention.type for mention in settled_mentions(text, spans)] == ["ORG"] * 3


def test_a_surname_is_a_person_where_the_full_name_is() -> None:
    text = "Anna Florence spoke in Rome. Florence"
    spans = [TypedSpan(0, 13, "PERSON", 0.9), TypedSpan(29, 37, "LOC", 0.8)]
    assert [mention.type for mention in settled_mentions(text, spans)] == ["PERSON", "PERSON"]


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
