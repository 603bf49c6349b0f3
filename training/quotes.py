"""Trains the quotes model on free labels: `python -m training.quotes --data DATA --out models/quotes`.

One encoder learns sources, cues and contents, each as a layer of its own so that they may nest, and beside them the
names that speakers have.
"""

import sys
from pathlib import Path

from training.command import TaggerTask, run
from training.corpora import (
    ENTITY_TYPES,
    QUOTE_TYPES,
    entities_world,
    flattened_in_layers,
    merged,
    own_quotes,
    quotes_world,
)
from training.tagging import Recipe

VERSION = "2.1.0"
OWN_LABELS = Path(__file__).parent / "labels" / "quotes-train.jsonl"
LAYERS = (ENTITY_TYPES, *((name,) for name in QUOTE_TYPES))
GROUPS = {name.lower(): {name} for name in QUOTE_TYPES}


def quotes_task(data: Path) -> TaggerTask:
    """Return what the quotes model learns from (quotes-world, entities-world and labels of our own, CC0) and how."""
    articles = merged(
        entities_world(data, "train"), quotes_world(data, "train", repair=True), own_quotes(data, OWN_LABELS)
    )
    return TaggerTask(
        name="quotes",
        service="quotes",
        version=VERSION,
        layers=LAYERS,
        window=160,
        train=[flattened_in_layers(article, LAYERS) for article in articles],
        dev=quotes_world(data, "dev"),
        groups=GROUPS,
        recipe=Recipe(epochs=8, seed=1),
    )


if __name__ == "__main__":
    sys.exit(run("quotes", __doc__, quotes_task))
