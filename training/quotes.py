"""Trains the quotes model on free labels: `python -m training.quotes --data DATA --out models/quotes`."""

import sys
from pathlib import Path

from training.command import TaggerTask, fail, train_and_export, training_options
from training.corpora import QUOTE_TYPES, CorpusError, Labelled, cut_at_paragraphs, flattened, quotes_world
from training.tagging import Recipe

VERSION = "1.0.0"
GROUPS = {name.lower(): {name} for name in QUOTE_TYPES}


def flat_articles(articles: list[Labelled]) -> list[Labelled]:
    """Cut spans at paragraphs and keep the longest of those that overlap."""
    return [
        Labelled(article.name, article.text, flattened(cut_at_paragraphs(article.text, article.spans)))
        for article in articles
    ]


def quotes_task(data: Path) -> TaggerTask:
    """Return what the quotes model learns from (quotes-world, CC0) and how."""
    return TaggerTask(
        name="quotes",
        version=VERSION,
        layers=(QUOTE_TYPES,),
        window=128,
        train=flat_articles(quotes_world(data, "train")),
        dev=flat_articles(quotes_world(data, "dev")),
        groups=GROUPS,
        recipe=Recipe(epochs=8, seed=1),
    )


def main() -> int:
    """Train and export."""
    options = training_options("quotes", __doc__)
    try:
        train_and_export(quotes_task(options.data), options)
    except CorpusError as error:
        return fail(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
