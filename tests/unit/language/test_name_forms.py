"""Forms of names."""

import pytest

from schemas.entities import EntityType
from services.language.name_forms import fullness, is_acronym_of, readable, same_name_key, words_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the  Hague", "Hague"),
        ("Lindholm’s", "Lindholm"),
        ("James'", "James"),
        ("The", "The"),
        ("Thea", "Thea"),
        ("’s", "’s"),
        ("’", "’"),
    ],
)
def test_a_name_is_shown_without_article_and_possessive(text: str, name: str) -> None:
    assert readable(text) == name


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("LOC", "U.S.", "US"),
        ("LOC", "UK", "Britain"),
        ("LOC", "America", "the US"),
        ("NORP", "Kenyans", "Kenyan"),
        ("PERSON", "José", "JOSE"),
        ("ORG", "the Red Cross", "Red Cross"),
    ],
)
def test_spellings_of_one_name_have_one_key(entity_type: EntityType, one: str, other: str) -> None:
    assert same_name_key(entity_type, one) == same_name_key(entity_type, other)


@pytest.mark.parametrize(
    ("entity_type", "one", "other"), [("LOC", "Korea", "South Korea"), ("PERSON", "Hans", "Han"), ("NORP", "Us", "U")]
)
def test_different_names_have_different_keys(entity_type: EntityType, one: str, other: str) -> None:
    assert same_name_key(entity_type, one) != same_name_key(entity_type, other)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("WHO", "World Health Organization"),
        ("BoG", "Bank of Ghana"),
        ("UAE", "United Arab Emirates"),
        ("U.S.", "United States"),
    ],
)
def test_initials_are_an_acronym(short: str, long: str) -> None:
    assert is_acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"), [("Who", "World Health Organization"), ("A", "Amnesty"), ("EU", "Euro Zone")]
)
def test_other_words_are_no_acronym(short: str, long: str) -> None:
    assert not is_acronym_of(short, long)


def test_a_persons_titles_are_no_words_of_the_name() -> None:
    assert words_of("PERSON", "Dr. Prof. Anna Lindholm") == ("anna", "lindholm")


def test_the_fullest_form_is_in_latin_letters_and_has_the_most_words() -> None:
    assert max(["Lin", "Lin Wei-ting", "林薇婷"], key=fullness) == "Lin Wei-ting"
