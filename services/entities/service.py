"""The entities task as a service."""

from functools import partial
from pathlib import Path

from services.entities.analysis import TASK as NAME
from services.entities.analysis import analyze
from services.entities.model import EntitiesModel
from services.language.model_folder import ModelFolder
from services.runtime.task import Analyze, Task


def load(models_folder: Path) -> Analyze:
    """The language function with its model; runs once in each worker process."""
    return partial(analyze, model=EntitiesModel.load(ModelFolder.load(models_folder / NAME, NAME)))


TASK = Task("entities", load)
"""The entities task: an article in, who and what it names out."""
