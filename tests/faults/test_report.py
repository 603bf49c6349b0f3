"""The report itself: what counts as recovered, and what is written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.faults.ledger import Verdict
from tests.faults.report import FaultReport, Moment, table, write

START = datetime(2026, 1, 1, tzinfo=UTC)


def finished(second: float, partition: int, offset: int) -> dict[str, Any]:
    """A line of a service's log."""
    at = (START + timedelta(seconds=second)).isoformat()
    return {"event": "result", "timestamp": at, "partition": partition, "offset": offset}


def report_on(*moments: Moment) -> FaultReport:
    """Two processes, of which the second repeats an article of the first before it goes on."""
    logs = [[finished(1, 0, 0)], [finished(5, 0, 0), finished(7, 1, 0), {"event": "ready"}, finished(9, 0, 1)]]
    processes: list[Any] = [SimpleNamespace(log=log) for log in logs]
    return FaultReport("a fault [its kind]", processes, list(moments), Verdict(3, done=3))


def test_a_repetition_is_no_recovery() -> None:
    assert report_on(Moment(START + timedelta(seconds=2))).seconds_to_recover() == [5.0]


def test_only_the_partitions_concerned_count() -> None:
    assert report_on(Moment(START + timedelta(seconds=2), frozenset({0}))).seconds_to_recover() == [7.0]


def test_when_nothing_was_left_to_do_there_is_no_time() -> None:
    assert report_on(Moment(START + timedelta(seconds=10))).seconds_to_recover() == []


def test_the_report_is_a_table_and_a_file(tmp_path: Path) -> None:
    row = report_on(*(Moment(START + timedelta(seconds=second)) for second in (2, 6))).row()
    assert (row["articles"], row["median s"], row["worst s"]) == (3, 3.0, 5.0)
    assert "a fault [its kind]" in table([row])
    write([row], "7", tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text()) == {"seed": "7", "faults": [row]}
