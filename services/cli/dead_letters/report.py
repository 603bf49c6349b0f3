"""Tells outcomes: one row each on a terminal, one line of JSON each as they come elsewhere."""

import contextlib
import json
from collections.abc import AsyncGenerator

import click

from services.cli.console import put, standard_output
from services.cli.dead_letters.choice import Choice
from services.cli.drawing.outcomes import draw_outcomes, outcome_as_json, summary
from services.cli.drawing.work import WorkProgress
from services.dead_letters.outcome import FAILURES, Outcome


class Report:
    """What was told so far."""

    def __init__(self, *, as_lines: bool, dry_run: bool) -> None:
        self._as_lines = as_lines
        self._dry_run = dry_run
        self._outcomes: list[Outcome] = []

    @property
    def exit_code(self) -> int:
        """0 if there is nothing left to do for a person, else 1."""
        return int(any(outcome.name in FAILURES for outcome in self._outcomes))

    async def tell_all(self, choice: Choice, outcomes: AsyncGenerator[Outcome, None], progress: WorkProgress) -> None:
        """Tell what is missing, and outcomes as they come; the table is drawn even if something goes wrong."""
        try:
            for outcome in choice.missing:
                self._tell(outcome, progress)
            async with contextlib.aclosing(outcomes):
                async for outcome in outcomes:
                    self._tell(outcome, progress)
                    progress.show(
                        "dealing with dead letters", len(self._outcomes), len(choice.letters) + len(choice.missing)
                    )
        finally:
            progress.stop()
            self._end()

    def _tell(self, outcome: Outcome, progress: WorkProgress) -> None:
        self._outcomes.append(outcome)
        if self._as_lines:
            progress.stop()  # a line and a bar would get into each other's way
            click.echo(json.dumps(outcome_as_json(outcome, dry_run=self._dry_run), ensure_ascii=False))

    def _end(self) -> None:
        if self._outcomes and not self._as_lines:
            put(standard_output(), draw_outcomes(self._outcomes, dry_run=self._dry_run))
        click.echo(summary(self._outcomes, dry_run=self._dry_run), err=True)
