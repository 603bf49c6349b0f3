"""What Kafka is told: server.properties and the logging configuration, as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.broker.ports import LOOPBACK

# An 8 MiB value with its key, headers and the frame of a batch. https://kafka.apache.org/documentation/#brokerconfigs
LARGEST_BATCH_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Node:
    """One broker and controller: its id (from 1) and the loopback ports on which it serves clients and controllers."""

    node_id: int
    port: int
    controller_port: int

    @property
    def address(self) -> str:
        """Where clients reach it, `host:port`."""
        return f"{LOOPBACK}:{self.port}"


def server_properties(node: Node, nodes: Sequence[Node], data_folder: Path) -> dict[str, str]:
    """The settings of one node of a cluster; `nodes` are all of them, this one included."""
    replication = min(len(nodes), 3)
    # Of three replicas two must have a record before it is acknowledged: the loss of any one broker then loses nothing.
    in_sync = 2 if replication == 3 else 1
    return {
        "process.roles": "broker,controller",
        "node.id": str(node.node_id),
        "controller.quorum.voters": ",".join(f"{other.node_id}@{LOOPBACK}:{other.controller_port}" for other in nodes),
        "listeners": f"CLIENT://{node.address},CONTROLLER://{LOOPBACK}:{node.controller_port}",
        "advertised.listeners": f"CLIENT://{node.address}",
        "listener.security.protocol.map": "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "CLIENT",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": str(data_folder),
        # A mistyped topic name must fail, not become a topic.
        "auto.create.topics.enable": "false",
        "default.replication.factor": str(replication),
        "min.insync.replicas": str(in_sync),
        "offsets.topic.replication.factor": str(replication),
        "transaction.state.log.replication.factor": str(replication),
        "transaction.state.log.min.isr": str(in_sync),
        "share.coordinator.state.topic.replication.factor": str(replication),
        "share.coordinator.state.topic.min.isr": str(in_sync),
        "message.max.bytes": str(LARGEST_BATCH_BYTES),
        "replica.fetch.max.bytes": str(LARGEST_BATCH_BYTES),
        # What follows fits a laptop with few topics: groups form at once; a dead consumer or broker is noticed soon (a
        # killed broker is let in again only then); internal topics, threads and buffers are few.
        "group.initial.rebalance.delay.ms": "0",
        "group.min.session.timeout.ms": "1000",
        "broker.heartbeat.interval.ms": "500",
        "broker.session.timeout.ms": "3000",
        "offsets.topic.num.partitions": "6",
        "transaction.state.log.num.partitions": "3",
        "num.network.threads": "2",
        "num.io.threads": "4",
        "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),
    }


def logging_properties() -> dict[str, str]:
    """Log4j 2: everything from INFO on to standard output, which the broker's log file takes."""
    return {
        "status": "warn",
        "rootLogger.level": "info",
        "rootLogger.appenderRef.file.ref": "output",
        "appender.output.type": "Console",
        "appender.output.name": "output",
        "appender.output.layout.type": "PatternLayout",
        "appender.output.layout.pattern": "%d{ISO8601} %p %m (%c{1})%n",
    }


def render(properties: Mapping[str, str]) -> str:
    """Java's properties format; a backslash, which begins an escape there, is doubled."""
    return "".join(f"{name}={value.replace(chr(92), chr(92) * 2)}\n" for name, value in properties.items())
