"""A broker in the foreground, until it is told to end."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from services.broker.cluster import Cluster
from services.broker.jars import Progress
from services.broker.release import KAFKA_VERSION

_SECONDS_BETWEEN_CHECKS = 1.0


def run_until_interrupted(
    brokers: int = 1,
    folder: Path | None = None,
    port: int | None = None,
    *,
    echo: Callable[[str], None] = print,
    progress: Progress | None = None,
) -> None:
    """Run Kafka until SIGINT (Ctrl-C) or SIGTERM, then end it and return. To be called from the main thread.

    `echo` is given the lines for the user, among them the bootstrap servers once they serve. The other arguments are
    those of services.broker.cluster.Cluster. Raises a BrokerError when Kafka does not start, or ends by itself.
    """
    with _termination_as_interrupt():
        try:
            with Cluster(brokers, folder, port=port, progress=progress) as cluster:
                echo(f"Apache Kafka {KAFKA_VERSION} is ready; Ctrl-C ends it.")
                echo(f"export NEWSLOOM_BOOTSTRAP_SERVERS={cluster.bootstrap_servers}")
                while True:
                    cluster.check()
                    time.sleep(_SECONDS_BETWEEN_CHECKS)
        except KeyboardInterrupt:
            echo("Apache Kafka has ended.")


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does, also while Kafka is being fetched or started."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
