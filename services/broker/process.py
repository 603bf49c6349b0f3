"""One Java process that cannot outlive this one."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_WATCHDOG = Path(__file__).with_name("watchdog.py")


class WatchedProcess:
    """A command under a watchdog (see services.broker.watchdog), its output appended to a log file.

    It runs in a session of its own: Ctrl-C in a terminal reaches this process only, which then stops it in its turn.
    """

    def __init__(self, command: Sequence[str | Path], log_file: Path, removed_with_owner: Path | None = None) -> None:
        """Start the command; `removed_with_owner` is a folder to remove should this process die without stopping it."""
        with log_file.open("ab") as log:
            self._watchdog = subprocess.Popen(
                # -I and -S: nothing of the surroundings, so that the watchdog is small and starts in milliseconds.
                [sys.executable, "-I", "-S", _WATCHDOG, str(os.getpid()), str(removed_with_owner or ""), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._watchdog.stdout is not None
        # Empty when the command could not be started; the log file then says why, and the watchdog has ended.
        line = self._watchdog.stdout.readline()
        self.pid = int(line) if line else None

    @property
    def running(self) -> bool:
        """Whether the command still runs (a suspended one does)."""
        return self._watchdog.poll() is None

    @property
    def exit_status(self) -> int | None:
        """What the command ended with, 128 more than its number if by a signal; None while it runs."""
        return self._watchdog.poll()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the command; no effect when it has ended."""
        if self.pid is not None and self.running:
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> bool:
        """Wait until the command has ended, so long at most; whether it has."""
        try:
            self._watchdog.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        for pipe in (self._watchdog.stdin, self._watchdog.stdout):
            if pipe is not None:
                pipe.close()
        return True
