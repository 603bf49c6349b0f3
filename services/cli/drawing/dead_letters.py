"""Dead letters: as a table, one in full, and as JSON."""

import base64
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.cli.drawing.following import readable
from services.cli.drawing.marked_text import on_one_line, printable
from services.cli.drawing.palette import QUIET, TITLE
from services.runtime.dead_letters import DeadLetter


@dataclass(frozen=True, slots=True)
class Placed:
    """A dead letter and where it stands; ``place`` is service/partition/offset, by which a person names it."""

    place: str
    letter: DeadLetter


def draw_table(letters: list[Placed]) -> RenderableType:
    """One row a dead letter."""
    table = Table(box=None, pad_edge=False)
    for heading in ("place", "failed at (UTC)", "article", "reason"):
        table.add_column(heading, no_wrap=True)
    # Only this one gives way on a narrow terminal: the place is what the other commands ask for.
    table.add_column("detail", overflow="fold")
    for placed in letters:
        letter = placed.letter
        table.add_row(
            placed.place,
            f"{letter.failed_at:%Y-%m-%d %H:%M:%S}",
            Text(on_one_line(readable(letter.origin.key) or "")),
            letter.reason,
            Text(on_one_line(letter.detail)),
        )
    return table


def draw_letter(placed: Placed) -> RenderableType:
    """What is known about it, then the original headers, then the original value."""
    letter = placed.letter
    table = Table.grid(padding=(0, 2))
    rows = {
        "place": placed.place,
        "reason": letter.reason,
        "detail": on_one_line(letter.detail),
        "failed at": letter.failed_at.isoformat(),
        "came from": f"{letter.origin.topic}, partition {letter.origin.partition}, offset {letter.origin.offset}",
        "expected": letter.schema,
        "key": on_one_line(readable(letter.origin.key) or ""),
        **{f"header {name}": on_one_line(readable(value) or "") for name, value in letter.origin.headers},
        "value": f"{len(letter.origin.value or b'')} bytes",
    }
    for name, value in rows.items():
        table.add_row(Text(name, style=QUIET), Text(value, style=TITLE if name == "reason" else ""))
    return Group(table, Text(), Text(printable(readable(letter.origin.value) or "")))


def letter_as_json(placed: Placed) -> dict[str, object]:
    """All that is known; key, value and headers byte for byte in base64, the value also as text where it is UTF-8."""
    letter, origin = placed.letter, placed.letter.origin
    return {
        "place": placed.place,
        "service": letter.service,
        "reason": letter.reason,
        "detail": letter.detail,
        "failed_at": letter.failed_at.isoformat(),
        "schema": letter.schema,
        "topic": origin.topic,
        "partition": origin.partition,
        "offset": origin.offset,
        "timestamp": origin.timestamp,
        "key": readable(origin.key),
        "key_base64": _base64(origin.key),
        "value": readable(origin.value),
        "value_base64": _base64(origin.value),
        "headers": [{"name": name, "value_base64": _base64(value)} for name, value in origin.headers],
    }


def _base64(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
