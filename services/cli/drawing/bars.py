"""A number between 0 and 1 as a bar."""

from rich.text import Text

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, *, width: int, style: str) -> Text:
    """A bar of ``width`` columns, exact to an eighth of a column, on a line that shows where 1 would be."""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (_EIGHTHS[rest] if rest else "")
    return Text.assemble((drawn, style), ("·" * (width - len(drawn)), "bright_black"))
