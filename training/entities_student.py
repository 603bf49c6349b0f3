"""Trains the entities model that ships: `python -m training.entities_student --start build/training/entities-3.pt`.

It learns from entities-world, twice an epoch, and from what three models that learned from that alone have labelled in
other articles (`training.self_training`). It begins with the weights of one of them.
"""

import sys
from dataclasses import replace
from pathlib import Path

from training.command import TaggerTask, run
from training.corpora import flattened_in_layers
from training.entities import LAYERS, entities_task
from training.self_training import machine_labels
from training.tagging import Recipe


def student_task(data: Path) -> TaggerTask:
    """Return what the student learns from and how."""
    task = entities_task(data)
    again = [replace(article, name=f"{article.name} again") for article in task.train]
    machine = [flattened_in_layers(article, LAYERS) for article in machine_labels(data)]
    return replace(task, train=[*task.train, *again, *machine], recipe=Recipe(epochs=4, seed=4))


if __name__ == "__main__":
    sys.exit(run("entities_student", __doc__, student_task))
