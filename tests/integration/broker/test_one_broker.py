"""One broker: it serves, and keeps its port and its records over every kind of end."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from services.broker.broker import Broker
from services.broker.cluster import Cluster
from services.broker.errors import BrokerFailed
from services.broker.readiness import known_brokers
from tests.integration.broker.letters import make_topic, publish, values


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A broker that has the topic."""
    with Cluster() as cluster:
        asyncio.run(make_topic(cluster.bootstrap_servers))
        yield cluster


@pytest.fixture
def broker(cluster: Cluster) -> Broker:
    """The only broker of the cluster."""
    (broker,) = cluster.brokers
    return broker


def stop_and_start(broker: Broker) -> None:
    """End it as an operator would, and start it again."""
    broker.restart()


def kill_and_start(broker: Broker) -> None:
    """End it as a crash would, and start it again."""
    broker.kill()
    with pytest.raises(BrokerFailed, match="it has ended"):
        broker.check()
    broker.start()


async def test_a_record_of_eight_mebibytes_comes_back(cluster: Cluster) -> None:
    value = b"x" * 8 * 2**20
    await publish(cluster.bootstrap_servers, value)
    assert (await values(cluster.bootstrap_servers))[-1] == value


@pytest.mark.parametrize("end", [stop_and_start, kill_and_start])
async def test_what_was_acknowledged_is_there_after_its_end(
    cluster: Cluster, broker: Broker, end: Callable[[Broker], None]
) -> None:
    value = end.__name__.encode()
    servers, process = cluster.bootstrap_servers, broker.pid
    await publish(servers, value)
    await asyncio.to_thread(end, broker)
    assert broker.pid != process
    assert (await values(servers))[-1] == value


def test_a_suspended_broker_answers_nothing_until_it_is_resumed(broker: Broker) -> None:
    host, _, port = broker.bootstrap_servers.partition(":")
    broker.suspend()
    try:
        while known_brokers(host, int(port)):  # the signal is on its way to the last of its threads
            continue
        assert broker.running
    finally:
        broker.resume()
    broker.wait_until_ready()
    assert known_brokers(host, int(port)) == {1}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process")
async def test_a_full_disk_delays_a_record_and_loses_none(cluster: Cluster, broker: Broker) -> None:
    servers = cluster.bootstrap_servers
    await publish(servers, b"before")
    broker.limit_files(2 * 2**20)
    waiting = asyncio.create_task(publish(servers, b"large" * 2**19))
    assert await asyncio.to_thread(broker.wait_until_ended, 60)
    assert "File too large" in broker.log_file.read_text(encoding="utf-8")
    await asyncio.to_thread(broker.start)
    await waiting
    assert (await values(servers))[-2:] == [b"before", b"large" * 2**19]


def test_it_listens_on_the_loopback_interface_only(broker: Broker) -> None:
    sockets = psutil.Process(broker.pid).net_connections(kind="tcp")
    listening = {socket.laddr.ip for socket in sockets if socket.status == psutil.CONN_LISTEN}
    assert listening in ({"127.0.0.1"}, {"::ffff:127.0.0.1"})


def test_a_broker_that_cannot_start_names_its_log_and_the_line_that_tells_why() -> None:
    with pytest.raises(BrokerFailed, match=r"^Kafka broker 1: .*heap.* \(log: .*/broker\.log\)$") as caught:
        Cluster(heap_mebibytes=1).start()
    log = caught.value.log_file
    assert caught.value.last_line == " ".join(log.read_text(encoding="utf-8").split("\n")).strip()
    shutil.rmtree(log.parents[1])


def test_a_named_folder_is_the_same_cluster_again(tmp_path: Path) -> None:
    for run in range(2):
        with Cluster(folder=tmp_path / "data") as cluster:
            if run == 0:
                asyncio.run(make_topic(cluster.bootstrap_servers))
                asyncio.run(publish(cluster.bootstrap_servers, b"kept"))
            assert asyncio.run(values(cluster.bootstrap_servers)) == [b"kept"]
