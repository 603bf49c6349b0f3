"""Lag is the records of a partition that are not finished, wherever in the process they are."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from services.runtime.lag import Lag
from services.runtime.metrics import Metrics
from services.runtime.window import Window
from tests.support.articles import record


def lag(window: Window, *, read_through: dict[int, int], first_read: dict[int, int]) -> dict[int, int]:
    """The lag of partition 0, which ends at offset 10."""
    stream: Any = SimpleNamespace(
        ends=lambda: {0: 10}, read_through=lambda: read_through, first_read=lambda: first_read
    )
    return Lag(stream, window, Metrics("entities")).by_partition()


@pytest.mark.parametrize(
    ("read_through", "first_read", "expected"),
    [
        pytest.param({}, {}, {}, id="nothing is known before the first fetch"),
        pytest.param({0: 10}, {}, {0: 0}, id="read to the end, of a partition without records"),
        pytest.param({}, {0: 4}, {0: 6}, id="what waits in the buffer counts from the first record"),
        pytest.param({0: 8}, {0: 4}, {0: 2}, id="what is not fetched yet counts"),
    ],
)
def test_before_anything_is_taken(
    read_through: dict[int, int], first_read: dict[int, int], expected: dict[int, int]
) -> None:
    assert lag(Window(articles=2, size=100), read_through=read_through, first_read=first_read) == expected


async def test_what_was_taken_counts_until_it_is_finished() -> None:
    window = Window(articles=2, size=1000)
    entry = await window.admit(record(b"x", offset=4))
    assert lag(window, read_through={0: 10}, first_read={0: 4}) == {0: 6}
    assert entry is not None
    await window.finish(entry)
    assert lag(window, read_through={}, first_read={0: 4}) == {0: 5}
    assert lag(window, read_through={0: 10}, first_read={0: 4}) == {0: 0}


async def test_a_record_that_waits_for_room_is_not_finished() -> None:
    window = Window(articles=1, size=1000)
    await window.admit(record(b"x", offset=4, partition=1))
    arriving = asyncio.create_task(window.admit(record(b"x", offset=9)))
    await asyncio.sleep(0)
    assert lag(window, read_through={0: 10}, first_read={0: 9}) == {0: 1}
    arriving.cancel()
