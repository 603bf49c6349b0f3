"""The ``newsloom`` command, as a person would run it."""

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import structlog
from click.testing import CliRunner, Result

from services.cli.main import newsloom as command

COMMAND = (sys.executable, "-m", "services.cli.main")


def newsloom(
    *arguments: object, kafka: str | None = None, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; ``kafka`` goes in by the environment variable."""
    variables = {**os.environ, **(environment or {})}
    if kafka:
        variables["NEWSLOOM_BOOTSTRAP_SERVERS"] = kafka
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, env=variables, timeout=100, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def newsloom_in_process(*arguments: object, kafka: str) -> Result:
    """Run it in this process, without the second that starting one takes; standard output is no terminal."""
    with _logs_put_back():
        return CliRunner().invoke(command, list(map(str, arguments)), env={"NEWSLOOM_BOOTSTRAP_SERVERS": kafka})


@contextlib.contextmanager
def _logs_put_back() -> Iterator[None]:
    root, kafka = logging.getLogger(), logging.getLogger("aiokafka")
    handlers, levels = root.handlers[:], (root.level, kafka.level)
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(levels[0])
        kafka.setLevel(levels[1])
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
