"""Writes docs/metrics.md, the table of all metrics, from their declarations: ``python -m docs.metrics [--check]``."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry

from services.observer.metrics import ObserverMetrics
from services.runtime.metrics import Metrics

FILE = Path(__file__).with_name("metrics.md")

_INTRODUCTION = """\
# Metrics

Each process serves its metrics at `/metrics`, in Prometheus' format; the port is `NEWSLOOM_HTTP_PORT`, 8000 in the
image. This page is written from the declarations by `make dashboards`. Beside these there are the usual `process_…`
(memory, CPU, file descriptors).

The services tell their own lag, and `newsloom observe` that of their consumer groups as the broker has it: the first is
exact to the article and knows what is in flight, the second is there when a service is not. No exporter is needed.
"""


def page() -> str:
    """The whole page."""
    service, observer = Metrics("entities"), ObserverMetrics()
    service.lag.labels("entities", "0")
    observer.partitions.labels("news.articles.v1", "online")
    for gauge in (observer.start_offset, observer.end_offset):
        gauge.labels("news.articles.v1", "0")
    observer.members.labels("newsloom-entities")
    observer.lag.labels("newsloom-entities", "0")
    observer.topics.labels("politics")
    observer.people.labels("Somebody")
    parts = [_INTRODUCTION]
    parts.append("\n## Of each service\n\n" + _table(service.registry))
    parts.append("\n## Of the observer\n\n" + _table(observer.registry))
    return "".join(parts)


def _table(registry: CollectorRegistry) -> str:
    lines = ["| name | type | labels | meaning |", "|---|---|---|---|", *_rows(registry)]
    return "\n".join(lines) + "\n"


def _rows(registry: CollectorRegistry) -> Iterator[str]:
    for family in registry.collect():
        if not family.name.startswith("newsloom_"):
            continue
        if not family.samples:
            raise ValueError(f"{family.name} has labels, and no example of them in docs/metrics.py")
        labels = ", ".join(sorted({label for sample in family.samples for label in sample.labels} - {"le"})) or "–"
        name = family.name + ("_total" if family.type == "counter" else "")
        yield f"| `{name}` | {family.type} | {labels} | {family.documentation} |"


def main() -> int:
    """Write the page, or with ``--check`` only say whether it is current (exit code 1 if not)."""
    parser = argparse.ArgumentParser(prog="python -m docs.metrics", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is not current")
    if parser.parse_args().check:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == page():
            return 0
        print("docs/metrics.md is not current: run make dashboards", file=sys.stderr)
        return 1
    FILE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
