"""Trains the entities model that ships, on free labels: `python -m training.entities`."""

import sys
from pathlib import Path

from training.command import TaggerTask, run
from training.corpora import ENTITY_GROUPS, ENTITY_TYPES, entities_world, flattened_in_layers, own_entities
from training.tagging import Recipe

VERSION = "3.0.0"
OWN_LABELS = Path(__file__).parent / "labels" / "entities-train.jsonl"
LAYERS = (ENTITY_TYPES,)


def entities_task(data: Path) -> TaggerTask:
    """Return what the entities model learns from (entities-world and labels of our own, CC0) and how."""
    labelled = entities_world(data, "train") + own_entities(data, OWN_LABELS)
    return TaggerTask(
        name="entities",
        service="entities",
        version=VERSION,
        layers=LAYERS,
        window=192,
        train=[flattened_in_layers(article, LAYERS) for article in labelled],
        dev=entities_world(data, "dev"),
        groups=ENTITY_GROUPS,
        recipe=Recipe(epochs=6, seed=1),
    )


if __name__ == "__main__":
    sys.exit(run("entities", __doc__, entities_task))
