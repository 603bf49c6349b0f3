"""aiokafka's producer with two things that it lacks: leave to write, asked at the last moment, and an end at once."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, NodeNotReadyError
from aiokafka.protocol.produce import ProduceRequest


class GuardedProducer(AIOKafkaProducer):  # type: ignore[misc]  # aiokafka is not typed
    """Writes records only while ``may_write`` says so, asked directly before each request goes to a socket.

    A check any earlier has a gap: between the hand-over of a record and its request, while the one before is answered,
    a frozen process can sleep for as long as it likes. ``options`` are aiokafka's.
    """

    def __init__(self, may_write: Callable[[], bool], **options: Any) -> None:
        super().__init__(**options)
        send = self.client.send

        async def guarded(node_id: int, request: Any, **how: Any) -> Any:
            if isinstance(request, ProduceRequest) and not may_write():
                raise NodeNotReadyError("no leave to write")  # the idempotent producer pauses shortly and asks again
            return await send(node_id, request, **how)

        self.client.send = guarded

    async def abort(self) -> None:
        """End without the flush of ``stop``, which waits for absent brokers; what is not delivered fails."""
        self._closed = True
        sending = self._sender.sender_task
        sending.cancel()
        await self.client.close()  # ends the requests under way, for which the sender waits
        self._end_waits_for_metadata()
        await asyncio.wait([sending])
        self._message_accumulator.fail_all(KafkaError("the producer was given up"))

    def _end_waits_for_metadata(self) -> None:
        # Before it tries a batch again, the sender waits to hear where the leaders are now. A closed client asks no
        # more and leaves that wait without an end; with a broker that sleeps, the sender would never end either.
        async def no_wait() -> None:
            pass

        self.client._maybe_wait_metadata = no_wait
        update = self.client._md_update_fut
        if update is not None and not update.done():
            update.set_result(False)
