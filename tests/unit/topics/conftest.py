"""The shipped topics model, loaded once."""

from pathlib import Path

import pytest

from services.topics.classifier import TopicsModel

MODEL_FOLDER = Path(__file__).parents[3] / "models" / "topics"


@pytest.fixture(scope="session")
def model() -> TopicsModel:
    return TopicsModel.load(MODEL_FOLDER)
