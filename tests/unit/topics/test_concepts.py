"""The concept table that ships."""

import pytest

from services.topics.concepts import concept_table


def test_has_the_seventeen_top_level_topics() -> None:
    top = [concept.code for concept in concept_table().concepts.values() if concept.level == 1]
    assert top == [f"medtop:{number:02d}000000" for number in range(1, 18)]


def test_knows_a_concept() -> None:
    politics = concept_table()["medtop:11000000"]
    assert (politics.label, politics.level, politics.parent) == ("politics", 1, None)


def test_every_parent_is_one_level_up() -> None:
    table = concept_table()
    below = [concept for concept in table.concepts.values() if concept.parent is not None]
    assert len(below) > 1000
    assert [one.code for one in below if one.parent and table[one.parent].level != one.level - 1] == []


def test_every_concept_has_a_label() -> None:
    assert [code for code, concept in concept_table().concepts.items() if not concept.label.strip()] == []


def test_says_whose_it_is() -> None:
    assert "IPTC" in concept_table().attribution
    assert "CC BY 4.0" in concept_table().attribution


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        concept_table()["medtop:99999999"]
