"""What is shown of the demo: each article as soon as all is known about it, or the records as they come."""

from time import perf_counter

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from services.cli.console import put
from services.cli.demo.collection import Collected, Collection
from services.cli.drawing.figures import draw_figures
from services.cli.drawing.following import record_as_json
from services.cli.drawing.page import draw_page
from services.cli.drawing.palette import BAD, QUIET, TITLE
from services.runtime.reading import Record

_NEXT = {
    "newsloom analyze FILE…": "the same for an article of yours, without Kafka",
    "newsloom broker": "a Kafka that stays; then: topics create, run, publish",
    "newsloom watch --from-beginning": "the results, as any other system can follow them",
}


class Audience:
    """Sees the records, and shows what there is to see. Its clock runs from the beginning."""

    def __init__(self, collection: Collection, console: Console, *, as_json: bool) -> None:
        self.collection = collection
        self.failures = 0
        self._console = console
        self._as_json = as_json
        self._started = perf_counter()
        self._shown: set[int] = set()

    def see(self, record: Record) -> bool:
        """Take a record in; returns whether it is about one of our articles."""
        found = self.collection.add(record)
        if found is None:
            return False
        if self._as_json:
            click.echo(record_as_json(record))
        if not found.missing and id(found) not in self._shown:
            self._shown.add(id(found))
            self._show(found)
        return True

    def say_figures(self) -> None:
        """One line: what it took."""
        line = draw_figures(self.collection.articles, perf_counter() - self._started)
        put(self._console, Padding(line, (0, 2, 1, 2)))

    def say_what_next(self) -> None:
        """Three commands to go on with."""
        table = Table.grid(padding=(0, 3))
        for command, purpose in _NEXT.items():
            table.add_row(Text(command, style=TITLE), Text(purpose, style=QUIET))
        put(self._console, Padding(table, (1, 2, 1, 2)))

    def _show(self, found: Collected) -> None:
        self.failures += len(found.failures)
        if not self._as_json:
            put(self._console, "")
            put(self._console, draw_page(found.article, found.in_order(), self._console))
        for service, failure in found.failures.items():
            put(self._console, Text(f"  {service}: a dead letter instead of a result: {failure}\n", style=BAD))
