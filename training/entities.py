"""Trains an entities model on free labels, a teacher of `training.entities_student`: `python -m training.entities`."""

import sys
from pathlib import Path

from training.command import TaggerTask, run
from training.corpora import ENTITY_TYPES, entities_world, flattened_in_layers
from training.tagging import Recipe

VERSION = "2.0.0"
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


if __name__ == "__main__":
    sys.exit(run("entities", __doc__, entities_task))
