"""Topics that were made otherwise than this version's contract has them."""

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.kafka_topics import ARTICLES, RESULTS, KafkaTopic, all_topics
from services.broker.cluster import Cluster
from services.runtime.errors import ConfigurationError
from services.runtime.kafka_admin import create_topics
from tests.support.command import newsloom


async def _make(servers: str, topic: KafkaTopic, **changed: str) -> None:
    settings = {**topic.configuration(), **{name.replace("_", "."): value for name, value in changed.items()}}
    client = AIOKafkaAdminClient(bootstrap_servers=servers)
    await client.start()
    try:
        await client.create_topics([NewTopic(topic.name, 12, 1, topic_configs=settings)])
    finally:
        await client.close()


async def test_what_an_operator_may_choose_is_left_alone() -> None:
    with Cluster() as cluster:
        await _make(cluster.bootstrap_servers, ARTICLES, retention_ms="1000000", max_message_bytes="90000000")
        created = await create_topics(cluster.bootstrap_servers, all_topics())
    assert not created[ARTICLES.name]
    assert created[RESULTS["quotes"].name]


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"cleanup_policy": "delete"}, "cleanup.policy is delete"), ({"max_message_bytes": "1048588"}, "1048588")],
)
async def test_an_older_contract_on_a_topic_is_one_clear_line(changed: dict[str, str], named: str) -> None:
    topic = RESULTS["quotes"]
    with Cluster() as cluster:
        await _make(cluster.bootstrap_servers, topic, **changed)
        done = newsloom("topics", "create", kafka=cluster.bootstrap_servers)
        with pytest.raises(ConfigurationError, match=topic.name):
            await create_topics(cluster.bootstrap_servers, all_topics())
    assert done.returncode == 2
    assert topic.name in done.stderr
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1
