"""Dead letters as a person and as a program reads them."""

import base64
import io
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console, RenderableType

from services.cli.console import put
from services.cli.drawing.dead_letters import draw_letter, draw_table, letter_as_json
from services.cli.drawing.outcomes import draw_outcomes, outcome_as_json, summary
from services.dead_letters.disposition import Disposition
from services.dead_letters.journal import FiledLetter
from services.dead_letters.outcome import Outcome
from services.dead_letters.place import Place
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.support.articles import record

LETTER = FiledLetter(
    Place("quotes", 2, 17), DeadLetter.of(record(b"\xff\x1b[2J{}"), "quotes", InvalidRecord("not-an-article", "no"))
)


REPLAYED = FiledLetter(
    Place("topics", 0, 4),
    DeadLetter.of(
        replace(record(b"{}"), headers=[("newsloom_replay_of", b"topics/0/1")] * 2),
        "topics",
        InvalidRecord("time-limit", "slow"),
    ),
    Disposition(Place("topics", 0, 4), "replayed", datetime(2026, 1, 31, 18, 30, tzinfo=UTC), 12),
)


def drawn(drawing: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    put(console, drawing)
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    return output


def test_a_row_names_place_article_and_reason() -> None:
    row = drawn(draw_table([LETTER])).splitlines()[1]
    assert [row.split()[index] for index in (0, 3, 4, 5)] == ["quotes/2/17", "a-1", "not-an-article", "no"]


def test_what_is_known_of_some_only_has_a_column_where_it_is_shown() -> None:
    assert drawn(draw_table([LETTER])).splitlines()[0].split()[-3:] == ["article", "reason", "detail"]
    heading, first, second = drawn(draw_table([LETTER, REPLAYED])).splitlines()
    assert heading.split()[4:] == ["state", "article", "reason", "replays", "detail"]
    assert [first.split()[3], first.split()[6]] == ["open", "0"]
    assert [second.split()[3], second.split()[6]] == ["replayed", "2"]


def test_what_was_done_about_a_letter_is_shown() -> None:
    output = " ".join(drawn(draw_letter(REPLAYED)).split())
    assert "state replayed at 2026-01-31T18:30:00+00:00: see offset 12" in output
    assert "replayed before 2 times" in output
    document = letter_as_json(REPLAYED)
    assert {name: document[name] for name in ("state", "disposed_at", "successor", "replays")} == {
        "state": "replayed",
        "disposed_at": "2026-01-31T18:30:00+00:00",
        "successor": 12,
        "replays": 2,
    }


OUTCOMES = [
    Outcome(LETTER.place, "replayed", LETTER, 30),
    Outcome(REPLAYED.place, "superseded", REPLAYED, 12),
    Outcome(Place("quotes", 0, 99), "not found"),
]


def test_an_outcome_is_a_row() -> None:
    heading, *rows = drawn(draw_outcomes(OUTCOMES, dry_run=False)).splitlines()
    assert heading.split() == ["place", "article", "outcome", "detail"]
    assert [row.split(None, 2)[0] for row in rows] == ["quotes/2/17", "topics/0/4", "quotes/0/99"]
    assert rows[0].endswith("replayed    as news.articles.v1, partition 0, offset 30")
    assert rows[1].endswith("superseded  by news.articles.v1, partition 0, offset 12")
    assert rows[2].endswith("not found")


def test_a_dry_run_says_so() -> None:
    assert "would be" in drawn(draw_outcomes(OUTCOMES, dry_run=True)).splitlines()[0]
    assert summary(OUTCOMES, dry_run=True) == "nothing was written; would be: 1 replayed, 1 superseded, 1 not found"


def test_the_outcomes_are_counted() -> None:
    assert summary(OUTCOMES, dry_run=False) == "1 replayed, 1 superseded, 1 not found"
    assert summary([], dry_run=False) == "no dead letters to deal with"


def test_an_outcome_as_json_names_the_origin() -> None:
    document = outcome_as_json(OUTCOMES[0], dry_run=False)
    assert (document["topic"], document["partition"], document["offset"]) == ("news.articles.v1", 0, 0)
    assert outcome_as_json(OUTCOMES[2], dry_run=False)["topic"] is None


def test_one_in_full_has_its_origin_and_its_value_without_what_steers_a_terminal() -> None:
    output = drawn(draw_letter(LETTER))
    assert "news.articles.v1, partition 0, offset 0" in output
    assert "header trace" in output
    assert output.endswith("\\xff\ufffd[2J{}\n")


def test_json_has_every_byte() -> None:
    document = letter_as_json(LETTER)
    assert base64.b64decode(str(document["value_base64"])) == b"\xff\x1b[2J{}"
    assert document["headers"] == [{"name": "trace", "value_base64": base64.b64encode(b"\xff\x00").decode()}]
