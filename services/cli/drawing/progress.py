"""How far publishing has come."""

from types import TracebackType
from typing import Self

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn, TransferSpeedColumn

from services.cli.console import standard_error
from services.producer.reader import Edition
from services.producer.refusals import Refusal


class PublishProgress:
    """A bar over the bytes of input where a terminal shows standard error; one line for each refusal everywhere.

    ``total`` is the bytes of all input, None if that is not known. Use it as a context manager.
    """

    def __init__(self, total: int | None) -> None:
        self._console = standard_error()
        self._articles = 0
        self._progress = Progress(
            TextColumn("publishing"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TextColumn("{task.fields[articles]:,} articles"),
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("publishing", total=total, articles=0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def done(self, outcome: Edition | Refusal) -> None:
        """An article is delivered or a document refused."""
        if isinstance(outcome, Refusal):
            self._say(str(outcome))
        else:
            self._articles += 1
        self._progress.update(self._task, advance=outcome.size, articles=self._articles)

    def _say(self, line: str) -> None:
        # Not by rich where there is no bar: it would wrap the line, which is to stay one.
        if self._console.is_terminal:
            self._console.print(line, markup=False, soft_wrap=True)
        else:
            click.echo(line, err=True)
