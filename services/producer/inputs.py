"""From what a person names (files, folders, patterns, ``-``) to the files that are read, and the id of each."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from services.producer.refusals import Place, Refusal

Format = Literal["text", "json", "jsonl"]

STANDARD_INPUT_ARGUMENT = "-"
FORMATS: dict[str, Format] = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""The format of a file by its suffix, in lower case."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. ``path`` is None for standard input, whose format may be left to its first byte (None).

    ``name`` is the id that plain text in it gets: the path relative to the folder that was given, without suffix.
    """

    path: Path | None
    format: Format | None
    name: str = ""


def find_inputs(arguments: Iterable[str], format: Format | None = None) -> Iterator[Input | Refusal]:  # noqa: A002
    """The files behind the arguments, in a stable order; what leads to no file is a refusal.

    A ``format`` applies to standard input and to files named one by one, whatever their suffix. Of a folder, files with
    a suffix of ``FORMATS`` are read, at any depth; names that begin with a dot are passed over.
    """
    for argument in arguments:
        try:
            yield from _behind(argument, format)
        except OSError as error:  # a folder on the way that may not be entered, a name that is too long
            yield Refusal(Place(argument), f"cannot be read: {error.strerror}")


def _behind(argument: str, format: Format | None) -> Iterator[Input | Refusal]:  # noqa: A002
    path = Path(argument)
    if argument == STANDARD_INPUT_ARGUMENT:
        yield Input(None, format)
    elif path.is_dir():
        yield from _in_folder(path)
    elif path.exists() or not glob.has_magic(argument):
        yield _one_file(path, path.stem, format)
    else:
        yield from _by_pattern(argument, format)


def _one_file(path: Path, name: str, format: Format | None) -> Input | Refusal:  # noqa: A002
    if not path.exists():
        return Refusal(Place(str(path)), "there is no such file or folder")
    known = format or FORMATS.get(path.suffix.lower())
    if known is None:
        suffixes = ", ".join(FORMATS)
        return Refusal(
            Place(str(path)), f"the suffix does not tell the format (one of {suffixes}): name it by --format"
        )
    return Input(path, known, name)


def _by_pattern(pattern: str, format: Format | None) -> Iterator[Input | Refusal]:  # noqa: A002
    """The matches of a pattern; an id is relative to the folders before its first wild card."""
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 -- Path.glob takes no absolute pattern
    if not matches:
        yield Refusal(Place(pattern), "no file matches the pattern")
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    for match in matches:
        path = Path(match)
        if path.is_file():
            yield _one_file(path, _name(path, base), format)
        elif "**" not in pattern:  # whose matches already hold the files below each folder
            yield from _in_folder(path, base)


def _in_folder(folder: Path, base: Path | None = None) -> Iterator[Input | Refusal]:
    unreadable: list[OSError] = []
    found = False
    for parent, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            known = FORMATS.get(path.suffix.lower())
            if known and not name.startswith("."):
                found = True
                yield Input(path, known, _name(path, base or folder))
    for error in unreadable:
        yield Refusal(Place(str(error.filename)), f"the folder cannot be read: {error.strerror}")
    if not found and not unreadable:
        yield Refusal(Place(str(folder)), f"the folder holds no article files ({', '.join(FORMATS)})")


def _name(path: Path, base: Path) -> str:
    return path.relative_to(base).with_suffix("").as_posix()


def total_bytes(arguments: Iterable[str], format: Format | None = None) -> int | None:  # noqa: A002
    """How many bytes there are to read; None if standard input or anything else of unknown length is among them."""
    total = 0
    for found in find_inputs(arguments, format):
        if isinstance(found, Refusal):
            continue
        if found.path is None or not found.path.is_file():
            return None
        total += found.path.stat().st_size
    return total
