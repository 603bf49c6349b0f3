"""Trains the entities model on free labels: `python -m training.entities --data DATA --out models/entities`."""

import sys
from pathlib import Path

from training.command import TaggerTask, fail, train_and_export, training_options
from training.corpora import ENTITY_TYPES, CorpusError, entities_world, flattened_in_layers
from training.tagging import Recipe

VERSION = "1.0.0"
LAYERS = (ENTITY_TYPES,)
MAIN_TYPES = {"PERSON", "ORG", "LOC", "NORP"}
GROUPS = {"all nine types": set(ENTITY_TYPES), "PERSON ORG LOC NORP": MAIN_TYPES} | {
    name: {name} for name in ENTITY_TYPES
}


def entities_task(data: Path) -> TaggerTask:
    """Return what the entities model learns from (entities-world, CC0) and how."""
    return TaggerTask(
        name="entities",
        service="entities",
        version=VERSION,
        layers=LAYERS,
        window=192,
        train=[flattened_in_layers(article, LAYERS) for article in entities_world(data, "train")],
        dev=entities_world(data, "dev"),
        groups=GROUPS,
        recipe=Recipe(epochs=8, seed=1),
    )


def main() -> int:
    """Train and export."""
    options = training_options("entities", __doc__)
    try:
        train_and_export(entities_task(options.data), options)
    except CorpusError as error:
        return fail(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
