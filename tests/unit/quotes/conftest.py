"""The shipped quotes model, loaded once."""

from pathlib import Path

import pytest

from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger


@pytest.fixture(scope="session")
def model() -> Tagger:
    return Tagger(ModelFolder.load(Path(__file__).parents[3] / "models" / "quotes", "quotes"))
