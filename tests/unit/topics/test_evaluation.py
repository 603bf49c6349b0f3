"""What the measures of topics count, on results made by hand."""

from types import SimpleNamespace
from typing import cast
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from schemas.article import Article
from schemas.topics import Topic, Topics
from services.topics.classifier import Scores, TopicsModel
from services.topics.concepts import concept_table
from services.topics.rarity import Rarity
from tests.unit.topics.articles import article
from training.topics.evaluation import (
    accuracy,
    headline_scores,
    judged_topics,
    primary_of,
    second_level_recall,
    top_level,
)
from training.topics.items import Item

ARTS, CRIME, SPORT = "medtop:01000000", "medtop:02000000", "medtop:15000000"
ARTISTS, CULTURE, MEDIA, CRIMES = "medtop:20000002", "medtop:20000038", "medtop:20000045", "medtop:20000082"


def item(primary: str, *also: str, second: tuple[str, ...] = ()) -> Item:
    return Item(article("A band sang."), primary, also, second)


def result(*codes: str) -> Topics:
    """The first code is the primary one; confidences fall from 0.9 by 0.1."""
    topics = tuple(
        Topic(
            code=code,
            label=concept_table()[code].label,
            level=concept_table()[code].level,
            confidence=0.9 - 0.1 * place,
            primary=place == 0,
        )
        for place, code in enumerate(codes)
    )
    return Topics(id=UUID(int=0), article_id="1", article_version=1, model="topics-2.1.0", topics=topics, keyphrases=())


ITEMS = [item(ARTS, CRIME), item(SPORT), item(SPORT)]
RESULTS = [result(ARTS, CULTURE, SPORT), result(SPORT), result()]


def test_an_article_without_a_topic_has_a_wrong_primary_one() -> None:
    assert [primary_of(one) for one in RESULTS] == [ARTS, SPORT, None]
    assert accuracy(ITEMS, RESULTS) == pytest.approx(2 / 3)


def test_micro_figures_count_topics_of_the_top_level_and_macro_the_mean_of_those_of_the_data() -> None:
    # Two of three found are right, two of four are found: arts 1 of 1 and 1, crime 0, sport 1 of 2 and of 2.
    figures = [measure.value for measure in top_level(ITEMS, RESULTS)]
    assert figures == pytest.approx([200 / 3, 50, 400 / 7, (100 + 0 + 50) / 3])


def test_only_topics_of_the_top_level_are_judged_by_their_confidence() -> None:
    assert judged_topics(ITEMS, RESULTS) == [(0.9, True), (pytest.approx(0.7), False), (0.9, True)]


def test_of_the_second_level_the_three_likeliest_count() -> None:
    probabilities = np.array([0.1, 0.99, 0.5, 0.4, 0.3, 0.2])

    def logits(read: Article) -> NDArray[np.float64] | None:
        return None if read.body == "?" else probabilities

    model = SimpleNamespace(
        labels=(ARTS, CRIME, ARTISTS, CULTURE, MEDIA, CRIMES),
        top_count=2,
        logits=logits,
        scores=lambda found: Scores(found, found[:2]),
    )
    unread = Item(article("?"), ARTS, (), (ARTISTS,))
    items = [item(ARTS, second=(ARTISTS, MEDIA)), item(CRIME, second=(CRIMES,)), unread]
    assert second_level_recall(items, cast(TopicsModel, model)) == pytest.approx(2 / 4)


def test_keyphrases_of_the_body_alone_are_held_against_the_headline() -> None:
    told = article("They saw Okafor. Okafor sang in Holm.", "Okafor and the glockenspiel")
    figures = [measure.value for measure in headline_scores([Item(told, ARTS, (), ())], Rarity(articles=2, counts={}))]
    assert figures == pytest.approx([50, 50, 50])
