"""The shipped quotes model, loaded once."""

from pathlib import Path

import pytest

from services.language.model_folder import ModelFolder
from services.quotes.model import QuotesModel


@pytest.fixture(scope="session")
def model() -> QuotesModel:
    return QuotesModel.load(ModelFolder.load(Path(__file__).parents[3] / "models" / "quotes", "quotes"))
