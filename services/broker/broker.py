"""One Kafka broker as a process of this machine."""

import resource
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from services.broker.errors import AddressInUse, BrokerFailed
from services.broker.installation import Installation
from services.broker.log import ADDRESS_IN_USE, telling_line, text_since
from services.broker.ports import LOOPBACK
from services.broker.process import WatchedProcess
from services.broker.properties import Node, logging_properties, render, server_properties
from services.broker.readiness import known_brokers, knows_coordinators

START_SECONDS = 60.0
STOP_SECONDS = 30.0
# Between two questions whether a starting broker serves; its end is noticed at once.
_SECONDS_BETWEEN_QUESTIONS = 0.05


class Broker:
    """A broker with its ports and folder, which it keeps over stops, kills and restarts.

    All methods block; in a coroutine, call them through `asyncio.to_thread`. Made by services.broker.cluster.Cluster.
    """

    def __init__(
        self,
        installation: Installation,
        node: Node,
        nodes: Sequence[Node],
        folder: Path,
        *,
        heap_mebibytes: int,
        temporary: bool,
    ) -> None:
        self.node_id = node.node_id
        self.bootstrap_servers = node.address
        self.log_file = folder / "broker.log"
        self._installation = installation
        self._node = node
        self._nodes = tuple(nodes)
        self._folder = folder
        self._heap_mebibytes = heap_mebibytes
        self._temporary = temporary
        self._process: WatchedProcess | None = None
        self._log_start = 0

    @property
    def running(self) -> bool:
        """Whether the process lives; a suspended one does."""
        return self._process is not None and self._process.running

    @property
    def pid(self) -> int | None:
        """The process id of the running broker."""
        return self._process.pid if self._process is not None and self._process.running else None

    def format(self, cluster_id: str) -> None:
        """Write the configuration, and make the data folder a part of the cluster unless it is already."""
        data, done = self._folder / "data", self._folder / "formatted"
        settings = self._folder / "server.properties"
        self._folder.mkdir(exist_ok=True)
        (self._folder / "logging.properties").write_text(render(logging_properties()), encoding="utf-8")
        settings.write_text(render(server_properties(self._node, self._nodes, data)), encoding="utf-8")
        if done.exists():
            return
        # Whatever an interrupted attempt left: no broker has run on it yet.
        shutil.rmtree(data, ignore_errors=True)
        arguments: list[str | Path] = ["format", "--cluster-id", cluster_id, "--config", settings]
        self._log_start = self._log_size()
        self._process = self._watched(self._command("kafka.tools.StorageTool", arguments))
        self._process.wait(START_SECONDS)
        if self._process.exit_status != 0:
            raise self._failure("its data folder could not be formatted")
        done.touch()

    def launch(self) -> None:
        """Start the process without waiting until it serves; no effect on a running one."""
        if self.running:
            return
        self._log_start = self._log_size()
        self._process = self._watched(self._command("kafka.Kafka", [self._folder / "server.properties"]))

    def wait_until_ready(self, expected: frozenset[int] | None = None, seconds: float = START_SECONDS) -> None:
        """Wait until it answers that the expected brokers (by default itself) serve and consumer groups can form.

        Raises BrokerFailed when it ends, or does not get there within so many seconds.
        """
        wanted = expected or frozenset({self.node_id})
        deadline = time.monotonic() + seconds
        port = self._node.port
        while not (wanted <= known_brokers(LOOPBACK, port) and knows_coordinators(LOOPBACK, port)):
            if self._process is None or self._process.wait(_SECONDS_BETWEEN_QUESTIONS):
                raise self._failure("it ended instead of serving")
            if time.monotonic() > deadline:
                raise self._failure(f"it did not serve within {seconds:.0f} s")

    def start(self) -> None:
        """Start and wait until it serves. Of several brokers a majority must run for that: else use `launch`."""
        self.launch()
        self.wait_until_ready()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Let it hand over its partitions and end (SIGTERM); after so many seconds it is killed."""
        self.request_stop()
        if self._process is not None and not self._process.wait(seconds):
            self.kill()

    def request_stop(self) -> None:
        """Ask it to end, and do not wait."""
        self._send(signal.SIGTERM)
        self._send(signal.SIGCONT)  # a suspended process hears nothing else

    def kill(self) -> None:
        """End it at once (SIGKILL), as a crash of the process would."""
        self._send(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(STOP_SECONDS)

    def restart(self) -> None:
        """Stop, then start at the same port on the same data."""
        self.stop()
        self.start()

    def suspend(self) -> None:
        """Freeze it (SIGSTOP): it keeps its connections and answers nothing, from a few ms on."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a suspended broker go on (SIGCONT)."""
        self._send(signal.SIGCONT)

    def limit_files(self, largest_bytes: int) -> None:
        """Let none of its files grow beyond so many bytes, as on a full disk, until it is started anew. Linux only.

        Clients that write more are answered KAFKA_STORAGE_ERROR, whereupon the broker, all its folders having failed,
        ends by itself. The log file is one of those files.
        """
        if sys.platform != "linux":
            raise NotImplementedError("only Linux limits the files of another process")
        if self.pid is not None:
            _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (largest_bytes, hard))

    def wait_until_ended(self, seconds: float) -> bool:
        """Wait for it to end by itself, so long at most; whether it has."""
        return self._process is None or self._process.wait(seconds)

    def check(self) -> None:
        """Raise BrokerFailed when the process has ended."""
        if not self.running:
            raise self._failure("it has ended")

    def _send(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send(number)

    def _command(self, main_class: str, arguments: Sequence[str | Path]) -> list[str]:
        return self._installation.command(
            main_class, arguments, heap_mebibytes=self._heap_mebibytes, folder=self._folder
        )

    def _watched(self, command: Sequence[str]) -> WatchedProcess:
        return WatchedProcess(command, self.log_file, self._folder if self._temporary else None)

    def _log_size(self) -> int:
        return self.log_file.stat().st_size if self.log_file.exists() else 0

    def _failure(self, what: str) -> BrokerFailed:
        text = text_since(self.log_file, self._log_start)
        kind = AddressInUse if ADDRESS_IN_USE in text else BrokerFailed
        return kind(f"Kafka broker {self.node_id}: {what}", self.log_file, telling_line(text))
