"""The quotes task as a service."""

from functools import partial
from pathlib import Path

from services.language.model_folder import ModelFolder
from services.quotes.analysis import TASK as NAME
from services.quotes.analysis import analyze
from services.quotes.model import QuotesModel
from services.runtime.task import Analyze, Task


def load(models_folder: Path) -> Analyze:
    """The language function with its model; runs once in each worker process."""
    return partial(analyze, model=QuotesModel.load(ModelFolder.load(models_folder / NAME, NAME)))


TASK = Task("quotes", load)
"""The quotes task: an article in, who said what out."""
