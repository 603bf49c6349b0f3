"""Forms of names."""

import pytest

from schemas.entities import EntityType
from services.language.name_forms import (
    fullness,
    is_acronym_of,
    is_part_called_after,
    may_be_called,
    readable,
    same_name_key,
    words_of,
)


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
    ("key", "names"),
    [
        ("united-states", "US|U.S.|USA|U.S.A.|America|the United States|United States of America"),
        ("united-kingdom", "UK|U.K.|Britain|Great Britain|United Kingdom"),
    ],
)
def test_a_state_has_one_key_under_all_its_names(key: str, names: str) -> None:
    assert {same_name_key("LOC", name) for name in names.split("|")} == {key}


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("LOC", "Korea", "South Korea"),
        ("PERSON", "Hans", "Han"),
        ("NORP", "Us", "U"),
        ("ORG", "America", "US"),
    ],
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
        ("UK", "United Kingdom"),
    ],
)
def test_initials_are_an_acronym(short: str, long: str) -> None:
    assert is_acronym_of(short, long)


@pytest.mark.parametrize("word", ["of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "do", "da", "&"])
def test_initials_may_leave_out_a_small_word(word: str) -> None:
    assert is_acronym_of("BG", f"Bank {word} Ghana")


@pytest.mark.parametrize(
    ("short", "long"),
    [("Who", "World Health Organization"), ("A", "Amnesty"), ("EU", "Euro Zone"), ("BG", "Bank near Ghana")],
)
def test_other_words_are_no_acronym(short: str, long: str) -> None:
    assert not is_acronym_of(short, long)


def test_a_persons_titles_are_no_words_of_the_name() -> None:
    assert words_of("PERSON", "Dr. Prof. Anna Lindholm") == ("anna", "lindholm")


@pytest.mark.parametrize("generation", ["jr", "sr", "ii", "iii", "iv"])
def test_a_generation_tells_two_people_apart(generation: str) -> None:
    assert not may_be_called(("jan", "holm"), ("jan", "holm", generation))


@pytest.mark.parametrize(
    "part", ["board", "commission", "committee", "council", "court", "fund", "office", "subcommittee"]
)
def test_a_part_is_called_after_an_organization(part: str) -> None:
    assert is_part_called_after(("borealis",), ("borealis", "audit", part))
    assert not is_part_called_after((part,), ("borealis", part))
    assert not is_part_called_after(("borealis", part), ("borealis", part, "bulletin"))


def test_the_fullest_form_is_in_latin_letters_and_has_the_most_words() -> None:
    assert max(["Lin", "Lin Wei-ting", "林薇婷"], key=fullness) == "Lin Wei-ting"
