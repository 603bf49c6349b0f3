"""Fetches dead letters from the cluster, in one pass over what has to be read."""

from collections.abc import Collection, Sequence

from aiokafka import TopicPartition

from schemas.kafka_topics import DEAD_LETTERS
from services.dead_letters.journal import Journal
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection
from services.runtime.reading import OnProgress, go_to, partitions_of, read_on, reader


async def read_selected(
    bootstrap_servers: str, selection: Selection, *, patience: float, on_progress: OnProgress = lambda _, __: None
) -> Journal:
    """The letters of the selection in all states; they are held in memory.

    Raises ``ConfigurationError`` when the cluster does not answer within ``patience`` seconds or lacks a topic.
    """
    topics = [DEAD_LETTERS[service].name for service in selection.services or DEAD_LETTERS]
    partitions = await partitions_of(bootstrap_servers, topics, patience=patience)
    journal = Journal(selection.concerns)
    await _read(bootstrap_servers, partitions, journal, on_progress)
    return journal


async def read_places(
    bootstrap_servers: str,
    places: Collection[Place],
    *,
    patience: float,
    on_progress: OnProgress = lambda _, __: None,
) -> Journal:
    """The letters at these places, or of which these are repetitions. Raises what ``read_selected`` raises."""
    topics = [DEAD_LETTERS[service].name for service in sorted({place.service for place in places})]
    on_cluster = await partitions_of(bootstrap_servers, topics, patience=patience)
    partitions = sorted({place.topic_partition for place in places} & set(on_cluster))
    journal = Journal(lambda place, _: place in places)
    if partitions:
        await _read(bootstrap_servers, partitions, journal, on_progress)
    return journal


async def _read(
    bootstrap_servers: str, partitions: Sequence[TopicPartition], journal: Journal, on_progress: OnProgress
) -> None:
    async with reader(bootstrap_servers, partitions) as consumer:
        await go_to(consumer, dict.fromkeys(partitions, 0))
        async for record in read_on(consumer, partitions, on_progress):
            journal.add(record)
