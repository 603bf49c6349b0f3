"""How partitions change hands in faust-streaming and aiokafka: eagerly, and in no other way.

A cooperative rebalance (KIP-429) would let a member keep what does not move. For that a member says in its metadata
what it owns, and revokes only what the new assignment takes from it. aiokafka does neither; so there is nothing to set.
"""

from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import aiokafka
import faust
import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.coordinator.protocol import ConsumerProtocol
from faust.assignor import PartitionAssignor
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread


def assignors(monkeypatch: pytest.MonkeyPatch, **settings: Any) -> list[Any]:
    """The assignors with which Faust creates its consumer."""
    app = faust.App("pinned", broker="kafka://127.0.0.1", store="memory://", **settings)
    created: dict[str, Any] = {}
    monkeypatch.setattr(aiokafka, "AIOKafkaConsumer", lambda **options: created.update(options))
    thread = MagicMock(app=app)
    thread.consumer.in_transaction = False
    AIOKafkaConsumerThread._create_worker_consumer(thread, MagicMock(url=[], default_port=9092))
    strategies: list[Any] = created["partition_assignment_strategy"]
    return strategies


def test_without_standby_tables_the_assignor_is_round_robin_and_no_setting_changes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = assignors(monkeypatch, table_standby_replicas=0, PartitionAssignor=MagicMock)
    assert chosen == [RoundRobinPartitionAssignor]


def test_with_standby_tables_it_is_fausts_own_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    (chosen,) = assignors(monkeypatch, table_standby_replicas=1)
    assert isinstance(chosen, PartitionAssignor)


def test_a_member_cannot_say_what_it_owns() -> None:
    assert ConsumerProtocol.METADATA.SCHEMA.names == ("version", "subscription", "user_data")


async def test_before_each_rejoin_everything_is_revoked() -> None:
    owned = {TopicPartition("news.articles.v1", partition) for partition in range(3)}
    coordinator = MagicMock(_enable_auto_commit=False)
    coordinator._subscription.listener.on_partitions_revoked.return_value = None
    coordinator._maybe_do_last_autocommit = GroupCoordinator._maybe_do_last_autocommit.__get__(coordinator)
    await GroupCoordinator._on_join_prepare(coordinator, SimpleNamespace(tps=owned))
    coordinator._subscription.listener.on_partitions_revoked.assert_called_once_with(owned)
