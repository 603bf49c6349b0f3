"""Trains the quotes model that also learns from PolNeAR: `python -m training.quotes_polnear --start STATE`.

PolNeAR states no licence, so this model does not run unless a setting asks for it. It begins with the weights of the
model that learned from free labels (`build/training/quotes.pt`); a second run that starts with the weights of the
first, with another seed, makes it a little better.
"""

import sys
from dataclasses import replace
from pathlib import Path

from training.command import TaggerTask, run
from training.corpora import Labelled, entities_world, flattened_in_layers
from training.polnear import polnear
from training.quotes import GROUPS, LAYERS
from training.tagging import Recipe

VERSION = "1.1.0"


def polnear_task(data: Path) -> TaggerTask:
    """Return what the model learns from and how; articles of entities-world keep the names of speakers in its mind."""
    articles: list[Labelled] = []
    for number, text in enumerate(polnear(data, "train")):
        # Some texts were annotated by several people: each annotation counts as an article.
        articles.append(replace(text.labelled, name=f"{text.labelled.name} {number}"))
    articles += entities_world(data, "train")
    return TaggerTask(
        name="quotes-polnear",
        service="quotes",
        version=VERSION,
        layers=LAYERS,
        window=160,
        train=[flattened_in_layers(article, LAYERS) for article in articles],
        dev=[text.labelled for text in polnear(data, "dev")],
        groups=GROUPS,
        recipe=Recipe(epochs=4, seed=1),
    )


if __name__ == "__main__":
    sys.exit(run("quotes_polnear", __doc__, polnear_task))
