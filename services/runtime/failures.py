"""What a worker says of an article on which the language function failed, whatever was raised."""

import traceback
from dataclasses import dataclass
from pathlib import Path

from services.runtime.errors import Reason

_MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Failed:
    """The language function has no result; ``detail`` says why in one line, of 2,000 code points and a bit at most."""

    reason: Reason
    detail: str


def failure(error: BaseException) -> Failed:
    """What to say of ``error``; of one that has to do with memory only that, because little may be left of it."""
    if _is_about_memory(error):
        for link in _chain(error):
            traceback.clear_frames(link.__traceback__)  # what they hold is what the memory went into
        return Failed("memory-limit", "the worker has reached its memory limit")
    return Failed("language-error", f"{type(error).__name__}: {_text(error)[:_MOST_TEXT]} ({_place(error)})")


def _is_about_memory(error: BaseException) -> bool:
    return any(isinstance(link, MemoryError) for link in _chain(error))


def _chain(error: BaseException) -> list[BaseException]:
    # A library may dress it up in an error of its own; Python itself keeps such chains free of circles, code need not.
    links = [error]
    while (before := links[-1].__cause__ or links[-1].__context__) is not None and all(
        before is not link for link in links
    ):
        links.append(before)
    return links


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as problem:  # noqa: BLE001 -- an exception may be as broken as what raised it
        return f"its message cannot be read, {type(problem).__name__}"


def _place(error: BaseException) -> str:
    places = list(traceback.walk_tb(error.__traceback__))
    if not places:
        return "from nowhere"
    where, line = places[-1]
    return f"{Path(where.f_code.co_filename).name}:{line}"
