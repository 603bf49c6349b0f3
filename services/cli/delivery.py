"""A connected producer for the commands that publish."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.errors import KafkaError

from services.runtime.delivery import Delivery
from services.runtime.errors import ConfigurationError
from services.runtime.settings import Settings


@asynccontextmanager
async def connected_delivery(settings: Settings, *, client_id: str, linger: float = 0.0) -> AsyncIterator[Delivery]:
    """A producer until the end of the block. Raises ``ConfigurationError`` when the cluster takes no records."""
    delivery = Delivery(
        settings.bootstrap_servers,
        client_id=client_id,
        timeout=settings.delivery_timeout,
        backoff=settings.retry_backoff,
        backoff_most=settings.retry_backoff_most,
        linger=linger,
    )
    try:
        await delivery.start()
    except KafkaError as error:
        raise ConfigurationError(f"the cluster at {settings.bootstrap_servers} takes no records: {error}") from error
    try:
        yield delivery
    finally:
        await delivery.stop()
