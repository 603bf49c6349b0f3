"""A cluster of its own for each fault test, randomness that can be repeated, and a report of all at the end."""

import os
import random
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from tests.faults.report import FaultReport, table, write
from tests.support.service_process import ServiceProcess

GROUP = "faults"
SETTINGS: dict[str, Any] = {"consumer_group": GROUP, "delivery_timeout": 2, "retry_backoff_most": 0.5}
SEED = os.environ.get("FAULTS_SEED", "20260101")

_ROWS = pytest.StashKey[list[dict[str, Any]]]()


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Seeded randomness; the seed is printed with a failure and can be set by FAULTS_SEED."""
    print(f"{request.node.name}: FAULTS_SEED={SEED}")
    return random.Random(int(SEED))


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Iterator[FaultReport]:
    """What the test tells of its fault; it becomes a line of the report at the end of the run."""
    line = FaultReport(request.node.name.removeprefix("test_").replace("_", " ").replace("[", " ["))
    yield line
    if line.verdict is not None:
        request.config.stash.setdefault(_ROWS, []).append(line.row())


class Start(Protocol):
    """Starts one more process of the test service, in the consumer group of the faults."""

    async def __call__(self, cluster: Cluster, **settings: Any) -> ServiceProcess: ...


@pytest.fixture
async def start(report: FaultReport) -> AsyncIterator[Start]:
    """Starts processes, none of which outlives the test."""

    async def start_one(cluster: Cluster, **settings: Any) -> ServiceProcess:
        process = await ServiceProcess.start("FIRST_WORD", cluster.bootstrap_servers, **{**SETTINGS, **settings})
        report.processes.append(process)
        return process

    yield start_one
    for process in report.processes:
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the report, and write it as JSON to the file that FAULTS_REPORT names."""
    rows = config.stash.get(_ROWS, [])
    if not rows:
        return
    terminalreporter.write_line("")
    terminalreporter.write(table(rows))
    terminalreporter.write_line(f"FAULTS_SEED={SEED}")
    if file := os.environ.get("FAULTS_REPORT"):
        write(rows, SEED, Path(file))
