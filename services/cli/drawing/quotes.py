"""Quotations under their speakers."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas.quotes import Quote, Quotes
from schemas.span import Span
from services.cli.drawing.marked_text import on_one_line
from services.cli.drawing.palette import ENTITY_COLOURS, QUIET


def draw_quotes(result: Quotes) -> RenderableType:
    """The speakers in the order in which they first speak, and last what no one is named for.

    Under each stands what is said, and then how it is attributed.
    """
    if not result.quotes:
        return Text("no quotations found", style=QUIET)
    speakers: dict[str, list[Quote]] = {}
    for quote in sorted(result.quotes, key=lambda quote: (not quote.speaker and not quote.source, _place(quote))):
        speakers.setdefault(_speaker_key(quote), []).append(quote)
    parts: list[RenderableType] = []
    for quotes in speakers.values():
        parts.extend([Text()] if parts else [])
        parts.append(_speaker(quotes[0]))
        for quote in quotes:
            parts.append(Padding(Text(_joined(quote.content), style="italic"), (0, 0, 0, 2)))
            parts.append(Padding(_attribution(quote), (0, 0, 0, 4)))
    return Group(*parts)


def _place(quote: Quote) -> tuple[bool, int]:
    return quote.content[0].field == "body", quote.content[0].start


def _speaker_key(quote: Quote) -> str:
    return quote.speaker.entity_id if quote.speaker else f" {_joined(quote.source).casefold()}"


def _speaker(quote: Quote) -> Text:
    if quote.speaker:
        return Text(on_one_line(quote.speaker.name), style=f"bold {ENTITY_COLOURS[quote.speaker.type]}")
    return Text(_joined(quote.source) or "no speaker named", style="bold")


def _attribution(quote: Quote) -> Text:
    """The kind and how sure, then source and cue in the order of the text."""
    drawn = Text(f"{quote.kind:<8} {quote.confidence:>4.0%}  ", style=QUIET)
    before: Span | None = None
    pieces = [*((span, "bold") for span in quote.source), *((span, "") for span in quote.cue)]
    for span, style in sorted(pieces, key=lambda piece: (piece[0].field == "body", piece[0].start)):
        if before:
            drawn.append(" " if span.start - before.end <= 1 else " … ")
        drawn.append(on_one_line(span.text), style=style)
        before = span
    return drawn


def _joined(spans: Iterable[Span]) -> str:
    return " … ".join(on_one_line(span.text) for span in spans)
