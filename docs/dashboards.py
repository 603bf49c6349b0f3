"""Draws the dashboards from a running Prometheus, with the panels, queries and places that Grafana gets.

python -m docs.dashboards http://127.0.0.1:9090 --minutes 15 --out docs
"""

import argparse
import json
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from deploy.grafana.board import COLUMNS, Board, Panel, Row
from deploy.grafana.boards import BOARDS, as_asked
from docs.panels import Drawing, Series, draw

_POINTS = 120
_CELL_WIDTH, _CELL_HEIGHT, _GAP, _TOP = 56, 34, 8, 56


class Prometheus:
    """Asks for a time range of so many minutes, which ends now."""

    def __init__(self, address: str, minutes: float) -> None:
        self._address = address.rstrip("/")
        self._end = time.time()
        self._start = self._end - 60 * minutes
        self._step = max(1, round(60 * minutes / _POINTS))

    def series(self, panel: Panel) -> list[Series]:
        """The series of a panel's queries, with their names as its legends tell. Raises ``OSError``."""
        found = []
        for query in panel.queries:
            expression = as_asked(query.expression, rate_interval="1m")
            parameters = {"query": expression, "start": self._start, "end": self._end, "step": self._step}
            address = f"{self._address}/api/v1/query_range?{urllib.parse.urlencode(parameters)}"
            with urllib.request.urlopen(address, timeout=30) as response:
                result = json.load(response)["data"]["result"]
            for one in result:
                name = query.legend
                for label, value in one["metric"].items():
                    name = name.replace("{{" + label + "}}", value)
                points = [
                    ((moment - self._start) / (self._end - self._start), float(value))
                    for moment, value in one["values"]
                ]
                found.append(Series(name, points))
        return found


def picture(board: Board, prometheus: Prometheus, minutes: float) -> str:
    """One dashboard as SVG."""
    places = list(board.places())
    lines = max(line + (1 if isinstance(item, Row) else item.height) for item, _, line in places)
    width, height = COLUMNS * _CELL_WIDTH + 2 * _GAP, lines * _CELL_HEIGHT + _TOP + _GAP
    drawing = Drawing(width, height)
    drawing.text(_GAP + 4, 28, board.title, size=20, weight=600)
    drawing.text(_GAP + 4, 46, f"{board.meaning} The last {minutes:g} minutes.", size=12, faint=True)
    for item, column, line in places:
        x, y = _GAP + column * _CELL_WIDTH, _TOP + line * _CELL_HEIGHT
        if isinstance(item, Row):
            drawing.text(x + 4, y + 22, item.title, size=14, weight=600)
        else:
            size = item.width * _CELL_WIDTH - _GAP, item.height * _CELL_HEIGHT - _GAP
            draw(drawing, item, prometheus.series(item), (x, y), size, minutes)
    return drawing.svg()


def main() -> int:
    """Write newsroom.svg, pipeline.svg and kafka.svg."""
    parser = argparse.ArgumentParser(prog="python -m docs.dashboards", description=__doc__)
    parser.add_argument("prometheus", help="its address, such as http://127.0.0.1:9090")
    parser.add_argument("--minutes", type=float, default=15, help="how far back (default: 15)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder (default: docs)")
    arguments = parser.parse_args()
    try:
        asked = Prometheus(arguments.prometheus, arguments.minutes)
        for name, board in BOARDS.items():
            (arguments.out / f"{name}.svg").write_text(picture(board, asked, arguments.minutes), encoding="utf-8")
    except OSError as error:
        print(f"{arguments.prometheus}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
