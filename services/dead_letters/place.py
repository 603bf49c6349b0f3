"""Where a dead letter stands, as a person names it."""

from dataclasses import dataclass
from typing import Self

from aiokafka import TopicPartition

from schemas.kafka_topics import DEAD_LETTERS, ServiceName
from services.runtime.reading import Record

_SERVICE_OF: dict[str, ServiceName] = {topic.name: service for service, topic in DEAD_LETTERS.items()}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A service and a partition and an offset of its dead-letter topic; as text ``quotes/2/17``."""

    service: ServiceName
    partition: int
    offset: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``service/partition/offset``. Raises ``ValueError``."""
        name, _, numbers = text.partition("/")
        partition, _, offset = numbers.partition("/")
        service = next((service for service in DEAD_LETTERS if service == name), None)
        if service is None or not (_is_number(partition) and _is_number(offset)):
            raise ValueError(f"{text!r} is not SERVICE/PARTITION/OFFSET, such as quotes/2/17")
        return cls(service, int(partition), int(offset))

    @classmethod
    def of(cls, record: Record) -> Self:
        """The place of a record of a dead-letter topic."""
        return cls(_SERVICE_OF[record.topic], record.partition, record.offset)

    @property
    def topic_partition(self) -> TopicPartition:
        """The partition in Kafka's own terms."""
        return TopicPartition(DEAD_LETTERS[self.service].name, self.partition)

    def __str__(self) -> str:
        return f"{self.service}/{self.partition}/{self.offset}"


def _is_number(text: str) -> bool:
    # Nineteen digits are more than Kafka's largest offset and fewer than what int() refuses to read.
    return text.isascii() and text.isdigit() and len(text) < 20
