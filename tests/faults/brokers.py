"""Who does what in a cluster, and how to make a topic refuse what is written to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from schemas.kafka_topics import KafkaTopic
from services.broker.broker import Broker
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import admin_client


async def leaders(servers: str, topic: str) -> dict[int, int]:
    """The id of the broker that leads each partition, -1 where there is none."""
    async with admin_client(servers, patience=30) as client:
        (described,) = await client.describe_topics([topic])
    return {partition["partition"]: partition["leader"] for partition in described["partitions"]}


async def coordinator(cluster: Cluster, group: str) -> Broker:
    """The broker that coordinates a consumer group."""
    async with admin_client(cluster.bootstrap_servers, patience=30) as client:
        node: int = await client.find_coordinator(group)
    return cluster.brokers[node - 1]


def controller(cluster: Cluster) -> Broker:
    """The active controller: whom the brokers' own notes name for the newest epoch of their quorum.

    Kafka's metadata name any broker instead, since clients have no business with the controller (KIP-590).
    """
    notes = [
        json.loads((broker.log_file.parent / "data" / "__cluster_metadata-0" / "quorum-state").read_text())
        for broker in cluster.brokers
    ]
    newest = max((note for note in notes if note["leaderId"] > 0), key=lambda note: int(note["leaderEpoch"]))
    return cluster.brokers[int(newest["leaderId"]) - 1]


async def create_on(broker: Broker, topic: KafkaTopic) -> None:
    """Create a topic that is on one broker only: without that broker it has no leader."""
    placed = NewTopic(
        topic.name,
        -1,
        -1,
        replica_assignments={partition: [broker.node_id] for partition in range(topic.partitions)},
        topic_configs={**topic.configuration(), "min.insync.replicas": "1"},
    )
    async with admin_client(broker.bootstrap_servers, patience=30) as client:
        answer = await client.create_topics([placed])
    for _, code, *message in answer.topic_errors:
        assert code == 0, message


async def everyone_serves(cluster: Cluster) -> None:
    """Wait until each broker knows all of them."""
    everyone = frozenset(broker.node_id for broker in cluster.brokers)
    for broker in cluster.brokers:
        await asyncio.to_thread(broker.wait_until_ready, everyone)


@asynccontextmanager
async def refusing(servers: str, topic: KafkaTopic, *, copies: int = 3) -> AsyncIterator[None]:
    """Let a topic refuse all records for as long as fewer brokers than ``copies`` have it: NOT_ENOUGH_REPLICAS."""
    await _require_copies(servers, topic, copies)
    try:
        yield
    finally:
        await _require_copies(servers, topic, copies - 1)


async def _require_copies(servers: str, topic: KafkaTopic, copies: int) -> None:
    configuration = {**topic.configuration(), "min.insync.replicas": str(copies)}
    async with admin_client(servers, patience=30) as client:
        resource = ConfigResource(ConfigResourceType.TOPIC, topic.name, configs=configuration)
        (answer,) = await client.alter_configs([resource])
    for code, message, *_ in answer.resources:
        assert code == 0, message
