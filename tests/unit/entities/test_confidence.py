"""How sure a mention is."""

from schemas.article import Article
from services.entities.analysis import analyze
from services.entities.confidence import SHORT, features
from services.entities.model import EntitiesModel
from services.language.confidence import Confidence, log_odds
from services.language.grouping import NamedEntity
from services.language.tagger import TypedSpan


def entity(*confidences: float) -> NamedEntity:
    """A person with mentions that are as sure as given."""
    return NamedEntity(
        "PERSON", [TypedSpan(20 * number, 20 * number + 9, "PERSON", sure) for number, sure in enumerate(confidences)]
    )


def test_features_say_how_sure_the_tagger_is_of_the_mention_and_of_the_name() -> None:
    person = entity(0.6, 0.9)
    assert next(features(person)) == {
        "PERSON": 1.0,
        "tagger": log_odds(0.6),
        "surest mention of the name": log_odds(0.9),
        "one word": 1.0,
        "named again": 1.0,
    }


def test_a_long_name_named_once_is_that() -> None:
    person = NamedEntity("ORG", [TypedSpan(0, SHORT, "ORG", 0.9)])
    assert next(features(person)).keys() == {"ORG", "tagger", "surest mention of the name", "long"}


def test_surer_is_surer(model: EntitiesModel) -> None:
    found = [model.confidence.of(next(features(entity(sure)))) for sure in (0.5, 0.8, 0.99)]
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_certainty_is_bounded() -> None:
    assert log_odds(1.0) == -log_odds(0.0)
    assert Confidence(weights={"tagger": 1.0}).of({"tagger": log_odds(1.0)}) < 1


def test_what_is_published_is_what_was_learned(model: EntitiesModel) -> None:
    article = Article(id="a", headline="", body="Anna Lindholm met Peter Berg in Lisbon on Monday.")
    mentions = [mention for found in analyze(article, model).entities for mention in found.mentions]
    tagged = {span.confidence for span in model.tagger.tag(article.body)}
    assert mentions
    assert all(0.5 < mention.confidence < 1 and mention.confidence not in tagged for mention in mentions)
