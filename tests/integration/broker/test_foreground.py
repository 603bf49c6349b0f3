"""The broker in the foreground, and what is left when its process ends."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from services.broker.readiness import known_brokers

PROGRAM = """
from services.broker.command import run_until_interrupted
run_until_interrupted(echo=lambda line: print(line, flush=True))
"""


@contextmanager
def foreground(temporary: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs a broker in a temporary folder below the given one."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env={"TMPDIR": str(temporary)}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def servers_and_descendants(process: subprocess.Popen[str]) -> tuple[str, list[psutil.Process]]:
    """What it says once its broker serves, and the processes it takes for that: the watchdog and Java."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("export NEWSLOOM_BOOTSTRAP_SERVERS="):
            return line.strip().partition("=")[2], psutil.Process(process.pid).children(recursive=True)
    raise AssertionError("it ended without a broker")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_broker_whose_process_ends(tmp_path: Path, number: signal.Signals) -> None:
    with foreground(tmp_path) as process:
        servers, descendants = servers_and_descendants(process)
        host, _, port = servers.partition(":")
        assert known_brokers(host, int(port)) == {1}
        assert len(descendants) == 2
        assert list(tmp_path.iterdir())

        process.send_signal(number)
        assert process.wait() == (-signal.SIGKILL if number == signal.SIGKILL else 0)
        _, alive = psutil.wait_procs(descendants, timeout=30)
        assert not alive
        assert not list(tmp_path.iterdir())
