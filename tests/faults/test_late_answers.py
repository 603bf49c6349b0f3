"""A broker that answers too late: the client has given up waiting, and the broker has got the request all the same."""

import asyncio
from collections import Counter

import pytest

from schemas.kafka_topics import RESULTS
from services.broker.cluster import Cluster
from services.runtime.delivery import Delivery
from services.runtime.record import OutgoingRecord
from tests.support.records import outputs

pytestmark = pytest.mark.timeout(60)
SECONDS = 2.0


async def test_what_was_sent_into_the_silence_of_a_broker_is_there_once(one_broker: Cluster) -> None:
    servers, (broker,) = one_broker.bootstrap_servers, one_broker.brokers
    records = [OutgoingRecord(RESULTS["entities"].name, f"a-{number}".encode(), b"{}", []) for number in range(40)]
    delivery = Delivery(servers, client_id="test", timeout=SECONDS, backoff_most=0.5)
    await delivery.start()
    try:
        await delivery.send(records[0])  # it knows the leaders now, and asks nobody before it sends
        broker.suspend()
        sending = [asyncio.create_task(delivery.send(record)) for record in records[1:]]
        await asyncio.sleep(1.5 * SECONDS)  # the fault is this time: the requests are given up and sent again
        broker.resume()
        await asyncio.gather(*sending)
    finally:
        await delivery.stop()
    async with outputs(servers, from_the_beginning=True) as output:
        found = Counter(record.key for record in await output.to_the_end())
    assert found == Counter(record.key for record in records)
