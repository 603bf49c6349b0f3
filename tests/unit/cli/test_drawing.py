"""What is drawn: an article of our own with its results, line by line; and parts of it by themselves."""

import io

import pytest
from rich.console import Console, RenderableType
from rich.text import Text

from schemas.article import Article
from schemas.entities import Entities, EntityType, Money, Place
from schemas.quotes import Quotes
from schemas.topics import Topics
from services.cli.console import put
from services.cli.drawing.bars import bar
from services.cli.drawing.entities import draw_entities
from services.cli.drawing.flow import Flow
from services.cli.drawing.marked_text import Mark, marked_text
from services.cli.drawing.page import draw_page, draw_result
from services.cli.drawing.quotes import draw_quotes
from services.cli.drawing.topics import draw_topics
from tests.support.results import ARTICLE, ENTITIES, QUOTES, TOPICS, span

PAGE = """\
valley/001 ─────────────────────────────────────────────────────────────────────

  [Marta Lind] opens the [Alder dam]

  “The river is safe,” [Marta Lind] said in [Brookfield].

  Critics disagree. [Lind] smiled.

  NAMES
    people     Marta Lind ×3
    places     Brookfield = US-XX
    buildings  Alder dam

  TOPICS
    politics      ████████████▋·  90%  medtop:11000000  primary
    water supply  ███▌··········  25%  medtop:20000001

    Alder dam · river

  QUOTATIONS
    Marta Lind
      “The river is safe,”
        direct    90%  Marta Lind said

    Critics
      disagree
        indirect  90%  Critics disagree
"""


def drawn(drawing: RenderableType, *, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False, no_color=True)
    put(console, drawing)
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    return output


def colourful(*, no_color: bool) -> Console:
    return Console(file=io.StringIO(), width=80, force_terminal=True, color_system="truecolor", no_color=no_color)


def test_a_page_without_colours() -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    page = draw_page(ARTICLE, {"entities": ENTITIES, "topics": TOPICS, "quotes": QUOTES}, console)
    assert drawn(page).rstrip("\n") + "\n" == PAGE


def test_a_terminal_marks_names_by_colour_and_one_without_colours_by_brackets() -> None:
    outputs = []
    for no_color in (False, True):
        console = colourful(no_color=no_color)
        console.print(draw_page(ARTICLE, {"entities": ENTITIES}, console))
        outputs.append(console.file.getvalue())  # type: ignore[attr-defined]
    assert "48;2;255;210;127mMarta Lind\x1b[0m" in outputs[0]
    assert "[Marta Lind]" not in outputs[0]
    assert "[Marta Lind]" in outputs[1]


def test_a_service_without_result_has_no_section() -> None:
    console = Console(file=io.StringIO(), width=80)
    assert "NAMES" not in drawn(draw_page(ARTICLE, {"topics": TOPICS}, console))


def test_a_result_alone_says_what_it_is_about() -> None:
    first_line = drawn(draw_result(QUOTES.model_copy(update={"article_version": 2}))).splitlines()[0]
    assert first_line.startswith("valley/001 version 2  quotes-test ──")


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (draw_entities(Entities(**{**ENTITIES.model_dump(), "entities": ()})), "no names found"),
        (draw_topics(Topics(**{**TOPICS.model_dump(), "topics": (), "keyphrases": ()})), "no topic found"),
        (draw_quotes(Quotes(**{**QUOTES.model_dump(), "quotes": ()})), "no quotations found"),
    ],
)
def test_nothing_found_is_said(drawing: RenderableType, said: str) -> None:
    assert drawn(drawing) == f"{said}\n"


def test_a_source_is_joined_to_its_cue_in_the_order_of_the_text() -> None:
    (first, *_) = [quote for quote in QUOTES.quotes if quote.kind == "direct"]
    apart = first.model_copy(update={"source": (span("Lind", 1),)})
    output = drawn(draw_quotes(QUOTES.model_copy(update={"quotes": (apart,)})))
    assert "direct    90%  said … Lind" in output


def test_what_no_one_is_named_for_comes_last() -> None:
    first, second = sorted(QUOTES.quotes, key=lambda quote: quote.content[0].start)
    nameless = first.model_copy(update={"source": (), "speaker": None})
    lines = drawn(draw_quotes(QUOTES.model_copy(update={"quotes": (nameless, second)}))).splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == ["Critics", "no speaker named"]


def test_of_marks_that_overlap_the_first_and_longest_is_shown() -> None:
    marks = [Mark(span("Lind"), "red"), Mark(span("Marta Lind"), "red"), Mark(span("Lind", 1), "red")]
    text = marked_text(ARTICLE.body, "body", marks, colour=False).plain
    assert text.endswith("[Marta Lind] said in Brookfield.\nCritics disagree. [Lind] smiled.")


def test_an_article_cannot_steer_the_terminal() -> None:
    hostile = Article(id="a\x9b2J", headline="\x1b[2J\x07gone", body="left\u202eright\x00\r\ttab\n\x1b]0;title\x07")
    console = Console(file=io.StringIO(), width=80)
    page = drawn(draw_page(hostile, {}, console))
    assert all(character.isprintable() or character == "\n" for character in page)
    assert "gone" in page


def test_brackets_in_an_article_are_no_markup() -> None:
    article = Article(id="[red]", headline="[bold]x[/bold]", body="[link=file:///]y")
    console = Console(file=io.StringIO(), width=80)
    page = drawn(draw_page(article, {}, console))
    assert "[bold]x[/bold]" in page
    assert "[link=file:///]y" in page


@pytest.mark.parametrize(
    ("share", "expected"), [(0, "····"), (0.5, "██··"), (0.28, "█▏··"), (1, "████"), (1.7, "████")]
)
def test_a_bar_is_exact_to_an_eighth_of_a_column(share: float, expected: str) -> None:
    assert bar(share, width=4, style="").plain == expected


def test_a_flow_breaks_between_its_texts_only() -> None:
    names = [Text(name) for name in ("Marta Lind", "Brookfield", "Alder dam")]
    assert drawn(Flow(names, Text(" · ")), width=25) == "Marta Lind · Brookfield\nAlder dam\n"


@pytest.mark.parametrize(
    ("kind", "name", "known", "drawn_name"),
    [
        ("DATE", "Monday", {"date": "2026-04-13"}, "Monday = 2026-04-13"),
        ("DATE", "2026", {"date": "2026"}, "2026"),
        ("MONEY", "$1.5bn", {"money": Money(amount=1.5e9, currency="USD")}, "$1.5bn = 1,500,000,000 USD"),
        ("LOC", "Paris", {"place": Place(latitude=48.9, longitude=2.3, population=1, country="FR")}, "Paris = FR"),
        ("LOC", "Portugal", {"links": {"iso3166-1": "PT"}}, "Portugal = PT"),
    ],
)
def test_what_is_known_of_a_name_stands_behind_it(
    kind: EntityType, name: str, known: dict[str, object], drawn_name: str
) -> None:
    entity = ENTITIES.entities[0].model_copy(update={"type": kind, "name": name, "links": {}, **known})
    assert drawn(draw_entities(ENTITIES.model_copy(update={"entities": (entity,)}))).endswith(f"  {drawn_name}\n")
