"""The topics task as a service."""

from functools import partial
from pathlib import Path

from services.runtime.task import Analyze, Task
from services.topics.analysis import analyze
from services.topics.classifier import TopicsModel


def load(models_folder: Path) -> Analyze:
    """The language function with its model; runs once in each worker process."""
    return partial(analyze, model=TopicsModel.load(models_folder / "topics"))


TASK = Task("topics", load)
