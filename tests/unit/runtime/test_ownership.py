"""Partitions that go are committed first and forgotten then."""

from types import SimpleNamespace
from typing import Any

from services.runtime.metrics import Metrics
from services.runtime.ownership import Ownership
from services.runtime.window import Window
from tests.support.articles import record


async def test_what_is_finished_is_committed_before_the_rest_is_forgotten() -> None:
    steps: list[object] = []
    window = Window(articles=10, size=1000)
    for partition in (0, 1):
        entry = await window.admit(record(b"x", partition=partition, offset=4))
        assert entry is not None
        await window.finish(entry)

    async def commit(offsets: dict[int, int]) -> None:
        steps.append(("commit", offsets))

    async def forget(partitions: set[int]) -> None:
        steps.append(("forget", partitions))

    stream: Any = SimpleNamespace(commit=commit)
    processor: Any = SimpleNamespace(forget=forget)
    await Ownership(stream, window, processor, Metrics("entities")).revoked({1})
    assert steps == [("commit", {1: 5}), ("forget", {1})]


async def test_nothing_is_done_when_nothing_goes() -> None:
    nothing: Any = None
    await Ownership(nothing, nothing, nothing, nothing).revoked(set())
