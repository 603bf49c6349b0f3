"""Processes that cannot outlive their owner, tried on ordinary commands."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from services.broker.process import WatchedProcess

# Says its process id into a named pipe, which thus stays open for as long as it lives.
SLEEPER = 'exec >"$0"; echo $$; exec sleep 600'

OWNER = """
import os, signal, sys
from pathlib import Path
from services.broker.process import WatchedProcess

pipe, folder, forks = sys.argv[1:]
process = WatchedProcess(["sh", "-c", {sleeper!r}, pipe], Path(folder) / "log", Path(folder))
if forks == "yes" and os.fork() == 0:
    signal.alarm(60)  # in case the test does not come to end it
    print(os.getpid(), flush=True)
signal.pause()
"""


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def watchdog_of(process_id: int) -> psutil.Process:
    """What watches a process."""
    watchdog = psutil.Process(process_id).parent()
    assert watchdog is not None
    return watchdog


@contextmanager
def watched(command: list[str], log_file: Path) -> Iterator[WatchedProcess]:
    """A watched command, ended at the end."""
    process = WatchedProcess(command, log_file)
    try:
        yield process
    finally:
        process.send(signal.SIGKILL)
        assert process.wait(30)


@contextmanager
def owner(pipe: Path, folder: Path, *, forks: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Another process that owns a sleeper, and has a forked child if asked for."""
    program = OWNER.format(sleeper=SLEEPER)
    arguments = [sys.executable, "-c", program, str(pipe), str(folder), "yes" if forks else "no"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_runs_until_its_command_ends(tmp_path: Path) -> None:
    with watched(["sh", "-c", "echo said; exit 3"], tmp_path / "log") as process:
        assert process.wait(30)
        assert not process.running
    assert (tmp_path / "log").read_text(encoding="utf-8") == "said\n"


def test_its_process_id_is_the_commands(tmp_path: Path, pipe: Path) -> None:
    with watched(["sh", "-c", SLEEPER, str(pipe)], tmp_path / "log") as process, pipe.open() as said:
        assert process.pid == int(said.readline())


def test_a_signal_reaches_the_command(tmp_path: Path, pipe: Path) -> None:
    with watched(["sh", "-c", SLEEPER, str(pipe)], tmp_path / "log") as process, pipe.open() as said:
        said.readline()
        process.send(signal.SIGTERM)
        assert process.wait(30)
        assert said.read() == ""


def test_it_waits_no_longer_than_asked(tmp_path: Path, pipe: Path) -> None:
    with watched(["sh", "-c", SLEEPER, str(pipe)], tmp_path / "log") as process, pipe.open() as said:
        said.readline()
        assert not process.wait(0.01)
        assert process.running


def test_a_signal_after_the_end_is_no_error(tmp_path: Path) -> None:
    with watched(["true"], tmp_path / "log") as process:
        assert process.wait(30)
        process.send(signal.SIGTERM)


def test_a_command_that_cannot_be_started_has_no_process_id_and_leaves_the_reason_in_the_log(tmp_path: Path) -> None:
    with watched(["/absent/command"], tmp_path / "log") as process:
        assert process.pid is None
    assert "No such file or directory: '/absent/command'" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize("forks", [False, True], ids=["alone", "with a forked child"])
def test_a_killed_owner_takes_the_command_and_its_folder_along(tmp_path: Path, pipe: Path, forks: bool) -> None:
    folder = tmp_path / "cluster" / "broker"
    folder.mkdir(parents=True)
    with owner(pipe, folder, forks=forks) as process, pipe.open() as said:
        assert process.stdout is not None
        watchdog = watchdog_of(int(said.readline()))
        # The child holds the pipe to the watchdog open beyond the owner's death.
        orphan = int(process.stdout.readline()) if forks else None
        process.kill()
        process.wait()
        assert said.read() == ""  # the end of the named pipe: nobody holds it any more
        watchdog.wait(30)
        assert not folder.parent.exists()
        if orphan is not None:
            os.kill(orphan, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process ask to die with its parent")
def test_a_killed_watchdog_takes_the_command_along(tmp_path: Path, pipe: Path) -> None:
    with watched(["sh", "-c", SLEEPER, str(pipe)], tmp_path / "log") as process, pipe.open() as said:
        watchdog_of(int(said.readline())).kill()
        assert said.read() == ""
        assert process.wait(30)
