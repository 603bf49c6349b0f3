"""How far some work has come whose steps follow each other: one bar, on a terminal only."""

from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.cli.console import standard_error


class WorkProgress:
    """A bar that goes when the work is done. Use it as a context manager."""

    def __init__(self) -> None:
        console = standard_error()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            redirect_stdout=False,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def show(self, doing: str, done: int, total: int) -> None:
        """Say what is being done, and how much of it is done."""
        self._progress.update(self._task, description=doing, completed=done, total=total)

    def stop(self) -> None:
        """Take the bar away: from here on others write."""
        self._progress.stop()
