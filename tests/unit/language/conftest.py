"""The shipped models, loaded once."""

from pathlib import Path

import pytest

from services.language.encoder import Encoder
from services.language.model_folder import ModelFolder
from services.language.pieces import PieceTokenizer
from services.language.tagger import Tagger

MODELS = Path(__file__).parents[3] / "models"


@pytest.fixture(scope="session")
def entities_folder() -> ModelFolder:
    return ModelFolder.load(MODELS / "entities", "entities")


@pytest.fixture(scope="session")
def tokenizer(entities_folder: ModelFolder) -> PieceTokenizer:
    return PieceTokenizer(entities_folder.file("tokenizer.json"))


@pytest.fixture(scope="session")
def encoder(entities_folder: ModelFolder) -> Encoder:
    return Encoder(entities_folder)


@pytest.fixture(scope="session", params=["entities", "quotes"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    return Tagger(ModelFolder.load(MODELS / request.param, request.param))
