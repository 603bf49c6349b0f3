"""The ``newsloom`` command as a process, as a person would run it."""

import os
import subprocess
import sys

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
