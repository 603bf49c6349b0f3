"""What became of dead letters: as a table, as JSON, and in one line."""

from collections import Counter
from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from services.cli.drawing.following import readable
from services.cli.drawing.marked_text import on_one_line
from services.cli.drawing.palette import BAD, GOOD, QUIET
from services.dead_letters.outcome import FAILURES, Outcome


def draw_outcomes(outcomes: Sequence[Outcome], *, dry_run: bool) -> RenderableType:
    """One row a dead letter."""
    table = Table(box=None, pad_edge=False)
    for heading in ("place", "article", "would be" if dry_run else "outcome"):
        table.add_column(heading, no_wrap=True)
    table.add_column("detail", overflow="fold")
    for outcome in outcomes:
        key = outcome.letter.letter.origin.key if outcome.letter else None
        style = BAD if outcome.name in FAILURES else GOOD if outcome.name in ("replayed", "discarded") else QUIET
        table.add_row(
            str(outcome.place),
            Text(on_one_line(readable(key) or "")),
            Text(outcome.name, style=style),
            Text(_detail(outcome)),
        )
    return table


def outcome_as_json(outcome: Outcome, *, dry_run: bool) -> dict[str, object]:
    """All that is known; ``topic``, ``partition`` and ``offset`` are the origin, null where there is no letter."""
    letter = outcome.letter.letter if outcome.letter else None
    return {
        "place": str(outcome.place),
        "outcome": outcome.name,
        "reason": letter.reason if letter else None,
        "key": readable(letter.origin.key) if letter else None,
        "topic": letter.origin.topic if letter else None,
        "partition": letter.origin.partition if letter else None,
        "offset": letter.origin.offset if letter else None,
        "successor": outcome.successor,
        "detail": outcome.detail,
        "dry_run": dry_run,
    }


def summary(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    """How many there are of each outcome, in one line."""
    counts = Counter(outcome.name for outcome in outcomes)
    told = ", ".join(f"{count} {name}" for name, count in counts.items()) or "no dead letters to deal with"
    return f"nothing was written; would be: {told}" if dry_run and counts else told


def _detail(outcome: Outcome) -> str:
    origin = outcome.letter.letter.origin if outcome.letter else None
    by = {"superseded": "by", "replayed": "as", "already replayed": "as"}.get(outcome.name)
    place = ""
    if origin and by and outcome.successor is not None:
        place = f"{by} {origin.topic}, partition {origin.partition}, offset {outcome.successor}"
    return on_one_line("; ".join(filter(None, (place, outcome.detail))))
