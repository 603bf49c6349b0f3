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
        await asyncio.wait([sending])
        self._message_accumulator.fail_all(KafkaError("the producer was given up"))
