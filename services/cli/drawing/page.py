"""An article with everything that was found in it, as one page."""

from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from schemas.article import Article
from schemas.entities import Entities
from schemas.kafka_topics import ServiceName
from schemas.quotes import Quotes
from schemas.result import Result
from schemas.topics import Topics
from services.cli.console import has_colour
from services.cli.drawing.entities import draw_entities, entity_marks
from services.cli.drawing.marked_text import marked_text, on_one_line
from services.cli.drawing.palette import QUIET, TITLE
from services.cli.drawing.quotes import draw_quotes
from services.cli.drawing.topics import draw_topics

_INDENT = (0, 2, 0, 2)


def draw_page(article: Article, results: Mapping[ServiceName, Result], console: Console) -> RenderableType:
    """The article with its names marked, then what each service found. A service that is not there has no section."""
    colour = has_colour(console)
    entities = results.get("entities")
    marks = list(entity_marks(entities)) if isinstance(entities, Entities) else []
    headline = marked_text(article.headline, "headline", marks, colour=colour)
    headline.stylize_before(TITLE)
    parts: list[RenderableType] = [Rule(Text(on_one_line(article.id), style=QUIET), style=QUIET, align="left"), Text()]
    parts.append(Padding(headline, _INDENT))
    for paragraph in marked_text(article.body, "body", marks, colour=colour).split("\n"):
        if paragraph.plain.strip():
            parts += [Text(), Padding(paragraph, _INDENT)]
    parts += [part for result in results.values() for part in _section(result)]
    return Group(*parts, Text())


def draw_result(result: Result) -> RenderableType:
    """One result alone: for whoever follows a topic and does not have the article."""
    version = "" if result.article_version == 1 else f" version {result.article_version}"
    about = f"{on_one_line(result.article_id)}{version}  {result.model}"
    return Group(Rule(Text(about, style=QUIET), style=QUIET, align="left"), *_section(result), Text())


def _section(result: Result) -> list[RenderableType]:
    match result:
        case Entities():
            title, drawing = "Names", draw_entities(result)
        case Topics():
            title, drawing = "Topics", draw_topics(result)
        case Quotes():
            title, drawing = "Quotations", draw_quotes(result)
        case _:
            raise TypeError(f"no drawing for {type(result).__name__}")
    return [Text(), Padding(Text(title.upper(), style=TITLE), _INDENT), Padding(drawing, (0, 2, 0, 4))]
