"""All dashboards, and all that they ask Prometheus."""

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.grafana.board import Board
from deploy.grafana.kafka import KAFKA
from deploy.grafana.newsroom import NEWSROOM
from deploy.grafana.pipeline import PIPELINE

BOARDS: dict[str, Board] = {"newsroom": NEWSROOM, "pipeline": PIPELINE, "kafka": KAFKA}
"""By the names of their files."""


@dataclass(frozen=True)
class Asked:
    """A query as Prometheus gets it, and where it stands."""

    board: str
    panel: str
    expression: str
    legend: str


def as_asked(expression: str, *, rate_interval: str, service: str = ".*") -> str:
    """The expression with Grafana's variables filled in."""
    return expression.replace("$__rate_interval", rate_interval).replace("$service", service)


def queries(*, rate_interval: str = "1m") -> Iterator[Asked]:
    """Every query of every dashboard, for all services."""
    for name, board in BOARDS.items():
        for panel in board.panels():
            for query in panel.queries:
                expression = as_asked(query.expression, rate_interval=rate_interval)
                yield Asked(name, panel.title, expression, query.legend)
