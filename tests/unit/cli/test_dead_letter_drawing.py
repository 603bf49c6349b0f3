"""Dead letters as a person and as a program reads them."""

import base64
import io

from rich.console import Console, RenderableType

from services.cli.console import put
from services.cli.drawing.dead_letters import draw_letter, draw_table, letter_as_json
from services.dead_letters.journal import FiledLetter
from services.dead_letters.place import Place
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.support.articles import record

LETTER = FiledLetter(
    Place("quotes", 2, 17), DeadLetter.of(record(b"\xff\x1b[2J{}"), "quotes", InvalidRecord("not-an-article", "no"))
)


def drawn(drawing: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    put(console, drawing)
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    return output


def test_a_row_names_place_article_and_reason() -> None:
    row = drawn(draw_table([LETTER])).splitlines()[1]
    assert [row.split()[index] for index in (0, 3, 4, 5)] == ["quotes/2/17", "a-1", "not-an-article", "no"]


def test_one_in_full_has_its_origin_and_its_value_without_what_steers_a_terminal() -> None:
    output = drawn(draw_letter(LETTER))
    assert "news.articles.v1, partition 0, offset 0" in output
    assert "header trace" in output
    assert output.endswith("\\xff\ufffd[2J{}\n")


def test_json_has_every_byte() -> None:
    document = letter_as_json(LETTER)
    assert base64.b64decode(str(document["value_base64"])) == b"\xff\x1b[2J{}"
    assert document["headers"] == [{"name": "trace", "value_base64": base64.b64encode(b"\xff\x00").decode()}]
