"""People who share a name, or a part of it."""

import re

import pytest

from tests.unit.language.grouped_names import grouped


def people(text: str, *names: str) -> dict[str, list[str]]:
    """Group the people of these names; returns fullest name -> forms."""
    return grouped(text, PERSON="|".join(map(re.escape, names)))


def test_a_surname_is_the_person_whose_name_ends_in_it() -> None:
    text = "Anna Lindholm met Omar Diallo. Lindholm spoke; Diallo did not."
    assert people(text, "Anna Lindholm", "Omar Diallo", "Lindholm", "Diallo") == {
        "Anna Lindholm": ["Anna Lindholm", "Lindholm"],
        "Omar Diallo": ["Omar Diallo", "Diallo"],
    }


def test_a_given_name_is_the_person_whose_name_begins_with_it() -> None:
    assert people("Somchai Prasert left. Somchai laughed.", "Somchai Prasert", "Somchai") == {
        "Somchai Prasert": ["Somchai Prasert", "Somchai"]
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Eva Holm won. Eva Holm cried. Her brother Jan Holm came. Holm thanked him.", "Eva Holm"),
        ("Eva Holm won. Eva Holm cried. Jan Holm came. Holm spoke. Jan Holm sang. Jan Holm left.", "Eva Holm"),
        ("Eva Holm won. Jan Holm came. Holm left.", "Jan Holm"),
        ("Eva Holm won. Jan Holm came. Jan Holm sang. Eva Holm cried. Holm left.", "Eva Holm"),
        ("Holm left. Eva Holm had won. Jan Holm sang. Jan Holm danced.", "Eva Holm"),
    ],
    ids=["most often", "not behind", "the last one", "last named", "the first one behind"],
)
def test_of_two_with_one_surname_it_is_the_one_named_most_often_before(text: str, meant: str) -> None:
    assert "Holm" in people(text, "Eva Holm", "Jan Holm", "Holm")[meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kim Berg sang. Kim Berg danced. Eva Kim left. Kim waved.", "Eva Kim"),
        ("Eva Kim Ek sang. Eva Kim Ek danced. Kim Berg left. Kim waved.", "Kim Berg"),
        ("Eva Berg left. Kim waved. Eva Kim Ek sang.", "Eva Kim Ek"),
    ],
    ids=["the last word", "the first word", "any word"],
)
def test_a_name_is_rather_the_last_word_than_the_first_and_that_than_another(text: str, meant: str) -> None:
    assert "Kim" in people(text, "Kim Berg", "Eva Berg", "Eva Kim Ek", "Eva Kim", "Kim")[meant]


@pytest.mark.parametrize(
    ("fuller", "name", "count"),
    [
        ("Anna Maria Lindholm", "Anna Lindholm", 1),
        ("Anna Maria Lindholm", "Lindholm Anna", 2),
        ("Anna Maria Lindholm", "Anna Holm", 2),
        ("Anna Lindholm", "Dr Lindholm", 1),
        ("Jan Holm Jr.", "Jan Holm", 2),
        ("Jan Holm II", "Jan Holm", 2),
        ("Jan Holm Jr.", "Holm", 1),
        ("J. R. Holm", "J. B. Holm", 2),
        ("J. R. Holm", "J. Holm", 2),
        ("Jan R. Holm", "Jan Holm", 1),
        ("Jan R. Holm", "R. Holm", 1),
    ],
)
def test_who_is_named_in_part_is_the_one_whose_other_words_tell_nobody_apart(
    fuller: str, name: str, count: int
) -> None:
    assert len(people(f"{fuller} came. {name} left.", fuller, name)) == count


def test_an_actor_is_not_the_part_in_brackets() -> None:
    assert len(people("Anna Lindholm (Ophelia) shone.", "Anna Lindholm", "Ophelia")) == 2


@pytest.mark.parametrize(("count", "forms"), [(6, 2), (300, 2), (301, 1)])
def test_only_the_equal_names_of_a_long_list_are_one(count: int, forms: int) -> None:
    others = [f"Name{number:03} Sur{number:03}" for number in range(count - 2)]
    text = ", ".join(["Anna Lindholm", "Lindholm", *others, "Anna Lindholm"])
    found = grouped(text, PERSON=r"[^,\s][^,]*")
    assert len(found["Anna Lindholm"]) == forms
    assert len(found) == count + 1 - forms
