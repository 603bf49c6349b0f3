"""The articles of the demo."""

import io
from collections.abc import Sequence
from pathlib import Path

from schemas.article import Article
from services.producer.reader import read_articles, without_contradictions
from services.producer.refusals import Refusal
from services.runtime.errors import ConfigurationError

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


def read_all(inputs: Sequence[str]) -> list[Article]:
    """Every article of the files and folders. Raises ``ConfigurationError`` for the first that cannot be read."""
    articles = []
    for reading in without_contradictions(read_articles(inputs, standard_input=io.BytesIO())):
        if isinstance(reading, Refusal):
            raise ConfigurationError(str(reading))
        if not reading.repeated:
            articles.append(reading.article)
    return articles
