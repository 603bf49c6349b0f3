"""Draws what a command prints on a terminal of ``COLUMNS`` columns:

script -qc "newsloom analyze seeds" /dev/null | python docs/picture.py docs/demo.svg
"""

import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

COLUMNS = 100
_FONTS_FROM_THE_NET = re.compile(r"@font-face \{.*?\}", re.DOTALL)

if __name__ == "__main__":
    console = Console(record=True, width=COLUMNS, file=sys.stderr, force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(sys.stdin.read().replace("\r", "")))
    picture = console.export_svg(title="newsloom")
    Path(sys.argv[1]).write_text(_FONTS_FROM_THE_NET.sub("", picture), encoding="utf-8")
