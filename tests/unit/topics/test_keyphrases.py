"""The phrases that say what is special about an article."""

from itertools import pairwise, permutations

import pytest

from schemas.article import Article
from schemas.topics import Keyphrase
from services.topics import keyphrases
from services.topics.keyphrases import MOST_KEYPHRASES
from services.topics.lead import BODY_CODE_POINTS, HEADLINE_CODE_POINTS
from services.topics.rarity import Rarity
from tests.unit.topics.articles import BANK, EARTHQUAKE, ELECTION, FOOTBALL, article

EQUALLY_RARE = Rarity(articles=2, counts={})


def keyphrases_of(story: Article) -> tuple[Keyphrase, ...]:
    """The keyphrases where every word is as rare as the others."""
    return keyphrases.keyphrases_of(story, EQUALLY_RARE)


def texts(phrases: tuple[Keyphrase, ...]) -> list[str]:
    return [phrase.text for phrase in phrases]


def mention_texts(phrase: Keyphrase) -> list[str]:
    return [mention.text for mention in phrase.mentions]


def test_what_comes_back_is_first() -> None:
    assert keyphrases_of(BANK)[0].text.casefold() in {"central bank", "interest rate"}


def test_a_name_is_given_in_full_with_all_its_mentions() -> None:
    body = (
        "The minister Marta Lindqvist resigned. Later Lindqvist spoke to nobody. A friend of Lindqvist was surprised."
    )
    name = next(phrase for phrase in keyphrases_of(article(body)) if "Lindqvist" in phrase.text)
    assert (name.text, mention_texts(name)) == ("Marta Lindqvist", ["Marta Lindqvist", "Lindqvist", "Lindqvist"])


def test_a_short_name_that_two_people_share_stays_short() -> None:
    body = "In court Amara Okafor blamed Ben Okafor. The judge told Okafor to be quiet. Neither Okafor would listen."
    assert "Okafor" in texts(keyphrases_of(article(body)))


def test_a_verb_of_a_headline_in_title_case_is_no_first_name() -> None:
    body = "The senator met ministers in Kyiv. People in Kyiv cheered, and Kyiv was calm."
    assert "Kyiv" in texts(keyphrases_of(article(body, "Senator Visits Kyiv")))


@pytest.mark.parametrize("name", ["New York", "Theresa May", "Great Britain"])
def test_a_name_may_have_a_word_that_says_nothing_elsewhere(name: str) -> None:
    assert name in texts(keyphrases_of(article(f"They flew to {name}. In {name} it rained.")))
    assert not any(phrase.startswith("new") for phrase in texts(keyphrases_of(article("A new bell. A new bell."))))


def test_an_abbreviation_keeps_its_last_point() -> None:
    body = "The U.N. council met. At the U.N. nobody slept; the U.N., though, did. Nobody left the U.N."
    assert {text for text in texts(keyphrases_of(article(body))) if "U.N" in text} == {"U.N."}


def test_mentions_of_a_phrase_do_not_overlap() -> None:
    for phrase in keyphrases_of(article("bank " * 50)):
        assert all(one.end <= other.start for one, other in pairwise(phrase.mentions))


def test_a_title_is_no_first_name() -> None:
    body = "In the capital Mayor Lindqvist spoke. Nobody but Lindqvist was heard, and to Lindqvist that was enough."
    assert "Lindqvist" in texts(keyphrases_of(article(body)))


def test_singular_plural_and_possessive_are_one_phrase() -> None:
    body = "A wind turbine was built. Many wind turbines followed. The wind turbine's blades turned."
    phrase = next(one for one in keyphrases_of(article(body)) if one.text == "wind turbine")
    assert mention_texts(phrase) == ["wind turbine", "wind turbines", "wind turbine"]


def test_a_phrase_does_not_reach_over_punctuation() -> None:
    assert not any(
        "harbour ferry" in text for text in texts(keyphrases_of(article("They left the harbour, ferry full.")))
    )


def test_a_name_may_have_an_of_inside() -> None:
    body = "She works at the University of Northmark. The University of Northmark opened early."
    assert "University of Northmark" in texts(keyphrases_of(article(body)))


def test_stop_words_and_figures_are_no_phrases() -> None:
    assert (
        keyphrases_of(article("It was on Monday that he said 12 of them were there, and 30 would be on Tuesday.")) == ()
    )


def test_headline_mentions_come_first() -> None:
    phrase = next(one for one in keyphrases_of(BANK) if one.text.casefold() == "interest rate")
    assert [mention.field for mention in phrase.mentions] == ["headline", "body"]


@pytest.mark.parametrize("story", [FOOTBALL, ELECTION, EARTHQUAKE, BANK], ids=lambda story: story.headline)
def test_no_phrase_is_part_of_another(story: Article) -> None:
    phrases = [f" {text.casefold()} " for text in texts(keyphrases_of(story))]
    assert [(one, other) for one, other in permutations(phrases, 2) if one in other] == []


def test_there_are_ten_at_most_best_first() -> None:
    body = " ".join(f"They saw {consonant}azo {consonant}eku." for consonant in "bcdfghjklmnprstv")
    scores = [phrase.score for phrase in keyphrases_of(article(body))]
    assert len(scores) == MOST_KEYPHRASES
    assert scores == sorted(scores, reverse=True)


def test_scores_are_fractions_of_four_places() -> None:
    assert [
        one.score for one in keyphrases_of(FOOTBALL) if not 0 < one.score < 1 or one.score != round(one.score, 4)
    ] == []


def test_what_stands_far_down_is_not_read() -> None:
    body = "A calm day. " * (BODY_CODE_POINTS // 12 + 1) + "Zanzibar Zanzibar Zanzibar."
    headline = "A calm day " * (HEADLINE_CODE_POINTS // 11 + 1) + "Zanzibar Zanzibar Zanzibar"
    assert "Zanzibar" not in texts(keyphrases_of(article(body)))
    assert "Zanzibar" not in texts(keyphrases_of(article("It was so.", headline)))
