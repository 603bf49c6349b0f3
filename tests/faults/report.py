"""What the faults did, one line a test: counted by the ledger, timed by the services' own logs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.faults.ledger import Verdict
from tests.support.service_process import ServiceProcess

_DONE = {"result", "dead letter", "retracted"}
_COUNTS = ("articles", "done", "dead-lettered", "lost", "divergent", "redelivered")


@dataclass(frozen=True)
class Moment:
    """When a fault was over, or its process killed, and the partitions that it had concerned (None: all)."""

    at: datetime
    partitions: frozenset[int] | None = None


@dataclass
class FaultReport:
    """What one test tells: its services' logs, the moments from which they had to recover, and the verdict."""

    fault: str
    processes: list[ServiceProcess] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    verdict: Verdict | None = None

    def recover_from_now(self, partitions: Iterable[int] | None = None) -> None:
        """The fault is over, or its process has just been killed: the time to the next new result is of interest."""
        self.moments.append(Moment(datetime.now(UTC), None if partitions is None else frozenset(partitions)))

    def said(self) -> set[tuple[int, int]]:
        """The places (partition, offset) of the articles that some process has said to be finished."""
        return {place for _, place in self._finished()}

    def conclude(self, verdict: Verdict) -> None:
        """Write the verdict down, and demand that it is clean."""
        self.verdict = verdict
        print(f"{self.fault}: {verdict}; seconds to recover {self.seconds_to_recover()}")
        assert verdict.is_clean, str(verdict)

    def seconds_to_recover(self) -> list[float]:
        """For each moment, the seconds until an article of its partitions was finished that never was before.

        A moment after which nothing new was left to finish does not count.
        """
        first: dict[tuple[int, int], datetime] = {}
        for at, place in self._finished():
            first[place] = min(at, first.get(place, at))
        waits = (
            min(
                (
                    (at - moment.at).total_seconds()
                    for (partition, _), at in first.items()
                    if at > moment.at and (moment.partitions is None or partition in moment.partitions)
                ),
                default=None,
            )
            for moment in self.moments
        )
        return [round(wait, 2) for wait in waits if wait is not None]

    def row(self) -> dict[str, Any]:
        """The line of the report."""
        verdict, seconds = self.verdict, self.seconds_to_recover()
        assert verdict is not None
        lost = sum(len(articles) for articles in verdict.lost.values())
        counts = (verdict.accepted, verdict.done, verdict.dead_lettered, lost, len(verdict.divergent))
        return {
            "fault": self.fault,
            **dict(zip(_COUNTS, (*counts, verdict.redelivered), strict=True)),
            "faults timed": len(seconds),
            "median s": median(seconds) if seconds else None,
            "worst s": max(seconds, default=None),
        }

    def _finished(self) -> Iterator[tuple[datetime, tuple[int, int]]]:
        for process in self.processes:
            for line in process.log:
                if line.get("event") in _DONE:
                    yield datetime.fromisoformat(line["timestamp"]), (line["partition"], line["offset"])


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a person reads them, with their sum."""
    title = "Faults, and what became of the articles (seconds to the next new result)"
    drawing = Table(title=title, show_footer=True, box=SIMPLE, title_justify="left")
    for name in rows[0]:
        total = f"{sum(row[name] for row in rows):,}" if name in _COUNTS else ""
        drawing.add_column(name, total, justify="left" if name == "fault" else "right")
    for row in rows:
        drawing.add_row(*(_cell(value) for value in row.values()))
    drawn = StringIO()
    Console(file=drawn, width=180).print(drawing)
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else escape(f"{value}")


def write(rows: Sequence[dict[str, Any]], seed: str, file: Path) -> None:
    """The rows as JSON, for what is computed from them."""
    file.write_text(json.dumps({"seed": seed, "faults": list(rows)}, indent=2) + "\n", encoding="utf-8")
