"""Who and what is named in articles of our own writing."""

from pathlib import Path

import pytest

from schemas.article import Article
from schemas.entities import Entities
from services.entities.analysis import analyze
from services.entities.model import EntitiesModel

HARBOUR = Article(
    id="harbour",
    headline="Lindholm opens new harbour in Lisbon",
    body=(
        "Transport Minister Anna Lindholm opened Lisbon's new harbour on Friday, after the European Investment Bank "
        "(EIB) had lent $40 million to Portugal.\n"
        "Lindholm told Portuguese workers that the EIB would visit them next year. Her predecessor, Omar Diallo, "
        "stayed in Lisbon."
    ),
)
SEED = next((Path(__file__).parents[3] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def harbour(model: EntitiesModel) -> Entities:
    return analyze(HARBOUR, model)


def by_id(result: Entities) -> dict[str, tuple[str, ...]]:
    return {entity.id: entity.aliases for entity in result.entities}


@pytest.mark.parametrize(
    ("entity_id", "aliases"),
    [
        ("person/anna-lindholm", ("Lindholm",)),
        ("person/omar-diallo", ()),
        ("org/european-investment-bank", ("EIB",)),
        ("loc/lisbon", ()),
        ("loc/portugal", ()),
        ("norp/portuguese", ()),
        ("money/40-million", ()),
        ("date/next-year", ()),
    ],
)
def test_each_is_one_entity_under_its_fullest_name(harbour: Entities, entity_id: str, aliases: tuple[str, ...]) -> None:
    assert by_id(harbour).get(entity_id) == aliases


def test_headline_and_body_are_fields_of_their_own(harbour: Entities) -> None:
    minister = next(entity for entity in harbour.entities if entity.id == "person/anna-lindholm")
    assert [(mention.field, mention.text) for mention in minister.mentions] == [
        ("headline", "Lindholm"),
        ("body", "Anna Lindholm"),
        ("body", "Lindholm"),
    ]


def test_every_span_says_what_stands_at_its_place(harbour: Entities) -> None:
    harbour.check_spans(HARBOUR)


def test_the_story_is_about_whom_its_headline_names(harbour: Entities) -> None:
    assert {entity.id for entity in harbour.entities[:2]} == {"person/anna-lindholm", "loc/lisbon"}


def test_the_most_salient_entity_comes_first(harbour: Entities) -> None:
    saliences = [entity.salience for entity in harbour.entities]
    assert saliences == sorted(saliences, reverse=True)


def test_the_payload_names_article_version_and_model(harbour: Entities, model: EntitiesModel) -> None:
    assert (harbour.article_id, harbour.article_version, harbour.model) == ("harbour", 1, model.tagger.model)


def test_the_same_article_gives_the_same_bytes(harbour: Entities, model: EntitiesModel) -> None:
    assert analyze(HARBOUR, model).to_bytes() == harbour.to_bytes()


def test_an_article_that_names_nobody_has_an_empty_list(model: EntitiesModel) -> None:
    assert analyze(Article(id="rain", headline="", body="It rained all day and nobody came."), model).entities == ()


@pytest.mark.parametrize("name", ["Joe Biden", "Antony Blinken", "Xi Jinping", "Jake Sullivan"])
def test_people_of_the_demo_article_are_found(model: EntitiesModel, name: str) -> None:
    headline, _, body = SEED.read_text(encoding="utf-8").partition("\n")
    people = [
        entity.name
        for entity in analyze(Article(id="seed", headline=headline, body=body), model).entities
        if entity.type == "PERSON"
    ]
    assert name in people
