"""Wikidata items of what is a name and a Media Topic."""

import json
from pathlib import Path

import pytest

from schemas.entities import EntityType
from services.entities.concepts import ITEMS
from services.entities.links import NOTHING, LinksInText
from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan


def linked(name: str, entity_type: EntityType) -> dict[str, str]:
    entities = group_mentions(name, [TypedSpan(0, len(name), entity_type, 0.9)])
    return LinksInText(name, entities).of(entities[0]).identifiers


@pytest.mark.parametrize(
    ("name", "item"), [("Christmas", "Q19809"), ("Olympic Games", "Q5389"), ("Quran", "Q428"), ("Qur'an", "Q428")]
)
def test_a_feast_a_book_and_the_games_have_their_item(name: str, item: str) -> None:
    assert linked(name, "MISC") == {"wikidata": item}


def test_a_part_of_a_name_and_another_type_have_none() -> None:
    assert linked("Olympic Games Committee Prize", "MISC") == NOTHING.identifiers
    assert linked("Easter", "PERSON") == NOTHING.identifiers


def test_all_items_are_those_of_the_concepts() -> None:
    concepts = json.loads(Path("services/topics/concepts.json").read_text(encoding="utf-8"))["concepts"]
    assert set(ITEMS.values()) <= {item for *_, item in concepts}
