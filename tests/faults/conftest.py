"""A cluster of its own for each fault test, and randomness that can be repeated."""

import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.support.service_process import ServiceProcess

GROUP = "faults"
SETTINGS: dict[str, Any] = {"consumer_group": GROUP, "delivery_timeout": 2, "retry_backoff_most": 0.5}


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Seeded randomness; the seed is printed with a failure and can be set by FAULTS_SEED."""
    seed = int(os.environ.get("FAULTS_SEED", "20260101"))
    print(f"{request.node.name}: FAULTS_SEED={seed}")
    return random.Random(seed)


Start = Callable[[Cluster], Awaitable[ServiceProcess]]
"""Starts one more process of the test service, in the consumer group of the faults."""


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts processes, none of which outlives the test."""
    started: list[ServiceProcess] = []

    async def start_one(cluster: Cluster) -> ServiceProcess:
        started.append(await ServiceProcess.start("FIRST_WORD", cluster.bootstrap_servers, **SETTINGS))
        return started[-1]

    yield start_one
    for process in started:
        await process.kill()


@pytest.fixture
async def one_broker() -> AsyncIterator[Cluster]:
    """A cluster of one broker, with the topics of the contract."""
    with Cluster() as cluster:
        await create_topics(cluster.bootstrap_servers, all_topics())
        yield cluster


@pytest.fixture
async def three_brokers() -> AsyncIterator[Cluster]:
    """A cluster of three brokers; the topics are on all of them and need two in sync."""
    with Cluster(brokers=3) as cluster:
        await create_topics(cluster.bootstrap_servers, all_topics(), replication=3)
        yield cluster
