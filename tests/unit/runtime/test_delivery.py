"""Delivery keeps to what it says when whoever waits for it is cancelled."""

import asyncio
from typing import Any

import pytest

from services.runtime import delivery as module
from services.runtime.delivery import Delivery


class Client:
    """A producer whose start or end takes until the test lets it be."""

    def __init__(self, *_: object, **__: object) -> None:
        self.go_on = asyncio.Event()
        self.asked = asyncio.Event()
        self.aborted = self.stopped = False

    async def start(self) -> None:
        """Wait."""
        self.asked.set()
        await self.go_on.wait()

    async def stop(self) -> None:
        """Note it."""
        self.stopped = True

    async def abort(self) -> None:
        """Wait, and note it."""
        self.asked.set()
        await self.go_on.wait()
        self.aborted = True


async def test_a_producer_that_is_being_given_up_ends_though_nobody_waits_for_it_any_more() -> None:
    delivery, client = Delivery("127.0.0.1:1", client_id="test"), Client()
    failed: Any = client
    delivery._producer = failed
    giving_up = asyncio.create_task(delivery._give_up(failed))
    await client.asked.wait()
    giving_up.cancel()
    await asyncio.wait([giving_up])
    delivery._has_cancelled = True
    dropping = asyncio.create_task(delivery.drop_cancelled())
    await asyncio.sleep(0)
    assert not dropping.done()  # what was cancelled may still be delivered
    client.go_on.set()
    await dropping
    assert client.aborted


async def test_a_producer_whose_start_is_cancelled_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    clients: list[Client] = []

    def make(*_: object, **__: object) -> Client:
        clients.append(Client())
        return clients[-1]

    monkeypatch.setattr(module, "GuardedProducer", make)
    starting = asyncio.create_task(Delivery("127.0.0.1:1", client_id="test").start())
    await asyncio.sleep(0)
    await clients[0].asked.wait()
    starting.cancel()
    await asyncio.wait([starting])
    assert clients[0].stopped
