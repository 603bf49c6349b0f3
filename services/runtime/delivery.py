"""Delivery: a record is delivered when every in-sync replica has it, and not before."""

import asyncio
from collections.abc import Callable

import structlog
from aiokafka.errors import (
    BrokerResponseError,
    DuplicateSequenceNumber,
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    KafkaError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    RecordListTooLargeError,
    UnknownProducerId,
)

from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.guarded_producer import GuardedProducer
from services.runtime.record import OutgoingRecord

_MENDED_BY_A_NEW_PRODUCER = (
    DuplicateSequenceNumber,
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    UnknownProducerId,
)
_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)

log = structlog.get_logger()


class Delivery:
    """An idempotent producer with acks from all in-sync replicas that tries until a record is delivered.

    Faust's own producer is neither awaited nor idempotent, hence this one. Durations are seconds. ``most_bytes`` bounds
    a request before compression and is far above what topics take after it: the broker is to judge what is too large,
    and a record that came in compressed goes to the dead letters as it came. While ``may_write`` says no, records wait.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        *,
        client_id: str,
        timeout: float = 10.0,
        backoff: float = 0.2,
        backoff_most: float = 10.0,
        most_bytes: int = 2**31 - 1,
        linger: float = 0.0,
        may_write: Callable[[], bool] = lambda: True,
    ) -> None:
        self._options = {
            "bootstrap_servers": bootstrap_servers,
            "client_id": client_id,
            "acks": "all",
            "enable_idempotence": True,
            "compression_type": "zstd",
            "request_timeout_ms": int(timeout * 1000),
            "retry_backoff_ms": 100,
            "linger_ms": int(linger * 1000),
            "max_request_size": most_bytes,
            "max_batch_size": 128 * 1024,
        }
        self._backoff = backoff
        self._backoff_most = backoff_most
        self._may_write = may_write
        self._producer: GuardedProducer | None = None
        self._renewal = asyncio.Lock()
        self._timeout = timeout
        self.late = 0
        """Records that have waited for their delivery for longer than ``timeout``."""
        self._has_cancelled = False
        self._ending: asyncio.Task[None] | None = None
        """The end of the producer that was given up last."""

    @property
    def is_late(self) -> bool:
        """Whether some record has waited for its delivery for longer than ``timeout``."""
        return self.late > 0

    async def start(self) -> None:
        """Connect. Raises aiokafka's ``KafkaError`` when no broker answers."""
        await self._connect()

    async def stop(self) -> None:
        """Deliver what is still awaited, and close the connection."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    async def send(self, record: OutgoingRecord) -> None:
        """Return when ``record`` is delivered; wait and try again for as long as that takes.

        Raises ``InvalidRecord`` when it is larger than the topic takes, and ``FatalError`` when trying again is
        hopeless (a name that is no topic's, no permission). If it is cancelled, the record may still be delivered.
        """
        sending = asyncio.create_task(self._send_until_delivered(record))
        try:
            # The idempotent producer itself tries a batch again for ever, without a word: time tells that it waits.
            await asyncio.wait([sending], timeout=self._timeout)
            if not sending.done():
                await self._wait_longer(record, sending)
        finally:
            self._has_cancelled |= sending.cancel()
        await sending

    async def drop_cancelled(self) -> None:
        """Give up for good what was handed over by a ``send`` that was cancelled since the last call.

        Whatever else is under way is sent once more, by a new producer.
        """
        if self._has_cancelled:
            self._has_cancelled = False
            await self._give_up(self._producer)

    async def _wait_longer(self, record: OutgoingRecord, sending: asyncio.Task[None]) -> None:
        log.warning("delivery is late", topic=record.topic, seconds=self._timeout)
        self.late += 1
        try:
            await asyncio.wait([sending])
        finally:
            self.late -= 1

    async def _send_until_delivered(self, record: OutgoingRecord) -> None:
        pause = self._backoff
        while True:
            producer = None
            try:
                producer = await self._connected()
                await producer.send_and_wait(
                    record.topic, record.value, key=record.key, headers=record.headers, partition=record.partition
                )
            except _TOO_LARGE as error:
                raise InvalidRecord("result-too-large", f"{len(record.value or b'')} bytes: {error}") from error
            except UnicodeEncodeError as error:
                raise FatalError(f"cannot deliver to {record.topic}: a header name is not UTF-8") from error
            except (KafkaError, OSError) as error:
                if _is_hopeless(error):
                    raise FatalError(f"cannot deliver to {record.topic}: {error!r}") from error
                log.warning("delivery failed", topic=record.topic, error=repr(error), next_try_in_seconds=pause)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, self._backoff_most)
            await self._give_up(producer)

    async def _connect(self) -> GuardedProducer:
        producer = GuardedProducer(self._may_write, **self._options)
        try:
            await producer.start()
        except BaseException:  # also when whoever wanted to send has been cancelled meanwhile
            await producer.stop()
            raise
        self._producer = producer
        return producer

    async def _connected(self) -> GuardedProducer:
        async with self._renewal:
            return self._producer or await self._connect()

    async def _give_up(self, failed: GuardedProducer | None) -> None:
        # After a lost batch the broker may refuse the idempotent producer's next sequence numbers for good
        # (OutOfOrderSequenceNumber); a new producer starts new ones. The first that failed gives it up for all.
        async with self._renewal:
            if failed is not None and self._producer is failed:
                self._producer = None
                self._ending = asyncio.create_task(failed.abort())
            # A task of its own, for whoever waits for it may be cancelled, and half an end would let records through.
            if self._ending is not None:
                await asyncio.shield(self._ending)


def _is_hopeless(error: Exception) -> bool:
    """Whether the broker refuses for good: no permission, a policy, a name that is no topic's."""
    return (
        isinstance(error, BrokerResponseError)
        and not error.retriable
        and not isinstance(error, _MENDED_BY_A_NEW_PRODUCER)
    )
