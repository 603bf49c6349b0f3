"""Text in which spans are marked: by colour, or by brackets where there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from schemas.span import ArticleField, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span and the style that shows it."""

    span: Span
    style: str


def marked_text(text: str, field: ArticleField, marks: Iterable[Mark], *, colour: bool) -> Text:
    """The text of one field with its marks. Of marks that overlap, the first and then the longest is shown."""
    mine = sorted(
        (mark for mark in marks if mark.span.field == field), key=lambda mark: (mark.span.start, -mark.span.end)
    )
    drawn = Text()
    position = 0
    for mark in mine:
        if mark.span.start < position:
            continue
        drawn.append(printable(text[position : mark.span.start]))
        name = printable(text[mark.span.start : mark.span.end])
        drawn.append(name if colour else f"[{name}]", style=mark.style if colour else "")
        position = mark.span.end
    drawn.append(printable(text[position:]))
    return drawn


def printable(text: str) -> str:
    """The text without what would steer a terminal; line breaks stay, and an article cannot paint or ring a bell."""
    return "".join(
        character if character.isprintable() or character == "\n" else " " if character.isspace() else "\ufffd"
        for character in text
    )


def on_one_line(text: str) -> str:
    """The text, printable, with each run of white space as one space."""
    return " ".join(printable(text).split())
