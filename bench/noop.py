"""A service that does nothing, to see what streaming costs: ``python -m bench.noop`` runs it as a process."""

from pathlib import Path

from schemas.article import Article
from schemas.entities import Entities
from schemas.identity import result_id
from services.runtime.service import run_service
from services.runtime.settings import Settings
from services.runtime.task import Analyze, Task


def nothing(article: Article) -> Entities:
    """An event without entities."""
    return Entities(
        id=result_id("entities", article, "noop-1.0.0"),
        article_id=article.id,
        article_version=article.version,
        model="noop-1.0.0",
        entities=(),
    )


def load(_models_folder: Path) -> Analyze:
    """No model."""
    return nothing


TASK = Task("entities", load)

if __name__ == "__main__":
    run_service(TASK, Settings.load())
