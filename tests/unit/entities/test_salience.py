"""How central an entity is."""

import pytest

from schemas.entities import EntityType
from services.entities.salience import EARLINESS_WEIGHT, HEADLINE_WEIGHT, salience
from services.language.fields import ArticleText
from services.language.grouping import NamedEntity
from services.language.tagger import TypedSpan

STORY = ArticleText("x" * 4_000, 50)
WITHOUT_HEADLINE = ArticleText(STORY.text, 0)


def entity(*starts: int, entity_type: EntityType = "PERSON") -> NamedEntity:
    return NamedEntity(entity_type, [TypedSpan(start, start + 5, entity_type, 1.0) for start in starts], ["Anna"])


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (entity(100, 900), entity(100)),
        (entity(100), entity(3_000)),
        (entity(10), entity(60)),
        (entity(100, 2_000), entity(100, 200)),
        (entity(100), entity(100, entity_type="LOC")),
        (entity(100, entity_type="LOC"), entity(100, entity_type="NORP")),
        (entity(100, entity_type="NORP"), entity(100, entity_type="MONEY")),
        (entity(100, entity_type="MONEY"), entity(100, entity_type="DATE")),
    ],
    ids=["frequent", "early", "in the headline", "spread", "a person", "a place", "a people", "an amount"],
)
def test_what_is_more_central_is_more_salient(more: NamedEntity, less: NamedEntity) -> None:
    assert salience(more, STORY) > salience(less, STORY)


def test_what_is_named_everywhere_is_fully_salient() -> None:
    assert salience(entity(0, *range(100, 4_000, 300)), STORY) == 1.0


def test_another_mention_never_takes_salience_away() -> None:
    starts = [3_900, 200, 2_500, 1_000, 3_000, 60, 10, 700]
    values = [salience(entity(*starts[:count]), STORY) for count in range(1, len(starts) + 1)]
    assert values == sorted(values)


def test_half_of_the_earliness_is_gone_after_some_250_words() -> None:
    first, middle, last = (salience(entity(start), STORY) for start in (0, 1_500, 3_999))
    assert first - middle == pytest.approx(HEADLINE_WEIGHT + EARLINESS_WEIGHT / 2, abs=1e-4)
    assert middle - last == pytest.approx(EARLINESS_WEIGHT * (1 / 2 - 1_500 / 5_499), abs=1e-4)


def test_without_a_headline_earliness_says_what_it_would() -> None:
    first, middle = (salience(entity(start), WITHOUT_HEADLINE) for start in (0, 1_500))
    assert first == salience(entity(0), STORY)
    assert first - middle == pytest.approx((HEADLINE_WEIGHT + EARLINESS_WEIGHT) / 2, abs=1e-4)
