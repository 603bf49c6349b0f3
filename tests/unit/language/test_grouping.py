"""Mentions to entities, given where and of what type they are."""

import re

import pytest

from services.language.grouping import NamedEntity, group_mentions
from services.language.tagger import TypedSpan
from tests.unit.language.grouped_names import grouped


def test_an_acronym_joins_its_expansion() -> None:
    text = "The World Rowing League met. The WRL has nine members."
    assert grouped(text, ORG="World Rowing League|WRL") == {"World Rowing League": ["World Rowing League", "WRL"]}


def test_a_form_in_brackets_joins_the_name_before_it() -> None:
    text = "The Federation of Kite Makers (Kitefed) and Lin Wei-ting (林薇婷) agreed."
    assert grouped(text, ORG="Federation of Kite Makers|Kitefed", PERSON="Lin Wei-ting|林薇婷") == {
        "Federation of Kite Makers": ["Federation of Kite Makers", "Kitefed"],
        "Lin Wei-ting": ["Lin Wei-ting", "林薇婷"],
    }


@pytest.mark.parametrize("between", ["'s (", "’ (", ' ("', " (“", "(", "（"])
def test_a_possessive_or_quotation_mark_beside_a_bracket_keeps_nothing_apart(between: str) -> None:
    text = f"The Guild of Kite Makers{between}Kitefed) met."
    assert grouped(text, ORG="Guild of Kite Makers|Kitefed") == {
        "Guild of Kite Makers": ["Guild of Kite Makers", "Kitefed"]
    }


def test_initials_of_two_names_join_neither() -> None:
    text = "The World Rowing League and the World Rugby League met. The WRL won."
    assert len(grouped(text, ORG="World Rowing League|World Rugby League|WRL")) == 3


def test_of_two_forms_as_full_the_name_is_the_one_that_is_not_in_capitals() -> None:
    text = "ANNA LINDHOLM RESIGNS\nAnna Lindholm resigned."
    assert grouped(text, PERSON="(?i:Anna Lindholm)") == {"Anna Lindholm": ["ANNA LINDHOLM", "Anna Lindholm"]}


def test_an_organization_is_called_by_its_first_or_last_words() -> None:
    text = "Borealis Shipping Company sank. Borealis denied it; the Company wept."
    assert len(grouped(text, ORG="Borealis Shipping Company|Borealis|Company")) == 1


@pytest.mark.parametrize("part", ["Fund", "Audit Committee", "Youth Council"])
def test_an_organization_is_not_its_part(part: str) -> None:
    assert len(grouped(f"The Borealis {part} met. Borealis paid.", ORG=f"Borealis {part}|Borealis")) == 2


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("DATE", "May 2019", "May"),
        ("DATE", "New Year", "NY"),
        ("MONEY", "$5 million", "$5"),
        ("MONEY", "Five Pounds", "FP"),
        ("NORP", "South Koreans", "Koreans"),
        ("NORP", "Korean Catholics", "Korean"),
    ],
)
def test_dates_amounts_and_peoples_are_not_called_by_a_part(entity_type: str, one: str, other: str) -> None:
    text = f"It was {one}. It was {other}."
    assert len(grouped(text, **{entity_type: f"{re.escape(one)}|{re.escape(other)}"})) == 2


@pytest.mark.parametrize("entity_type", ["DATE", "MONEY"])
def test_a_date_or_an_amount_in_brackets_is_another(entity_type: str) -> None:
    assert len(grouped("It was 5 (6).", **{entity_type: r"\d"})) == 2


def test_a_place_is_not_called_by_the_last_words_of_another() -> None:
    assert len(grouped("South Korea and Korea", LOC="South Korea|Korea")) == 2


def test_a_part_of_two_names_joins_neither() -> None:
    text = "Borealis Shipping and Borealis Mining fell. Borealis rose."
    assert len(grouped(text, ORG="Borealis Shipping|Borealis Mining|Borealis")) == 3


def test_one_form_of_two_types_is_two_entities() -> None:
    assert [entity.type for entity in group_mentions("Paris, Paris", [span(0, "PERSON"), span(7, "LOC")])] == [
        "PERSON",
        "LOC",
    ]


def test_entities_come_in_the_order_in_which_they_are_first_mentioned() -> None:
    text = "The WRL met in Oslo. Anna Lindholm left Oslo for Bergen; the World Rowing League paid."
    found = grouped(text, LOC="Oslo|Bergen", PERSON="Anna Lindholm", ORG="World Rowing League|WRL")
    assert list(found) == ["World Rowing League", "Oslo", "Anna Lindholm", "Bergen"]


def test_mentions_come_in_the_order_of_the_text() -> None:
    text = "Anna Ek, Ek, Anna Ek, Ek"
    spans = [TypedSpan(match.start(), match.end(), "PERSON", 1.0) for match in re.finditer("(?:Anna )?Ek", text)]
    assert group_mentions(text, spans)[0].mentions == spans


def span(start: int, entity_type: str) -> TypedSpan:
    return TypedSpan(start, start + 5, entity_type, 1.0)


def test_every_mention_is_in_one_group() -> None:
    text = "Ada Ek, Ek, Ada, A. Ek, EK, Ekdal, Bo Ek and Ada Ek"
    spans = [
        TypedSpan(match.start(), match.end(), "PERSON", 1.0) for match in re.finditer(r"[A-Z][\w.]*(?: Ek)?", text)
    ]
    entities = group_mentions(text, spans)
    assert sorted(mention for entity in entities for mention in entity.mentions) == spans


@pytest.mark.parametrize(
    ("names", "count"),
    [
        ("Saitama|Saitama Prefecture", 1),
        ("Gaza|Gaza Strip", 1),
        ("Mexico|Mexico City", 2),
        ("Niger|Niger River", 2),
        ("Guinea|Guinea-Bissau", 2),
        ("Taiwan|Taiwan Strait", 2),
        ("Colorado|Colorado River", 2),
        ("Kansas|Kansas City", 2),
        ("Prefecture|Saitama Prefecture", 2),
    ],
)
def test_a_place_is_the_one_whose_name_only_says_what_it_is(names: str, count: int) -> None:
    short, long = names.split("|")
    assert len(grouped(f"{long} lies north. So does {short}.", LOC=f"{long}|{short}")) == count


@pytest.mark.parametrize("count", [10, 1_000])
def test_a_list_of_many_names_is_one_entity_each(count: int) -> None:
    names = [f"Name{number:04} Sur{number:04}" for number in range(count)]
    text = ", ".join(names)
    spans = [TypedSpan(match.start(), match.end(), "PERSON", 1.0) for match in re.finditer("[^,]+", text)]
    entities: list[NamedEntity] = group_mentions(text, spans)
    assert len(entities) == count
