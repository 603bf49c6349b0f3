"""Short texts one after the other, each whole on its line."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text


class Flow:
    """Puts as many of the texts on a line as there is room for; a break never falls within one that fits a line."""

    def __init__(self, texts: Sequence[Text], separator: Text) -> None:
        self._texts = texts
        self._separator = separator

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for text in self._texts:
            if line and line.cell_len + self._separator.cell_len + text.cell_len > options.max_width:
                yield line
                line = Text()
            line = self._separator.join([line, text]) if line else text.copy()
        yield line
