"""Where output goes: results to standard output, what is said about the work to standard error."""

import os
import sys

import click
from rich.console import Console, RenderableType

WIDTH = 100
"""Columns beyond which text becomes hard to read; also what is drawn for when nobody says how wide it is."""


def standard_output() -> Console:
    """The console for results, at most ``WIDTH`` columns wide."""
    return _limited(Console(highlight=False, soft_wrap=False))


def standard_error() -> Console:
    """The console for progress and remarks."""
    return _limited(Console(stderr=True, highlight=False))


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def has_colour(console: Console) -> bool:
    """Whether a mark can be shown by a colour; where not, characters have to do it."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def put(console: Console, drawing: RenderableType) -> None:
    """Print a drawing; where no terminal shows it, without the spaces that fill its lines."""
    if console.is_terminal:
        console.print(drawing)
        return
    with console.capture() as capture:
        console.print(drawing)
    for line in capture.get().splitlines():
        click.echo(line.rstrip(), file=console.file)


def _limited(console: Console) -> Console:
    told = console.is_terminal or "COLUMNS" in os.environ
    console.width = min(console.width, WIDTH) if told else WIDTH
    return console
