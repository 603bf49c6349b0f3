"""The breaker: opens when dead letters are both many and most of what comes out, and stays open."""

import asyncio

import pytest

from services.runtime.breaker import Breaker


async def outcomes(breaker: Breaker, pattern: str) -> int:
    """Show it results (.) and dead letters (x); returns how many dead letters it has let through."""
    passed = 0
    for outcome in pattern:
        if outcome == ".":
            breaker.saw_a_result()
        else:
            breaker.saw_a_dead_letter()
            passing = asyncio.create_task(breaker.passes())
            await asyncio.sleep(0)
            passed += passing.done()
            passing.cancel()
    return passed


@pytest.mark.parametrize(
    ("pattern", "passed"),
    [
        ("xx", 2),  # not enough of them yet
        ("xxx", 2),
        ("xxxxx", 2),
        ("...xxx", 2),  # three of six
        ("....xxx", 3),  # three of seven are less than half
        ("....xxxx", 3),
        ("xx...........xx", 4),  # the first two are too long ago
        ("xxx.....", 2),
    ],
)
async def test_it_opens_at_the_count_and_the_share(pattern: str, passed: int) -> None:
    assert await outcomes(Breaker(window=10, count=3, share=0.5), pattern) == passed


async def test_once_open_it_stays_open_and_has_told_once() -> None:
    told: list[bool] = []
    breaker = Breaker(window=4, count=2, share=0.5, on_open=lambda: told.append(True))
    await outcomes(breaker, "xxx")
    assert await outcomes(breaker, "........x") == 0
    assert breaker.is_open
    assert told == [True]


async def test_it_can_be_switched_off() -> None:
    assert await outcomes(Breaker(window=10, count=0, share=0.5), "x" * 30) == 30
