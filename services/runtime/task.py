"""What a service hands to the runtime: its name, and how to get its language function."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemas.article import Article
from schemas.kafka_topics import ServiceName
from schemas.result import Result

Analyze = Callable[[Article], Result]
"""A language function with its model: pure, so the same article gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Task:
    """``load(models_folder)`` runs once in each worker process; it must be importable by name (it is pickled)."""

    name: ServiceName
    load: Callable[[Path], Analyze]
