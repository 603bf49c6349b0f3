"""Articles that wait in their worker until the test lets them go on: slow ones, without a clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Checkpoint:
    """``body`` is the text of an article with which the task ``FIRST_WORD`` waits until the checkpoint is open."""

    def __init__(self) -> None:
        self.body = ""
        self._open = asyncio.Event()
        self._arrivals: asyncio.Queue[None] = asyncio.Queue()

    async def arrival(self) -> None:
        """Wait until one more worker has begun with such an article."""
        await self._arrivals.get()

    def open(self) -> None:
        """Let go on what waits, and whatever comes."""
        self._open.set()

    async def _hold(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._arrivals.put_nowait(None)
        await self._open.wait()
        writer.close()


@asynccontextmanager
async def checkpoint() -> AsyncIterator[Checkpoint]:
    """A checkpoint that is closed at first, and there until the end of the block."""
    place = Checkpoint()
    server = await asyncio.start_server(place._hold, "127.0.0.1", 0)
    place.body = f"WAIT {server.sockets[0].getsockname()[1]} is the port to ask at."
    try:
        yield place
    finally:
        place.open()
        server.close()
