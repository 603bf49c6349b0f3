"""The models that the quotes service can be set to."""

from pathlib import Path

import pytest

from schemas.article import Article
from schemas.quotes import Quotes
from services.quotes.service import load

MODELS = Path(__file__).parents[3] / "models"


@pytest.mark.parametrize(("folder", "name"), [(MODELS, "quotes-2."), (MODELS / "polnear", "quotes-polnear-1.")])
def test_each_folder_of_models_has_one_that_reads_quotations(folder: Path, name: str) -> None:
    found = load(folder)(Article(id="lake", headline="", body="Mayor Ana Souza said: “The lake is frozen.”"))
    assert isinstance(found, Quotes)
    assert found.model.startswith(name)
    assert [quote.speaker and quote.speaker.name for quote in found.quotes] == ["Ana Souza"]
