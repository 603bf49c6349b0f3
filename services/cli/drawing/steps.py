"""What is being done, step by step: a spinner on a terminal while it lasts, then a line with its seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from services.cli.console import put
from services.cli.drawing.palette import BAD, GOOD, QUIET


class Step:
    """A step under way. ``done`` is what its line will say (none if empty); ``show`` says something in the meantime."""

    def __init__(self, console: Console, doing: str, status: Status | None) -> None:
        self.done = doing
        self._console = console
        self._status = status
        self._shown = False

    def show(self, text: str) -> None:
        """Say how far it is: beside the spinner each time, elsewhere only the first time."""
        if self._status:
            self._status.update(f" {text}")
        elif not self._shown:
            self._console.print(f"    {text}")
        self._shown = True

    def leave(self) -> None:
        """Stop the spinner: from here on others write."""
        if self._status:
            self._status.stop()


class Steps:
    """The steps of some longer work, one line each."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, doing: str) -> Iterator[Step]:
        """Show that something is being done; its line comes when that has succeeded, or has not."""
        started = perf_counter()
        # The spinner leaves with the block, so that two never turn at once.
        status = Status(f" {doing}", console=self._console, spinner="dots") if self._console.is_terminal else None
        step = Step(self._console, doing, status)
        try:
            if status:
                status.start()
            yield step
        except BaseException:
            self._end(status, "✗", BAD, doing, started)
            raise
        self._end(status, "✓", GOOD, step.done, started)

    def _end(self, status: Status | None, sign: str, style: str, text: str, started: float) -> None:
        if status:
            status.stop()
        if not text:
            return
        line = Table.grid(padding=(0, 1), expand=True)
        line.add_column(width=3, justify="right")
        line.add_column(ratio=1)
        line.add_column(justify="right", style=QUIET)
        line.add_row(Text(sign, style=style), Text(text), f"{perf_counter() - started:.1f} s")
        put(self._console, line)
