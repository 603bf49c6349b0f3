"""The subscribers of docs/subscribers: how each is built and started, and what it has kept."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

import pytest

from services.broker.installation import install

_FOLDER = Path(__file__).parents[3] / "docs" / "subscribers"
Kept = dict[tuple[str, str], bytes]
"""The value of each topic and key."""


@dataclass(frozen=True)
class Program:
    """A command that takes bootstrap servers, state and group; and how to read its state."""

    command: tuple[str, ...]
    kept: Callable[[Path], Kept]


def _python(name: str) -> Program:
    return Program((sys.executable, str(_FOLDER / name / "subscriber.py")), _from_sqlite)


def _java(folder: Path) -> Program:
    compiler = shutil.which("javac")
    if compiler is None:
        pytest.skip("there is no javac on this machine")
    classes = ":".join(map(str, install().jars))
    subprocess.run(
        [compiler, "-Werror", "-cp", classes, "-d", folder, _FOLDER / "java" / "Subscriber.java"],
        check=True,
        timeout=100,
    )
    return Program(("java", "-cp", f"{folder}:{classes}", "Subscriber"), _from_files)


def _go(folder: Path) -> Program:
    if shutil.which("go") is None:
        pytest.skip("there is no go on this machine")
    binary = folder / "subscriber"
    subprocess.run(["go", "build", "-mod=readonly", "-o", binary, "."], cwd=_FOLDER / "go", check=True, timeout=240)
    return Program((str(binary),), _from_files)


PROGRAMS: dict[str, Callable[[Path], Program]] = {
    "aiokafka": lambda _: _python("aiokafka"),
    "confluent-kafka": lambda _: _python("confluent-kafka"),
    "java": _java,
    "go": _go,
}
"""Each takes a folder to build in."""


def _from_sqlite(state: Path) -> Kept:
    if not state.exists():
        return {}
    database = sqlite3.connect(state, timeout=10)
    try:
        rows = database.execute("SELECT topic, key, value FROM results").fetchall()
    except sqlite3.OperationalError:  # it has not made its table yet
        return {}
    finally:
        database.close()
    return {(topic, key.decode()): value for topic, key, value in rows}


def _from_files(state: Path) -> Kept:
    kept: Kept = {}
    for path in state.glob("*/*.json"):
        with contextlib.suppress(FileNotFoundError):  # it has just been retracted
            kept[path.parent.name, unquote_plus(path.stem)] = path.read_bytes()
    return kept
