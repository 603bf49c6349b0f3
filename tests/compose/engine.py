"""A Docker engine to test on: the machine's own, or one started by hand with its own data and socket."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 60.0


class NoEngine(Exception):
    """There is no Docker engine and none can be started; the message says what is missing."""


@contextmanager
def engine() -> Iterator[dict[str, str]]:
    """The environment in which ``docker`` and ``docker-compose`` find an engine.

    One that answers already is used as it is. Else ``dockerd`` is started, which takes root, in a folder of its own
    under ``NEWSLOOM_DOCKER_FOLDER`` (by default a temporary one), and ended afterwards. Raises ``NoEngine``.
    """
    if _answers(dict(os.environ)):
        yield dict(os.environ)
        return
    if shutil.which("dockerd") is None or os.geteuid() != 0:
        raise NoEngine(
            "no Docker engine answers, and none can be started here: that takes root and the packages docker.io and"
            " docker-compose of Debian, or Docker's own"
        )
    kept = os.environ.get("NEWSLOOM_DOCKER_FOLDER")
    folder = Path(kept or tempfile.mkdtemp(prefix="newsloom-docker-"))
    try:
        with _started(folder) as environment:
            yield environment
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[dict[str, str]]:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "DOCKER_HOST": f"unix://{folder}/docker.sock"}
    command: list[str | Path] = ["dockerd", "--data-root", folder / "data", "--exec-root", folder / "exec"]
    command += ["--host", environment["DOCKER_HOST"], "--pidfile", folder / "dockerd.pid"]
    with (folder / "dockerd.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not _answers(environment):
                if process.poll() is not None or time.monotonic() > deadline:
                    said = (folder / "dockerd.log").read_text(errors="replace")[-500:]
                    raise NoEngine(f"dockerd did not start: {said}")
                time.sleep(0.2)
            yield environment
        finally:
            process.terminate()


def _answers(environment: dict[str, str]) -> bool:
    try:
        return subprocess.run(["docker", "info"], env=environment, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
