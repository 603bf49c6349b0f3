"""How rare words are, and what that does to keyphrases."""

import pytest

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
