"""The window lets offsets be committed in order, publishes a key in order, and is bounded."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.window import Entry, Window
from tests.support.articles import record

Admit = Callable[..., Awaitable[Entry]]
"""Admits a record by its offset; see ``window_with``."""


def window_with(articles: int = 100, size: int = 1_000_000, ahead: int = 100) -> tuple[Window, Admit]:
    """A window, and a function that admits a record to it."""
    window = Window(articles=articles, size=size, ahead=ahead)

    async def admit(offset: int, partition: int = 0, key: bytes = b"", value: bytes = b"x") -> Entry:
        source = record(value, key=key or str(offset).encode(), partition=partition, offset=offset)
        entry = await window.admit(source)
        assert entry is not None
        return entry

    return window, admit


async def test_a_later_record_waits_for_the_one_before_it() -> None:
    window, admit = window_with()
    first, second = await admit(4), await admit(5)
    await window.finish(second)
    assert window.following == {0: 4}
    await window.finish(first)
    assert window.following == {0: 6}


async def test_partitions_do_not_wait_for_each_other() -> None:
    window, admit = window_with()
    await admit(1, partition=0)
    await window.finish(await admit(7, partition=1))
    assert window.following == {0: 1, 1: 8}


@given(order=st.permutations(range(12)))
def test_any_order_of_finishing_commits_no_more_than_the_finished_prefix(order: list[int]) -> None:
    async def run() -> dict[int, int]:
        window, admit = window_with()
        entries = [await admit(offset) for offset in range(12)]
        for count, position in enumerate(order, start=1):
            await window.finish(entries[position])
            finished = set(order[:count])
            prefix = next((offset for offset in range(12) if offset not in finished), 12)
            assert window.following == {0: prefix}
        return window.following

    assert asyncio.run(run()) == {0: 12}


async def test_a_key_is_published_in_the_order_of_its_offsets() -> None:
    window, admit = window_with()
    first, second = await admit(0, key=b"same"), await admit(1, key=b"same")
    other = await admit(2, key=b"other")
    turn = asyncio.create_task(second.turn())
    assert await other.turn()
    await asyncio.sleep(0)
    assert not turn.done()
    await window.finish(first)
    assert await turn


async def test_it_admits_no_more_articles_than_it_may() -> None:
    window, admit = window_with(articles=2)
    first, _ = await admit(0), await admit(1)
    third = asyncio.ensure_future(admit(2))
    await asyncio.sleep(0)
    assert not third.done()
    await window.finish(first)
    assert (await third).offset == 2


async def test_it_admits_no_more_bytes_than_it_may_except_a_single_large_record() -> None:
    window, admit = window_with(size=100)
    large = await admit(0, value=b"x" * 1000)
    second = asyncio.ensure_future(admit(1))
    await asyncio.sleep(0)
    assert not second.done()
    await window.finish(large)
    await second
    assert window.articles == 1


async def test_a_long_article_takes_the_room_of_one_however_many_are_finished_behind_it() -> None:
    window, admit = window_with(articles=2)
    long = await admit(0)
    for offset in range(1, 50):
        await window.finish(await admit(offset))
    assert window.articles == 1
    assert window.following == {0: 0}
    await window.finish(long)
    assert window.following == {0: 50}


async def test_what_is_finished_behind_a_long_article_is_bounded() -> None:
    window, admit = window_with(ahead=3)
    long = await admit(0)
    for offset in (1, 2):
        await window.finish(await admit(offset))
    fourth = asyncio.ensure_future(admit(3))
    await asyncio.sleep(0)
    assert not fourth.done()
    await window.finish(await admit(0, partition=1))  # others are not concerned
    await window.finish(long)
    await fourth


async def test_what_is_finished_and_then_forgotten_frees_its_room_once() -> None:
    window, admit = window_with()
    await admit(0)
    await window.finish(await admit(1))
    await window.forget({0})
    assert (window.articles, window.bytes) == (0, 0)


async def test_what_is_forgotten_is_neither_published_nor_committed() -> None:
    window, admit = window_with(articles=2)
    first, second = await admit(0, key=b"k"), await admit(1, key=b"k")
    waiting = asyncio.create_task(second.turn())
    await window.forget({0})
    assert await waiting is False
    await window.finish(first)
    assert (window.articles, window.bytes, window.following) == (0, 0, {})
    await window.finish(await admit(0, key=b"k"))
    assert window.following == {0: 1}


@pytest.mark.parametrize("partition", [0, 1])
async def test_only_the_revoked_partition_is_forgotten(partition: int) -> None:
    window, admit = window_with()
    entries = [await admit(0, partition=0), await admit(0, partition=1)]
    await window.forget({1 - partition})
    await window.finish(entries[partition])
    assert window.following == {partition: 1}
    assert window.articles == 0


async def test_a_record_whose_partition_is_revoked_while_it_waits_is_not_admitted() -> None:
    window, admit = window_with(articles=1)
    await admit(4)
    waiting = asyncio.create_task(window.admit(record(b"x", offset=5)))
    await asyncio.sleep(0)
    await window.forget({0})
    assert await waiting is None
    await window.finish(await admit(4))
    assert window.following == {0: 5}


async def test_what_is_finished_leaves_nothing_behind() -> None:
    window, admit = window_with()
    entries = [await admit(offset, key=b"same") for offset in range(3)]
    for entry in entries:
        assert await entry.turn()
        await window.finish(entry)
    assert window._newest_of_key == {}
    assert [entry.before for entry in entries] == [None, None, None]
