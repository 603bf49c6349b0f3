"""The topics task as a whole, with the model that ships."""

from copy import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.topics import Topics
from services.topics.analysis import analyze
from services.topics.classifier import TopicsModel
from services.topics.rarity import Rarity
from tests.unit.topics.articles import BANK, EARTHQUAKE, ELECTION, FOOTBALL, article

HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\u202e\u200d\u0301\ufeff\x00\r\n\u2028“”'’.-&of AZaz09\u0640\u05d0\u0e33\U0001f469\U0001f3fd"),
    ),
    max_size=200,
)


def labels(result: Topics) -> list[str]:
    return [topic.label for topic in result.topics]


@pytest.mark.parametrize(
    ("story", "primary"),
    [
        pytest.param(FOOTBALL, "sport", id="football"),
        pytest.param(ELECTION, "politics", id="election"),
        pytest.param(EARTHQUAKE, "disaster, accident and emergency incident", id="earthquake"),
        pytest.param(BANK, "economy, business and finance", id="bank"),
    ],
)
def test_a_story_is_filed_under_its_topic(model: TopicsModel, story: Article, primary: str) -> None:
    assert labels(analyze(story, model))[0] == primary


def test_the_same_article_gives_the_same_bytes(model: TopicsModel) -> None:
    assert analyze(ELECTION, model).to_bytes() == analyze(ELECTION, model).to_bytes()


def test_the_result_names_article_version_and_model(model: TopicsModel) -> None:
    result = analyze(article("Heavy rain fell on the hills.", version=7), model)
    assert (result.article_id, result.article_version, result.model) == ("test-article", 7, model.model)


def test_a_correction_has_another_id(model: TopicsModel) -> None:
    body = "Heavy rain fell on the hills."
    assert analyze(article(body), model).id != analyze(article(body, version=2), model).id


def test_capitals_do_not_change_the_topics(model: TopicsModel) -> None:
    shouted = article(FOOTBALL.body.upper(), FOOTBALL.headline.upper())
    assert analyze(shouted, model).topics == analyze(FOOTBALL, model).topics


def test_another_language_has_no_topic(model: TopicsModel) -> None:
    body = "Il governo ha annunciato ieri nuove misure per aiutare le famiglie che non possono pagare le bollette."
    assert analyze(article(body), model).topics == ()


@pytest.mark.parametrize(("common", "first"), [("ferry", "lighthouse"), ("lighthouse", "ferry")])
def test_a_word_that_the_model_knows_from_everywhere_is_no_first_keyphrase(
    model: TopicsModel, common: str, first: str
) -> None:
    other = copy(model)
    other.rarity = Rarity(articles=100, counts={common: 90})
    story = article("They saw the ferry and the lighthouse. We saw the ferry and the lighthouse.")
    assert analyze(story, other).keyphrases[0].text == first


def test_a_megabyte_in_one_line_is_analyzed(model: TopicsModel) -> None:
    long = article((FOOTBALL.body + " ") * (1_000_000 // len(FOOTBALL.body)))
    result = analyze(long, model)
    result.check_spans(long)
    assert labels(result)[0] == "sport"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(headline=HOSTILE, body=HOSTILE.filter(str.strip))
def test_any_text_gives_spans_that_match_it(model: TopicsModel, headline: str, body: str) -> None:
    story = article(body, headline)
    result = analyze(story, model)
    result.check_spans(story)
    assert Topics.from_bytes(result.to_bytes()) == result
