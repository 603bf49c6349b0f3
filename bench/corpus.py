"""The articles that are measured: those of a folder, repeated under new ids until there are enough."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import click

from schemas.article import Article
from services.producer.reader import Edition, read_articles


def load_articles(folder: Path) -> list[Article]:
    """The articles of a folder or file. Raises ``click.UsageError`` when there is none."""
    readings = read_articles([str(folder)], standard_input=click.get_binary_stream("stdin"))
    articles = [reading.article for reading in readings if isinstance(reading, Edition)]
    if not articles:
        raise click.UsageError(f"{folder} has no article")
    return articles


def repeated(articles: list[Article], count: int, prefix: str) -> Iterator[Article]:
    """``count`` articles: the given ones again and again, each time under a new id."""
    for number, article in enumerate(islice(cycle(articles), count)):
        yield article.model_copy(update={"id": f"{prefix}-{number}"})


def words(articles: list[Article]) -> int:
    """Runs of other characters than white space in headlines and bodies."""
    return sum(len(article.headline.split()) + len(article.body.split()) for article in articles)
