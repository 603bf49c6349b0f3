"""Keeps a process from outliving the one that wanted it. Run as a script; knows nothing but the standard library.

    python watchdog.py OWNER-PID FOLDER-TO-REMOVE COMMAND…

Starts the command in a session of its own, writes its process id to standard output as one line, and waits. When the
command ends, so does the watchdog, with the same exit status. When the owner is gone, however it ended, the command is
killed, and FOLDER-TO-REMOVE (unless empty) is removed, along with its parent if that is then empty.

That the owner is gone shows in two ways, and each covers a hole of the other: standard input ends (at once, but not
while a child forked by the owner still holds the other end of the pipe), and the parent's process id changes (looked at
once a second). Both work on Linux and macOS. Should the watchdog itself be killed, Linux kills the command with it.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

_SECONDS_BETWEEN_LOOKS = 1.0
_PR_SET_PDEATHSIG = 1  # from linux/prctl.h


def die_with(parent: int) -> Callable[[], None] | None:
    """What a child process runs before its command so that Linux kills it with its parent; None elsewhere.

    The signal comes with the end of the parent's thread that forked: the watchdog has only one.
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)

    def ask_kernel() -> None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the kernel was asked
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_kernel


def wait_for_end(command: subprocess.Popen[bytes], owner: int, wakeup: int) -> bool:
    """Wait until the command has ended (False) or its owner has (True)."""
    while os.getppid() == owner:
        if command.poll() is not None:
            return False
        readable, _, _ = select.select([sys.stdin.fileno(), wakeup], [], [], _SECONDS_BETWEEN_LOOKS)
        if wakeup in readable and signal.SIGTERM in os.read(wakeup, 64):
            return True
        if sys.stdin.fileno() in readable and not os.read(sys.stdin.fileno(), 64):
            return True
    return True


def main(arguments: list[str]) -> int:
    """Run the command under watch; returns the exit status to give."""
    owner, folder, command_line = int(arguments[0]), arguments[1], arguments[2:]
    # A signal (the command's end, or a request to end) becomes a byte in a pipe, so that one select waits for all.
    wakeup, notify = os.pipe()
    os.set_blocking(notify, False)
    signal.set_wakeup_fd(notify)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: None)
    command = subprocess.Popen(
        command_line,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 (there is one thread)
    )
    try:
        print(command.pid, flush=True)
        owner_is_gone = wait_for_end(command, owner, wakeup)
    except BrokenPipeError:
        owner_is_gone = True
    if owner_is_gone:
        command.kill()
        command.wait()
        if folder:
            rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # not empty: the folder's neighbours have watchdogs of their own
                Path(folder).parent.rmdir()
    status = command.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
