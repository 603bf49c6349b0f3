"""How sure a quotation and its speaker are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article
from services.language.confidence import Confidence
from services.language.tagger import TypedSpan
from services.quotes.analysis import analyze
from services.quotes.confidence import confidence_of, features
from services.quotes.linking import Attribution
from services.quotes.model import QuotesModel
from services.quotes.speaker_weights import SpeakerWeights

ANY = st.floats(0, 1)


def attribution(content: float, cue: float | None = 0.9, source: float | None = 0.9, pieces: int = 1) -> Attribution:
    """An attribution whose parts are as sure as given; None leaves a part out."""
    return Attribution(
        [TypedSpan(number, number + 1, "CONTENT", content) for number in range(pieces)],
        [] if cue is None else [TypedSpan(10, 11, "CUE", cue)],
        [] if source is None else [TypedSpan(12, 13, "SOURCE", source)],
    )


@given(ANY, ANY, ANY)
def test_whatever_the_parts_are_it_is_a_probability(
    model: QuotesModel, content: float, cue: float, source: float
) -> None:
    assert 0 <= confidence_of(attribution(content, cue, source), "direct", model.confidence) <= 1


def test_surer_parts_make_a_surer_quotation(model: QuotesModel) -> None:
    confidences = [
        confidence_of(attribution(sure, sure, sure), "direct", model.confidence) for sure in (0.5, 0.8, 0.99)
    ]
    assert confidences == sorted(confidences)
    assert confidences[0] < confidences[-1]


def test_words_that_nobody_is_found_to_have_said_are_less_sure(model: QuotesModel) -> None:
    confidence = model.confidence
    assert confidence_of(attribution(0.9, source=None), "direct", confidence) < confidence_of(
        attribution(0.9), "direct", confidence
    )


def test_a_part_is_as_sure_as_its_least_sure_piece() -> None:
    both = Attribution([TypedSpan(0, 1, "CONTENT", 0.9), TypedSpan(2, 3, "CONTENT", 0.6)])
    assert features(both, "mixed")["content"] == features(attribution(0.6), "mixed")["content"]


def test_features_name_what_is_missing_and_what_stands_apart() -> None:
    assert features(attribution(0.9, None, None, pieces=2), "direct").keys() == {
        "direct",
        "content",
        "no cue",
        "no source",
        "in pieces",
    }


def test_a_feature_that_was_not_learned_says_nothing() -> None:
    assert confidence_of(attribution(0.9), "direct", Confidence(weights={})) == 0.5


def test_candidates_share_one_probability() -> None:
    weights = SpeakerWeights(weights={"near": 2.0, "far": -1.0}, given_names={})
    probabilities = weights.probabilities([{"near": 1.0}, {"far": 1.0, "unheard of": 1.0}, {}])
    assert sum(probabilities) == pytest.approx(1)
    assert probabilities[0] > probabilities[2] > probabilities[1]


def test_scores_beyond_the_range_of_numbers_are_no_error() -> None:
    weights = SpeakerWeights(weights={"near": 1e5}, given_names={})
    assert weights.probabilities([{"near": 1.0}, {"near": -1.0}]) == [1.0, 0.0]


def test_a_name_is_a_surer_speaker_than_a_pronoun_between_two_names(model: QuotesModel) -> None:
    body = (
        "Anna Lindholm met Maria Berg in Lisbon. “It will rain all day,” she said. Maria Berg said the sun would shine."
    )
    result = analyze(Article(id="a", headline="", body=body), model)
    by_way = {quote.speaker.resolved_by: quote.speaker.confidence for quote in result.quotes if quote.speaker}
    assert by_way["name"] is not None
    assert by_way["pronoun"] is not None
    assert 0 < by_way["pronoun"] < by_way["name"] <= 1
