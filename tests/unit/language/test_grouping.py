"""Mentions to entities, given where and of what type they are."""

import re

import pytest

from services.language.grouping import NamedEntity, group_mentions
from services.language.tagger import TypedSpan


def grouped(text: str, **names: str) -> dict[str, list[str]]:
    """Group what each type's pattern finds in a text; returns fullest name -> forms."""
    spans = [
        TypedSpan(match.start(), match.end(), entity_type, 1.0)
        for entity_type, pattern in names.items()
        for match in re.finditer(pattern, text)
    ]
    return {entity.name: entity.forms for entity in group_mentions(text, sorted(spans))}


def test_a_surname_is_the_person_whose_name_ends_in_it() -> None:
    text = "Anna Lindholm met Omar Diallo. Lindholm spoke; Diallo did not."
    assert grouped(text, PERSON="Anna Lindholm|Omar Diallo|Lindholm|Diallo") == {
        "Anna Lindholm": ["Anna Lindholm", "Lindholm"],
        "Omar Diallo": ["Omar Diallo", "Diallo"],
    }


def test_a_given_name_is_the_person_whose_name_begins_with_it() -> None:
    assert grouped("Somchai Prasert left. Somchai laughed.", PERSON="Somchai(?: Prasert)?") == {
        "Somchai Prasert": ["Somchai Prasert", "Somchai"]
    }


def test_of_two_with_one_surname_it_is_the_one_named_most_often_before() -> None:
    text = "Eva Holm won. Eva Holm cried. Her brother Jan Holm came. Holm thanked him."
    assert grouped(text, PERSON="Eva Holm|Jan Holm|Holm")["Eva Holm"] == ["Eva Holm", "Holm"]


def test_a_title_keeps_nobody_apart() -> None:
    assert len(grouped("Dr Lindholm and Anna Lindholm", PERSON="Dr Lindholm|Anna Lindholm")) == 1


def test_an_acronym_joins_its_expansion() -> None:
    text = "The World Rowing League met. The WRL has nine members."
    assert grouped(text, ORG="World Rowing League|WRL") == {"World Rowing League": ["World Rowing League", "WRL"]}


def test_a_form_in_brackets_joins_the_name_before_it() -> None:
    text = "The Federation of Kite Makers (Kitefed) and Lin Wei-ting (林薇婷) agreed."
    assert grouped(text, ORG="Federation of Kite Makers|Kitefed", PERSON="Lin Wei-ting|林薇婷") == {
        "Federation of Kite Makers": ["Federation of Kite Makers", "Kitefed"],
        "Lin Wei-ting": ["Lin Wei-ting", "林薇婷"],
    }


def test_an_actor_is_not_the_part_in_brackets() -> None:
    assert len(grouped("Anna Lindholm (Ophelia) shone.", PERSON="Anna Lindholm|Ophelia")) == 2


def test_an_organization_is_called_by_its_first_or_last_words() -> None:
    text = "Borealis Shipping Company sank. Borealis denied it; the Company wept."
    assert len(grouped(text, ORG="Borealis Shipping Company|Borealis|Company")) == 1


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
