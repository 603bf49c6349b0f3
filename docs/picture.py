"""Draws what a command prints in colour: ``FORCE_COLOR=1 newsloom demo | python docs/picture.py docs/demo.svg``."""

import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

COLUMNS = 100

if __name__ == "__main__":
    console = Console(record=True, width=COLUMNS, file=sys.stderr, force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(sys.stdin.read()))
    Path(sys.argv[1]).write_text(console.export_svg(title="newsloom demo"), encoding="utf-8")
