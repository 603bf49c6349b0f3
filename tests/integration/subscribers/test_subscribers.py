"""Each subscriber keeps the last value of each key, whatever comes twice or is taken back, and whenever it dies."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from schemas.kafka_topics import RESULTS, all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.integration.subscribers.programs import PROGRAMS, Kept, Program
from tests.support.records import producer, until_all_committed

pytestmark = pytest.mark.timeout(300)
TOPICS = tuple(topic.name for topic in RESULTS.values())


@pytest.fixture(scope="module")
def kafka() -> Iterator[str]:
    """A cluster whose result topics hold what this module publishes, and nothing else."""
    with Cluster() as cluster:
        asyncio.run(create_topics(cluster.bootstrap_servers, all_topics()))
        yield cluster.bootstrap_servers


Position = tuple[str, int, int]
Change = tuple[str, str, bytes | None]


class Running:
    """A subscriber's process, and the topic, partition and offset of each record that it says it has kept."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.positions: list[Position] = []
        self._news = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())

    async def read(self, count: int) -> None:
        """Wait until it has kept so many records."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.positions) >= count or self._reader.done())
        assert len(self.positions) >= count, "the subscriber has ended"

    async def end(self, number: signal.Signals) -> int:
        """Send a signal; returns the exit code."""
        self.process.send_signal(number)
        await self._reader
        return await self.process.wait()

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            if not line.endswith(b"\n"):
                break  # it was killed within it
            topic, partition, offset, _ = line.decode().split(" ", 3)
            async with self._news:
                self.positions.append((topic, int(partition), int(offset)))
                self._news.notify_all()
        async with self._news:
            self._news.notify_all()


@asynccontextmanager
async def _running(program: Program, *arguments: object) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        *program.command, *map(str, arguments), stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _publish(servers: str, changes: list[Change]) -> set[Position]:
    async with producer(servers, compression_type="zstd") as client:
        sends = [await client.send(topic, value, key=key.encode()) for topic, key, value in changes]
        places = [await sent for sent in sends]
    return {(place.topic, place.partition, place.offset) for place in places}


def _after(changes: list[Change]) -> Kept:
    values = {(topic, key): value for topic, key, value in changes}
    return {place: value for place, value in values.items() if value is not None}


async def _until_kept(program: Program, state: Path, prefix: str, wanted: Kept) -> None:
    while True:
        kept = {place: value for place, value in program.kept(state).items() if place[1].startswith(prefix)}
        if kept == wanted:
            return
        await asyncio.sleep(0.1)  # a file of another process tells nobody that it changes


@pytest.mark.parametrize("name", PROGRAMS)
async def test_the_last_value_of_each_key_is_kept(kafka: str, tmp_path: Path, name: str) -> None:
    program = PROGRAMS[name](tmp_path)
    prefix = f"of {name}/"
    state, group = tmp_path / "state", f"subscriber-{name}"
    first: list[Change] = [(topic, f"{prefix}{number}", b'{"version": 1}') for number in range(50) for topic in TOPICS]
    old = await _publish(kafka, first)
    async with _running(program, kafka, state, group) as running:
        await _until_kept(program, state, prefix, _after(first))
        await until_all_committed(kafka, group, old)
        assert await running.end(signal.SIGTERM) in (0, 128 + signal.SIGTERM)
    assert old <= set(running.positions)

    repeated = first[:30]
    corrected = [(topic, key, b'{"version": 2, "unknown": []}') for topic, key, _ in first[20:60]]
    retracted: list[Change] = [(topic, key, None) for topic, key, _ in first[50:80]]
    more = [(topic, f"{prefix}later {number}", b"{}") for number in range(500) for topic in TOPICS]
    second = [*repeated, *corrected, *retracted, *more]
    await _publish(kafka, second)
    async with _running(program, kafka, state, group) as killed:
        await killed.read(1)
        assert await killed.end(signal.SIGKILL) == -signal.SIGKILL
    async with _running(program, kafka, state, group) as resumed:
        await _until_kept(program, state, prefix, _after([*first, *second]))
        assert await resumed.end(signal.SIGTERM) in (0, 128 + signal.SIGTERM)
    assert not old & {*killed.positions, *resumed.positions}, "it has not resumed, but begun anew"
