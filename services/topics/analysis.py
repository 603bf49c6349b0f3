"""The topics task: an article in, its topics and keyphrases out."""

from schemas.article import Article
from schemas.identity import result_id
from schemas.topics import Topics
from services.topics.classifier import TASK, TopicsModel
from services.topics.decision import decide
from services.topics.keyphrases import keyphrases_of


def analyze(article: Article, model: TopicsModel) -> Topics:
    """Return what the article is about: a pure function of its id, version and text and of the model."""
    logits = model.logits(article)
    topics = () if logits is None else decide(model.concepts, model.scores(logits), model.calibration)
    return Topics(
        id=result_id(TASK, article, model.model),
        article_id=article.id,
        article_version=article.version,
        model=model.model,
        topics=topics,
        keyphrases=keyphrases_of(article, model.rarity),
    )
