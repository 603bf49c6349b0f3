"""Three brokers: any one of them may die."""

import asyncio

from services.broker.cluster import Cluster
from tests.integration.broker.letters import leader, make_topic, publish, values


async def test_the_cluster_goes_on_without_the_leader_and_takes_it_back() -> None:
    async with Cluster(brokers=3) as cluster:
        servers = cluster.bootstrap_servers
        await make_topic(servers)
        await publish(servers, b"with three")

        dead = cluster.brokers[await leader(servers) - 1]
        await asyncio.to_thread(dead.kill)
        await publish(servers, b"with two")
        assert await leader(servers) != dead.node_id
        assert await values(servers) == [b"with three", b"with two"]

        await asyncio.to_thread(dead.start)
        everyone = frozenset(broker.node_id for broker in cluster.brokers)
        for broker in cluster.brokers:
            await asyncio.to_thread(broker.wait_until_ready, everyone)
        await publish(servers, b"with three again")
        assert await values(servers) == [b"with three", b"with two", b"with three again"]
