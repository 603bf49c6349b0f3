"""What several mutations share: the Faust application set up otherwise, and used as its documentation shows it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from unittest import mock

import faust

from services.runtime import stream
from services.runtime.handler import Outcome
from services.runtime.processor import Processor
from services.runtime.record import SourceRecord
from services.runtime.stream import ArticleStream
from tests.faults.mutations.mutation import replace


def with_settings(**settings: Any) -> None:
    """Give the application these settings over those of the runtime."""

    def make(original: Any) -> Any:
        @wraps(original)
        def init(self: Any, *arguments: Any, **options: Any) -> None:
            original(self, *arguments, **{**options, **settings})

        return init

    replace(faust.App, "__init__", make)


def with_the_producer() -> None:
    """Start Faust's own producer too."""
    mock.patch.object(stream._ConsumerOnly, "enable_kafka_producer", new=True).start()


def with_topic(**options: Any) -> None:
    """Declare the articles' topic with these options over those of the runtime."""

    def make(original: Any) -> Any:
        @wraps(original)
        def topic(self: Any, *names: str, **given: Any) -> Any:
            return original(self, *names, **{**given, **options})

        return topic

    replace(faust.App, "topic", make)


def with_commits_by_faust() -> None:
    """Let Faust count acknowledgements and commit by itself, every few seconds."""

    async def commit(self: Any, offsets: Mapping[int, int]) -> None:
        pass

    with_topic(acks=True)
    replace(ArticleStream, "commit", lambda _: commit)


def with_the_work_in_the_body(check: Callable[[Outcome], None]) -> None:
    """Analyze and publish in the agent's body, which any exception leaves; ``check`` may raise one more."""

    async def take(self: Processor, source: SourceRecord) -> None:
        outcome = await self._handler.handle(source)
        check(outcome)
        await self._delivery.send(outcome.record)

    with_commits_by_faust()
    replace(Processor, "take", lambda _: take)
