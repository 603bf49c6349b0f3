"""Reading ahead in a thread, so that a slow disk or a waiting pipe does not hold up what is being delivered."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator, Iterable
from typing import TypeVar

T = TypeVar("T")


async def read_ahead(items: Iterable[T], *, most: int) -> AsyncGenerator[T, None]:
    """The items, in order, from a thread that is at most ``most`` of them ahead. What the iterable raises is raised.

    The thread is a daemon: one that waits for standard input must not keep the process from ending.
    """
    loop = asyncio.get_running_loop()
    ready: asyncio.Queue[tuple[bool, T | BaseException | None]] = asyncio.Queue()
    room = threading.Semaphore(most)
    abandoned = threading.Event()

    def hand_over(is_item: bool, value: T | BaseException | None) -> None:
        if not abandoned.is_set():
            loop.call_soon_threadsafe(ready.put_nowait, (is_item, value))

    def read() -> None:
        try:
            for item in items:
                room.acquire()
                if abandoned.is_set():
                    break
                hand_over(True, item)
            if isinstance(items, Generator):
                items.close()  # here, as what it holds may be bound to this thread
        except BaseException as error:  # noqa: BLE001 -- raised again on the other side
            hand_over(False, error)
        else:
            hand_over(False, None)

    threading.Thread(target=read, name="read-ahead", daemon=True).start()
    try:
        while True:
            is_item, value = await ready.get()
            if is_item:
                room.release()
                yield value  # type: ignore[misc]
            elif isinstance(value, BaseException):
                raise value
            else:
                return
    finally:
        abandoned.set()
        room.release()
