"""Delivery while the broker is away: what is given up is given up at once."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from schemas.kafka_topics import RESULTS
from services.broker.broker import Broker
from services.broker.cluster import Cluster
from services.runtime.delivery import Delivery
from services.runtime.kafka_admin import create_topics
from services.runtime.record import OutgoingRecord
from tests.support.records import outputs

pytestmark = pytest.mark.timeout(60)
TOPIC = RESULTS["entities"]


@pytest.fixture
async def broker() -> AsyncIterator[Broker]:
    """A broker of the test's own, with a topic to deliver to."""
    with Cluster() as cluster:
        await create_topics(cluster.bootstrap_servers, [TOPIC])
        yield cluster.brokers[0]


def record(key: bytes) -> OutgoingRecord:
    """A record with the same value as all others."""
    return OutgoingRecord(TOPIC.name, key, b"value", [])


@pytest.mark.parametrize(
    ("away", "back"),
    [pytest.param(Broker.suspend, Broker.resume, id="asleep"), pytest.param(Broker.kill, Broker.start, id="dead")],
)
async def test_a_cancelled_record_can_be_dropped_while_the_broker_is_away(
    broker: Broker, away: Callable[[Broker], None], back: Callable[[Broker], None], caplog: pytest.LogCaptureFixture
) -> None:
    delivery = Delivery(broker.bootstrap_servers, client_id="test", timeout=1)
    await delivery.start()
    await delivery.send(record(b"before"))
    await asyncio.to_thread(away, broker)
    cancelled = asyncio.create_task(delivery.send(record(b"cancelled")))
    while "Got error produce response" not in caplog.text:  # noqa: ASYNC110 -- aiokafka tells nothing but its log
        await asyncio.sleep(0.01)
    cancelled.cancel()
    await asyncio.wait([cancelled])
    await delivery.drop_cancelled()  # while the producer waits to hear where the leaders are now
    await asyncio.to_thread(back, broker)
    await delivery.send(record(b"after"))
    await delivery.stop()
    async with outputs(broker.bootstrap_servers, TOPIC.name, from_the_beginning=True) as output:
        keys = [each.key for each in await output.to_the_end()]
    assert keys.count(b"before") == keys.count(b"after") == 1
