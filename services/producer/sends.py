"""Sends in flight: many at once for speed, a bounded number for memory, one a key for order."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Sends:
    """At most ``most`` sends or ``most_bytes`` in flight; one larger than that goes alone.

    No key has two in flight, so that two versions of an article arrive in their order whatever is retried.
    """

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._keys: dict[bytes, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()
        self._failure: BaseException | None = None

    async def add(self, key: bytes, size: int, send: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start ``send`` when there is room for its ``size`` bytes. Raises what an earlier send raised."""
        while not self._has_room_for(key, size):
            self._changed.clear()
            await self._changed.wait()
        self._raise_failure()
        self._bytes += size
        task = asyncio.create_task(send())
        self._keys[key] = task
        task.add_done_callback(lambda done: self._finish(key, size, done))

    async def drain(self) -> None:
        """Wait until nothing is in flight. Raises what a send raised."""
        while self._keys and self._failure is None:
            self._changed.clear()
            await self._changed.wait()
        self._raise_failure()

    async def cancel(self) -> None:
        """Give up what is in flight."""
        tasks = list(self._keys.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _has_room_for(self, key: bytes, size: int) -> bool:
        if self._failure is not None or not self._keys:
            return True
        return key not in self._keys and len(self._keys) < self._most and self._bytes + size <= self._most_bytes

    def _finish(self, key: bytes, size: int, done: "asyncio.Future[None]") -> None:
        del self._keys[key]
        self._bytes -= size
        if not done.cancelled() and done.exception() is not None:
            self._failure = self._failure or done.exception()
        self._changed.set()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
