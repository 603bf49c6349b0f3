"""How rare words are, and what that does to keyphrases."""

import pytest
from pydantic import ValidationError

from services.topics.keyphrases import keyphrases_of
from services.topics.rarity import Rarity
from tests.unit.topics.articles import article
from training.topics.words import rarity_in

RARITY = Rarity(articles=100, counts={"world": 99, "ferry": 9})


def test_a_word_of_every_article_counts_nearly_nothing_and_one_of_none_fully() -> None:
    assert RARITY.of("world") == pytest.approx(0.01)
    assert RARITY.of("ferry") == pytest.approx(0.5)
    assert RARITY.of("glockenspiel") == 1


def test_a_common_word_stands_behind_a_rare_one() -> None:
    story = article("The world has a glockenspiel. A glockenspiel for the world.")
    assert keyphrases_of(story, Rarity(articles=2, counts={}))[0].text == "world"
    assert keyphrases_of(story, RARITY)[0].text == "glockenspiel"


def test_words_are_counted_once_an_article_and_listed_from_three_on() -> None:
    stories = [article("The boats left. A boat sank."), article("A bell rang.", "Boat"), article("The boat’s bell.")]
    assert rarity_in(stories) == Rarity(articles=3, counts={"boat": 3})


@pytest.mark.parametrize(("articles", "counts"), [(1, {}), (3, {"boat": 0})])
def test_a_collection_without_articles_or_a_word_without_one_is_refused(articles: int, counts: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Rarity(articles=articles, counts=counts)


def test_a_word_of_more_articles_is_less_rare() -> None:
    rarity = Rarity(articles=1000, counts={"gong": 3, "bell": 9, "boat": 99, "day": 1000})
    found = [rarity.of(word) for word in ("kazoo", "gong", "bell", "boat", "day")]
    assert found == pytest.approx([1, 0.799313, 0.666667, 0.333333, 0.01], abs=1e-6)
