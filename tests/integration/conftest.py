"""One real Kafka for all integration tests; each test has its own consumer group and keys on it."""

import asyncio
from collections.abc import Iterator

import pytest

from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """The bootstrap servers of a broker that has the topics of the contract."""
    with Cluster() as cluster:
        asyncio.run(create_topics(cluster.bootstrap_servers, all_topics()))
        yield cluster.bootstrap_servers
