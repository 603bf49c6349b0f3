"""A topic to write to and read from."""

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

TOPIC = "letters"

_PARTITION = TopicPartition(TOPIC, 0)
_LARGEST = 9 * 2**20


async def make_topic(servers: str) -> None:
    """The topic, with one partition and a replica on every broker."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC, num_partitions=1, replication_factor=len(servers.split(",")))])
    await admin.close()


async def publish(servers: str, *values: bytes) -> None:
    """Publish records; returns when all replicas in sync have them."""
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", max_request_size=_LARGEST) as producer:
        for value in values:
            await producer.send_and_wait(TOPIC, value)


async def values(servers: str) -> list[bytes]:
    """The values of all records, in order."""
    async with AIOKafkaConsumer(bootstrap_servers=servers, max_partition_fetch_bytes=_LARGEST) as consumer:
        consumer.assign([_PARTITION])
        await consumer.seek_to_beginning(_PARTITION)
        end = (await consumer.end_offsets([_PARTITION]))[_PARTITION]
        found: list[bytes] = []
        while await consumer.position(_PARTITION) < end:
            found.append((await consumer.getone()).value)
        return found


async def leader(servers: str) -> int:
    """The id of the broker that leads the partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    (topic,) = await admin.describe_topics([TOPIC])
    await admin.close()
    found: int = topic["partitions"][0]["leader"]
    return found
