"""Records of a real Kafka, read and written by tests."""

import asyncio
from collections.abc import Sequence

from services.runtime.delivery import Delivery
from services.runtime.reading import Record, read_to_end
from services.runtime.record import OutgoingRecord


def records_of(kafka: str, topic: str, key: str) -> list[Record]:
    """The records of one key that a topic holds, in their order."""

    async def read() -> list[Record]:
        return [record async for record in read_to_end(kafka, [topic], patience=10) if record.key == key.encode()]

    return asyncio.run(read())


def deliver(kafka: str, records: Sequence[OutgoingRecord]) -> None:
    """Publish records one after the other."""

    async def send() -> None:
        delivery = Delivery(kafka, client_id="test")
        await delivery.start()
        try:
            for record in records:
                await delivery.send(record)
        finally:
            await delivery.stop()

    asyncio.run(send())
