"""One look at the cluster: brokers, partitions, offsets, and how far each consumer group is behind."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code

from schemas.kafka_topics import ARTICLES
from services.observer.metrics import ObserverMetrics

_STATES = ("online", "under_replicated", "offline")


async def look(
    client: AIOKafkaAdminClient,
    consumer: AIOKafkaConsumer,
    *,
    topics: Collection[str],
    groups: Sequence[str],
    metrics: ObserverMetrics,
) -> None:
    """Set the metrics of the cluster from what it answers now. Raises ``KafkaError`` when it does not."""
    described = [topic for topic in await client.describe_topics() if topic["topic"] in topics]
    partitions = [TopicPartition(t["topic"], p["partition"]) for t in described for p in t["partitions"]]
    brokers = (await client.describe_cluster())["brokers"]
    # Before the ends: what is committed in between is then never ahead of them.
    committed = {group: await client.list_consumer_group_offsets(group) for group in groups}
    members = {group: await _members(client, group) for group in groups}
    starts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)

    metrics.look_succeeded(len(brokers))
    for topic in described:
        states = Counter(_state(partition) for partition in topic["partitions"])
        for state in _STATES:
            metrics.partitions.labels(topic["topic"], state).set(states[state])
    for partition in partitions:
        labels = (partition.topic, str(partition.partition))
        metrics.start_offset.labels(*labels).set(starts[partition])
        metrics.end_offset.labels(*labels).set(ends[partition])
    for group in groups:
        metrics.members.labels(group).set(members[group])
        for partition in partitions:
            if partition.topic == ARTICLES.name:
                known = committed[group].get(partition)
                # A group that has committed nothing begins with the oldest record; so does one that was away too long.
                reached = max(known.offset if known else 0, starts[partition])
                lag = max(0, ends[partition] - reached)
                metrics.lag.labels(group, str(partition.partition)).set(lag)


def _state(partition: dict[str, Any]) -> str:
    if partition["leader"] < 0:
        return "offline"
    return "online" if len(partition["isr"]) == len(partition["replicas"]) else "under_replicated"


async def _members(client: AIOKafkaAdminClient, group: str) -> int:
    (response,) = await client.describe_consumer_groups([group])
    (described,) = response.to_object()["groups"]
    if described["error_code"]:
        raise for_code(described["error_code"])(f"group {group}")
    return len(described["members"])
