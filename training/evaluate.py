"""Measures the shipped models on the dev splits: `python -m training.evaluate [--task TASK] [--json]`.

Writes the figures of each task beside its model as `scores.json`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.language.errors import LanguageError
from training import entities_evaluation, quotes_evaluation
from training.corpora import CorpusError
from training.measures import Measure
from training.topics import evaluation as topics_evaluation

TASKS: dict[str, Callable[[Path, Path], Sequence[Measure]]] = {
    "entities": entities_evaluation.measures,
    "topics": topics_evaluation.measures,
    "quotes": quotes_evaluation.measures,
}


def main() -> int:
    """Evaluate; exit code 1 with one line if a file is missing or damaged."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the corpora")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder of the models")
    parser.add_argument("--task", choices=sorted(TASKS), action="append", help="only this task; may be repeated")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--no-scores", action="store_true", help="leave scores.json as it is")
    arguments = parser.parse_args()
    console = Console(stderr=True)
    figures: dict[str, dict[str, float]] = {}
    for task in arguments.task or TASKS:
        try:
            with console.status(f"measuring {task}"):
                measured = TASKS[task](arguments.data, arguments.models / task)
        except (CorpusError, LanguageError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        figures[task] = {measure.name: round(measure.value, 2) for measure in measured}
        if not arguments.no_scores:
            text = json.dumps(figures[task], indent=2) + "\n"
            (arguments.models / task / "scores.json").write_text(text, encoding="utf-8")
    print(json.dumps(figures, indent=2)) if arguments.json else _print(figures)
    return 0


def _print(figures: dict[str, dict[str, float]]) -> None:
    table = Table("task", "measure", title="Measured on the dev splits; scores in percent")
    table.add_column("figure", justify="right")
    for task, measured in figures.items():
        for number, (name, value) in enumerate(measured.items()):
            table.add_row(task if number == 0 else "", name, f"{value:,.0f}" if value > 100 else f"{value:.1f}")
        table.add_section()
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
