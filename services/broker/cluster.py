"""One Kafka broker or several, started and stopped together."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from services.broker.broker import STOP_SECONDS, Broker
from services.broker.errors import AddressInUse, BrokerError
from services.broker.folder import ClusterFolder, named_folder, temporary_folder
from services.broker.installation import Installation, install
from services.broker.jars import Progress
from services.broker.ports import consecutive_ports, free_ports
from services.broker.properties import Node

# Between the choice of a free port and its use another process may take it; it hardly does so again and again.
_ATTEMPTS = 3


class Cluster:
    """A Kafka cluster on loopback ports of this machine, as a context manager (`with` or `async with`).

        with Cluster(brokers=3) as cluster:
            producer = AIOKafkaProducer(bootstrap_servers=cluster.bootstrap_servers)

    Without a folder its data is temporary and gone at the end; a named folder is kept, and a later cluster of as many
    brokers on it has the same id, topics and records. It ends with this process, even if that is killed.
    """

    def __init__(
        self,
        brokers: int = 1,
        folder: Path | None = None,
        *,
        port: int | None = None,
        heap_mebibytes: int = 384,
        cache_folder: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Describe a cluster; nothing happens before `start`.

        `port` is the first broker's, the others follow it (default: free ports). `heap_mebibytes` is the largest Java
        heap of each broker. `cache_folder` and `progress`: see services.broker.jars.ensure_jars.
        """
        self.brokers: list[Broker] = []
        self._size = brokers
        self._named_folder = folder.absolute() if folder is not None else None
        self._folder: ClusterFolder | None = None
        self._port = port
        self._heap_mebibytes = heap_mebibytes
        self._cache_folder = cache_folder
        self._progress = progress

    @property
    def bootstrap_servers(self) -> str:
        """`host:port` of every broker, separated by commas."""
        return ",".join(broker.bootstrap_servers for broker in self.brokers)

    def start(self) -> None:
        """Fetch Kafka if need be, start all brokers, and wait until each of them knows all of them.

        Raises a BrokerError; nothing is left running then, and of a temporary folder only logs and settings remain.
        No effect on a cluster that was started and not stopped.
        """
        if self._folder is not None:
            return
        installation = install(self._cache_folder, self._progress)
        named = self._named_folder
        self._folder = temporary_folder() if named is None else named_folder(named, self._size)
        try:
            self._start_in(self._folder, installation)
        except BaseException as error:
            self._kill_all()
            self._close_folder(keep_logs=isinstance(error, BrokerError))
            raise

    def stop(self) -> None:
        """End all brokers and remove a temporary folder. No effect on a cluster that is not running."""
        if self._folder is not None and self._folder.temporary:
            self._kill_all()  # nothing is kept that a clean end would protect
        else:
            self._stop_all()
        self._close_folder()

    def check(self) -> None:
        """Raise BrokerFailed when a broker has ended."""
        for broker in self.brokers:
            broker.check()

    def _start_in(self, folder: ClusterFolder, installation: Installation) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._start_on(self._nodes(), folder, installation)
            except AddressInUse:
                if attempt == _ATTEMPTS:
                    raise
                self._kill_all()
            else:
                return

    def _nodes(self) -> list[Node]:
        ports = free_ports(self._size) if self._port is None else consecutive_ports(self._port, self._size)
        controller_ports = free_ports(self._size, without=ports)
        return [Node(index + 1, *both) for index, both in enumerate(zip(ports, controller_ports, strict=True))]

    def _start_on(self, nodes: list[Node], folder: ClusterFolder, installation: Installation) -> None:
        self.brokers = [
            Broker(
                installation,
                node,
                nodes,
                folder.path / f"broker-{node.node_id}",
                heap_mebibytes=self._heap_mebibytes,
                temporary=folder.temporary,
            )
            for node in nodes
        ]
        with ThreadPoolExecutor(self._size) as threads:
            list(threads.map(lambda broker: broker.format(folder.cluster_id), self.brokers))
        for broker in self.brokers:
            broker.launch()
        everyone = frozenset(node.node_id for node in nodes)
        for broker in self.brokers:
            broker.wait_until_ready(everyone)

    def _stop_all(self) -> None:
        # All at once: the last ones find no quorum to hand over to, and wait in vain, if stopped one after the other.
        for broker in self.brokers:
            broker.request_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for broker in self.brokers:
            broker.stop(max(0.0, deadline - time.monotonic()))

    def _kill_all(self) -> None:
        for broker in self.brokers:
            broker.kill()

    def _close_folder(self, *, keep_logs: bool = False) -> None:
        if self._folder is not None:
            self._folder.close(keep_logs=keep_logs)
            self._folder = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)
