"""Dead letters: as a table, one in full, and as JSON."""

import base64
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.cli.drawing.following import readable
from services.cli.drawing.marked_text import on_one_line, printable
from services.cli.drawing.palette import QUIET, TITLE
from services.dead_letters.journal import FiledLetter
from services.runtime.raw_header_names import escaped

_MOST_SHOWN = 4000
"""Characters of a value that a terminal is shown."""


def draw_table(letters: Sequence[FiledLetter]) -> RenderableType:
    """One row a dead letter; what is the same for all, an open state or that none was replayed, has no column."""
    table = Table(box=None, pad_edge=False)
    with_state = any(filed.state != "open" for filed in letters)
    with_replays = any(filed.replays for filed in letters)
    headings = {"place": True, "failed at (UTC)": True, "state": with_state, "article": True, "reason": True}
    for heading, is_shown in {**headings, "replays": with_replays}.items():
        if is_shown:
            table.add_column(heading, no_wrap=True)
    # Only this one gives way on a narrow terminal: the place is what the other commands ask for.
    table.add_column("detail", overflow="fold")
    for filed in letters:
        letter = filed.letter
        table.add_row(
            str(filed.place),
            f"{letter.failed_at:%Y-%m-%d %H:%M:%S}",
            *([filed.state] if with_state else []),
            Text(on_one_line(readable(letter.origin.key) or "")),
            letter.reason,
            *([str(filed.replays)] if with_replays else []),
            Text(on_one_line(letter.detail)),
        )
    return table


def draw_letter(filed: FiledLetter) -> RenderableType:
    """What is known about it, then the original headers, then the original value."""
    letter = filed.letter
    table = Table.grid(padding=(0, 2))
    rows = {
        "place": str(filed.place),
        "reason": letter.reason,
        "detail": on_one_line(letter.detail),
        "failed at": letter.failed_at.isoformat(),
        "state": _state(filed),
        "replayed before": {0: "never", 1: "once"}.get(filed.replays, f"{filed.replays} times"),
        "came from": f"{letter.origin.topic}, partition {letter.origin.partition}, offset {letter.origin.offset}",
        "expected": letter.schema,
        "key": on_one_line(readable(letter.origin.key) or ""),
    }
    headers = [
        (f"header {on_one_line(escaped(name))}", on_one_line(readable(value) or ""))
        for name, value in letter.origin.headers
    ]
    for name, value in (*rows.items(), *headers, ("value", f"{len(letter.origin.value or b'')} bytes")):
        table.add_row(Text(name, style=QUIET), Text(value, style=TITLE if name == "reason" else ""))
    text = printable(readable(letter.origin.value) or "")
    shown = Text(text[:_MOST_SHOWN])
    if len(text) > _MOST_SHOWN:
        shown.append(f"\n… {len(text) - _MOST_SHOWN} characters more: --raw writes all of it", style=QUIET)
    return Group(table, Text(), shown)


def _state(filed: FiledLetter) -> str:
    if filed.disposition is None:
        return filed.state
    done = f"{filed.state} at {filed.disposition.at.isoformat()}"
    return done if filed.disposition.successor is None else f"{done}: see offset {filed.disposition.successor}"


def letter_as_json(filed: FiledLetter) -> dict[str, object]:
    """All that is known; key, value and headers byte for byte in base64, the value also as text where it is UTF-8."""
    letter, origin, disposition = filed.letter, filed.letter.origin, filed.disposition
    return {
        "place": str(filed.place),
        "service": letter.service,
        "reason": letter.reason,
        "detail": letter.detail,
        "failed_at": letter.failed_at.isoformat(),
        "state": filed.state,
        "disposed_at": disposition.at.isoformat() if disposition else None,
        "successor": disposition.successor if disposition else None,
        "replays": filed.replays,
        "schema": letter.schema,
        "topic": origin.topic,
        "partition": origin.partition,
        "offset": origin.offset,
        "timestamp": origin.timestamp,
        "key": readable(origin.key),
        "key_base64": _base64(origin.key),
        "value": readable(origin.value),
        "value_base64": _base64(origin.value),
        "headers": [{"name": escaped(name), "value_base64": _base64(value)} for name, value in origin.headers],
    }


def _base64(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
