"""What waits before the window is bounded in bytes: pressure rises with whichever is nearer to its bound."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from mode.utils.queues import FlowControlEvent

from services.runtime.read_ahead import ReadAhead


def event(size: int, partition: int = 0, offset: int = 0) -> Any:
    """What Faust puts into its buffer for a record of so many bytes."""
    value = None if size == 1 else b"v" * (size - 1)
    return SimpleNamespace(message=SimpleNamespace(key=b"k", value=value, partition=partition, offset=offset))


class Fetching:
    """Whether Faust would fetch more of a partition."""

    def __init__(self) -> None:
        self.goes_on = True

    def stop(self) -> None:
        """Pressure is high."""
        self.goes_on = False

    def resume(self) -> None:
        """Pressure has dropped."""
        self.goes_on = True


@pytest.fixture
async def buffer() -> ReadAhead:
    """A buffer of ten records or a thousand bytes."""
    return ReadAhead(most_bytes=1000, maxsize=10, flow_control=FlowControlEvent(initially_suspended=False))


@pytest.mark.parametrize(("size", "held"), [(1, 9), (300, 4), (5000, 2)])
async def test_fetching_ends_at_the_nearer_bound_and_goes_on_when_there_is_room(
    buffer: ReadAhead, size: int, held: int
) -> None:
    fetching = Fetching()
    while fetching.goes_on:
        buffer.put_nowait_enhanced(event(size), on_pressure_high=fetching.stop, on_pressure_drop=fetching.resume)
    assert len(buffer._queue) == held
    assert buffer.bytes == held * size
    for _ in range(held):
        await buffer.get()
    assert buffer.bytes == 0
    with pytest.raises(asyncio.QueueEmpty):
        buffer.get_nowait()
    assert fetching.goes_on


async def test_a_single_record_above_the_bound_is_taken_and_given(buffer: ReadAhead) -> None:
    huge = event(10_000)
    buffer.put_nowait(huge)
    assert not buffer.empty()
    assert await buffer.get() is huge


async def test_what_is_cleared_in_a_rebalance_weighs_nothing(buffer: ReadAhead) -> None:
    buffer.put_nowait(event(900))
    buffer.clear()
    assert buffer.empty()
    assert (buffer.bytes, buffer.qsize()) == (0, 0)


async def test_it_knows_what_waits_of_each_partition_and_where_it_began(buffer: ReadAhead) -> None:
    for partition, offset in ((2, 7), (2, 8), (3, 4)):
        buffer.put_nowait(event(10, partition, offset))
    await buffer.get()
    assert (buffer.waiting[2], buffer.waiting[3], buffer.waiting[4]) == (1, 1, 0)
    assert buffer.first_offsets == {2: 7, 3: 4}
    buffer.clear()
    assert (buffer.waiting[2], buffer.first_offsets) == (0, {})
