"""The shipped entities model, loaded once."""

from pathlib import Path

import pytest

from services.entities.model import EntitiesModel
from services.language.model_folder import ModelFolder


@pytest.fixture(scope="session")
def model() -> EntitiesModel:
    return EntitiesModel.load(ModelFolder.load(Path(__file__).parents[3] / "models" / "entities", "entities"))
