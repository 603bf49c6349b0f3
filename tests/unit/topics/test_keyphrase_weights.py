"""What puts one phrase of an article before another."""

import pytest

from schemas.article import Article
from services.topics.keyphrases import keyphrases_of
from services.topics.rarity import Rarity
from tests.unit.topics.articles import article

ONLY_FUNCTION_WORDS = "It was so then. " * 50


def texts(story: Article) -> list[str]:
    """The phrases of an article of which every word is as rare as the others."""
    return [phrase.text for phrase in keyphrases_of(story, Rarity(articles=2, counts={}))]


def test_a_phrase_stands_before_a_common_word_that_comes_back_a_little_more_often() -> None:
    story = article("The ferry and the stone bridge. The ferry or the stone bridge. The ferry.")
    assert texts(story) == ["stone bridge", "ferry"]


def test_a_common_word_that_comes_back_much_more_often_stands_before_a_phrase() -> None:
    assert texts(article("The stone bridge. " + "The ferry. " * 6)) == ["ferry", "stone bridge"]


def test_what_stands_at_the_beginning_comes_before_what_comes_back_far_down() -> None:
    story = article(f"The zinc pit. {ONLY_FUNCTION_WORDS} The apple farm. The apple farm.")
    assert texts(story) == ["zinc pit", "apple farm"]


def test_what_comes_back_often_far_down_comes_before_what_stands_once_at_the_beginning() -> None:
    story = article(f"The zinc pit. {ONLY_FUNCTION_WORDS}" + "The apple farm. " * 5)
    assert texts(story) == ["apple farm", "zinc pit"]


def test_what_comes_back_often_is_not_forgotten_however_far_down_it_stands() -> None:
    story = article(f"The zinc pit. {ONLY_FUNCTION_WORDS * 10}" + "The apple farm. " * 15)
    assert texts(story) == ["apple farm", "zinc pit"]


def test_the_headline_counts_for_more_than_the_body() -> None:
    assert texts(article("The apple farm", "The zinc pit")) == ["zinc pit", "apple farm"]


def test_a_name_counts_for_more_than_common_words_before_it() -> None:
    assert texts(article("The apple farm is near the Zinc Pit.")) == ["Zinc Pit", "apple farm"]


def test_words_that_are_mostly_in_lower_case_are_no_name() -> None:
    story = article("The apple farm and the zinc pit. An apple farm, no zinc pit. The apple farm or the Zinc Pit.")
    assert texts(story) == ["apple farm", "zinc pit"]


@pytest.mark.parametrize("word", ["rowing", "painted"])
def test_a_form_of_a_verb_alone_is_no_phrase(word: str) -> None:
    assert texts(article(f"They were {word}, and we were {word}.")) == []


@pytest.mark.parametrize("word", ["rower", "paint"])
def test_a_word_alone_is_a_phrase_only_if_it_comes_back(word: str) -> None:
    assert texts(article(f"They saw the {word}.")) == []
    assert texts(article(f"They saw the {word}, and we saw the {word}.")) == [word]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Wind turbines turn. They saw a wind turbine. We saw the wind turbine.", "wind turbine"),
        ("A wind turbine. Many wind turbines. More wind turbines.", "wind turbines"),
        ("Many wind turbines. A wind turbine.", "wind turbines"),
    ],
)
def test_a_phrase_is_written_as_it_is_most_often_and_then_as_it_is_first(body: str, text: str) -> None:
    assert text in texts(article(body))


@pytest.mark.parametrize(
    ("body", "phrases"),
    [
        pytest.param("The river bank and the river boat.", ["river bank"], id="one of two"),
        pytest.param(
            "The river boat race and the river bank path.", ["river boat race", "river bank path"], id="one of three"
        ),
        pytest.param("The river boat race and the river path race.", ["river boat race"], id="two of three"),
    ],
)
def test_a_phrase_that_repeats_more_than_a_third_of_a_better_one_is_left_out(body: str, phrases: list[str]) -> None:
    assert texts(article(body)) == phrases
