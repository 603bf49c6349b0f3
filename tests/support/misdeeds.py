"""What an article can make a language function do: the first word of the body names it."""

import contextlib
import ctypes
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from schemas.article import Article
from schemas.entities import Entities
from services.runtime.worker import MOST_RESULT_BYTES
from tests.support.tasks import first_word

_STEP = 16 * 1024 * 1024
_RESULT_TOPIC_BYTES = 8 * 1024 * 1024


class _Unreadable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no message for you")


class _Unpicklable(Exception):
    def __init__(self) -> None:
        super().__init__("holds a lock", threading.Lock())


def _raise(error: BaseException) -> NoReturn:
    raise error


def _spin() -> NoReturn:
    while True:
        pass


def _recurse(depth: int = 0) -> int:
    return _recurse(depth + 1) + 1


def _eat() -> None:
    # Zeros that nobody has touched cost no real memory, and count.
    eaten = [bytes(_STEP) for _ in range(256)]
    eaten.clear()


def _eat_and_hide_it() -> None:
    try:
        _eat()
    except MemoryError as error:
        raise RuntimeError("a library says that something went wrong") from error


def _print() -> None:
    os.write(1, b"\xff\x00 garbage \x1b[2J\n")
    os.write(2, b'\xff\x00{"event": "garbage\n')


def _inherited() -> list[int]:
    return [number for entry in Path("/proc/self/fd").iterdir() if (number := int(entry.name)) > 2]


def _scribble() -> None:
    for number in _inherited():
        with contextlib.suppress(OSError):  # most are not open for writing
            os.write(number, b"garbage \xff" * 100)


def _close() -> None:
    os.closerange(3, max(_inherited()) + 1)


def _renamed(article: Article, name: str) -> Entities:
    result = first_word(article)
    (entity,) = result.entities
    return result.model_copy(update={"entities": (entity.model_copy(update={"name": name}),)})


_DEEDS: dict[str, Callable[[], object]] = {
    "DIE": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "ABORT": os.abort,
    "CRASH": lambda: ctypes.string_at(0),
    "LEAVE": lambda: os._exit(0),
    "EXIT": lambda: sys.exit(0),
    "INTERRUPT": lambda: _raise(KeyboardInterrupt()),
    "RAISE": lambda: _raise(ValueError("asked to")),
    "UNREADABLE": lambda: _raise(_Unreadable()),
    "UNPICKLABLE": lambda: _raise(_Unpicklable()),
    "GARBLED": lambda: _raise(ValueError("a\n\x1b[31mb\ud800c" * 1_000_000)),
    "RECURSE": _recurse,
    "HANG": lambda: threading.Event().wait(),
    "SPIN": _spin,
    "STOP": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "EAT": _eat,
    "HIDE": _eat_and_hide_it,
    "PRINT": _print,
    "SCRIBBLE": _scribble,
    "CLOSE": _close,
}

_RESULTS: dict[str, Callable[[Article], object]] = {
    "NOTHING": lambda _article: None,
    "OTHER": lambda article: first_word(article.model_copy(update={"id": "another"})),
    "OLDER": lambda article: first_word(article.model_copy(update={"version": article.version + 1})),
    "SURROGATE": lambda article: _renamed(article, "\ud800"),
    "LARGE": lambda article: _renamed(article, random.Random(1).randbytes(2 * _RESULT_TOPIC_BYTES).hex()),
    "HUGE": lambda article: _renamed(article, "x" * MOST_RESULT_BYTES),
}


def misbehave(article: Article) -> Entities:
    """The result of ``first_word``, unless the first word asks for something else."""
    word = article.body.split()[0]
    if word in _DEEDS:
        _DEEDS[word]()
    if word in _RESULTS:
        return _RESULTS[word](article)  # type: ignore[return-value] # which is what is wrong with them
    return first_word(article)
