"""Topics with their confidence as bars, and the keyphrases."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from schemas.topics import Topics
from services.cli.drawing.bars import bar
from services.cli.drawing.flow import Flow
from services.cli.drawing.marked_text import on_one_line
from services.cli.drawing.palette import BAR, PRIMARY_BAR, QUIET, TITLE

_BAR_WIDTH = 14
"""With it, a row fits into 80 columns."""


def draw_topics(result: Topics) -> RenderableType:
    """One row a topic, the most confident first; below them the keyphrases on a line of their own."""
    parts: list[RenderableType] = [_topics(result) if result.topics else Text("no topic found", style=QUIET)]
    if result.keyphrases:
        phrases = sorted(result.keyphrases, key=lambda phrase: (-phrase.score, phrase.text))
        parts.append(Text())
        parts.append(Flow([Text(on_one_line(phrase.text)) for phrase in phrases], Text.assemble((" · ", QUIET))))
    return Group(*parts)


def _topics(result: Topics) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, max_width=30, overflow="ellipsis")
    table.add_column(width=_BAR_WIDTH)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for topic in sorted(result.topics, key=lambda topic: (-topic.confidence, topic.code)):
        table.add_row(
            Text(on_one_line(topic.label), style=TITLE if topic.primary else ""),
            bar(topic.confidence, width=_BAR_WIDTH, style=PRIMARY_BAR if topic.primary else BAR),
            f"{topic.confidence:.0%}",
            Text(topic.code, style=QUIET),
            Text("primary" if topic.primary else "", style=PRIMARY_BAR),
        )
    return table
