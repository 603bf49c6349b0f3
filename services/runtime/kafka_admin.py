"""The topics on the cluster: created on purpose, from the contract's table, and checked at each start."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from schemas.kafka_topics import KafkaTopic
from services.runtime.errors import ConfigurationError

_PAUSE = 0.3
_GRACE = 3.0


@asynccontextmanager
async def admin_client(bootstrap_servers: str, *, patience: float) -> AsyncIterator[AIOKafkaAdminClient]:
    """A connected admin client. Tries for ``patience`` seconds, then raises ``ConfigurationError``."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while True:
        client = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, request_timeout_ms=10_000)
        try:
            await client.start()
            break
        except (KafkaError, OSError) as error:
            await client.close()
            if loop.time() >= deadline:
                raise ConfigurationError(
                    f"NEWSLOOM_BOOTSTRAP_SERVERS: no Kafka answers at {bootstrap_servers}"
                ) from error
            await asyncio.sleep(_PAUSE)
    try:
        yield client
    except KafkaError as error:
        raise ConfigurationError(f"the cluster at {bootstrap_servers} does not answer: {error!r}") from error
    finally:
        await client.close()


async def create_topics(
    bootstrap_servers: str, topics: Iterable[KafkaTopic], *, replication: int | None = None, patience: float = 30.0
) -> dict[str, bool]:
    """Create the topics that are missing; returns for each name whether it was created (False: it was there).

    ``replication`` overrides that of the table. Raises ``ConfigurationError`` when the cluster does not answer or
    refuses, and when a topic that is there does not hold what the contract promises.
    """
    topics = list(topics)
    created: dict[str, bool] = {}
    async with admin_client(bootstrap_servers, patience=patience) as client:
        for topic in topics:
            copies = replication or topic.replication
            # One copy may be away; with more gone than that, writing waits instead of trusting a single copy.
            settings = {**topic.configuration(), "min.insync.replicas": str(max(1, copies - 1))}
            wanted = NewTopic(topic.name, topic.partitions, copies, topic_configs=settings)
            response = await client.create_topics([wanted])
            code, message = response.topic_errors[0][1:3]
            if code and for_code(code) is not TopicAlreadyExistsError:
                raise ConfigurationError(f"the cluster refuses the topic {topic.name}: {message}")
            created[topic.name] = code == 0
        if missing := await _until_visible(client, set(created), patience):
            raise ConfigurationError(f"the cluster has not created {', '.join(missing)} within {patience:g} s")
        await _require_contract(client, [topic for topic in topics if not created[topic.name]])
    return created


async def _require_contract(client: AIOKafkaAdminClient, topics: list[KafkaTopic]) -> None:
    """Raise ``ConfigurationError`` for a topic that was made otherwise, such as by an older contract.

    More partitions, another retention or more copies are the operator's choice; to be compacted, and to take
    records as large as they come, is what subscribers and services rely on.
    """
    for topic in topics:
        wanted = topic.configuration()
        names = {"cleanup.policy": None, "max.message.bytes": None}
        (response,) = await client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, names)])
        present = {name: value for _, _, _, _, entries in response.resources for name, value, *_ in entries}
        for name in names:
            if name == "max.message.bytes":
                holds = int(present[name]) >= int(wanted[name])
            else:
                holds = set(present[name].split(",")) == set(wanted[name].split(","))
            if not holds:
                raise ConfigurationError(
                    f"the topic {topic.name} is not as this version's contract has it: its {name} is {present[name]},"
                    f" not {wanted[name]}; change it with Kafka's kafka-configs --alter"
                )


async def partition_counts(bootstrap_servers: str, *, patience: float = 30.0) -> dict[str, int]:
    """The topics on the cluster with the number of their partitions."""
    async with admin_client(bootstrap_servers, patience=patience) as client:
        return await _describe(client)


async def require_topics(bootstrap_servers: str, names: Iterable[str], *, patience: float = 30.0) -> None:
    """Raise ``ConfigurationError`` that names the topics that the cluster does not have."""
    async with admin_client(bootstrap_servers, patience=patience) as client:
        missing = await _until_visible(client, set(names), _GRACE)
    if missing:
        raise ConfigurationError(
            f"the cluster at {bootstrap_servers} has no topic {', '.join(missing)}: run newsloom topics create"
        )


async def _until_visible(client: AIOKafkaAdminClient, names: set[str], patience: float) -> list[str]:
    """Wait until the cluster shows the topics, some moments after it has created them; returns those still missing."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while True:
        missing = sorted(names - (await _describe(client)).keys())
        if not missing or loop.time() >= deadline:
            return missing
        await asyncio.sleep(_PAUSE)


async def _describe(client: AIOKafkaAdminClient) -> dict[str, int]:
    described = await client.describe_topics()
    return {topic["topic"]: len(topic["partitions"]) for topic in described if not topic["error_code"]}
