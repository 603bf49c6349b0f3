"""What a dashboard is: rows of panels, each with its queries, a unit, and a sentence on what it tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

COLUMNS = 24
"""Columns of Grafana's grid."""

Kind = Literal["lines", "stacked", "number", "bars"]


@dataclass(frozen=True)
class Query:
    """A PromQL expression, and Grafana's template of its legend."""

    expression: str
    legend: str = ""


@dataclass(frozen=True)
class Panel:
    """``unit`` is one of Grafana's; from ``alarm`` on a value is shown in red. Sizes are cells of the grid."""

    title: str
    meaning: str
    queries: tuple[Query, ...]
    unit: str = "short"
    kind: Kind = "lines"
    width: int = 8
    height: int = 7
    alarm: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Row:
    """Panels under a heading; they flow from left to right, and on to the next line."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Board:
    """``by_service`` gives it the variable ``$service``: all, or some of the services."""

    uid: str
    title: str
    meaning: str
    rows: tuple[Row, ...]
    by_service: bool = False

    def places(self) -> Iterator[tuple[Row | Panel, int, int]]:
        """Each heading and panel with its column and line, in cells."""
        line = 0
        for row in self.rows:
            yield row, 0, line
            line += 1
            column = tallest = 0
            for panel in row.panels:
                if column + panel.width > COLUMNS:
                    column, line, tallest = 0, line + tallest, 0
                yield panel, column, line
                column, tallest = column + panel.width, max(tallest, panel.height)
            line += tallest

    def panels(self) -> Iterator[Panel]:
        """Every panel, in the order of reading."""
        for row in self.rows:
            yield from row.panels


def number(title: str, meaning: str, expression: str, *, unit: str = "short", alarm: float | None = None) -> Panel:
    """A panel with one large figure and its course behind it."""
    return Panel(title, meaning, (Query(expression),), unit, "number", width=4, height=4, alarm=alarm)
