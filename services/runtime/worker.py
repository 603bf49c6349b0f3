"""The inside of a worker process: loads the model once, then answers one article after the other."""

import contextlib
import multiprocessing
import os
import signal
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from schemas.article import Article
from schemas.result import Result
from services.runtime.failures import Failed, failure
from services.runtime.frames import read_frame, write_object
from services.runtime.memory import limit_memory
from services.runtime.task import Analyze, Task

MOST_RESULT_BYTES = 64 * 1024 * 1024
"""Larger results are not handed over: no topic takes them, compressed or not, and the service had to hold them."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has its model. ``load_seconds`` is what that took."""

    load_seconds: float


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """The worker cannot load its model; ``reason`` is one line for a person."""

    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one article: its id and its bytes. ``words`` are runs of other characters than white space.

    ``extensions`` are the attributes that its event has beside those of every event.
    """

    result_id: str
    value: bytes
    words: int
    seconds: float
    extensions: dict[str, str] = field(default_factory=dict)


def main(task: Task, models_folder: Path, connection: socket.socket, memory: int) -> None:
    """Serve until the other end of ``connection`` closes: also when the parent is killed, so no worker stays behind.

    ``memory`` is the limit in bytes, the model included.
    """
    # The parent ends its workers itself, after what is in flight: Ctrl-C in a terminal and some supervisors' SIGTERM
    # reach the whole process group.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Numeric libraries must not start a thread a core in each of several processes.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    limit_memory(memory)
    requests, answers = connection.makefile("rb"), connection.makefile("wb")
    try:
        started = perf_counter()
        analyze = task.load(models_folder)
    except Exception as error:  # noqa: BLE001 -- whatever a loader raises is told to the parent, in one line
        write_object(answers, LoadFailed(f"{type(error).__name__}: {error}"))
        return
    write_object(answers, Ready(perf_counter() - started))
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            write_object(answers, _answer(analyze, read_frame(requests)))


def _end_with_parent() -> None:
    # A worker that is busy does not notice that its pipe is at its end, and one that hangs never would.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(analyze: Analyze, value: bytes) -> Answer | Failed:
    started = perf_counter()
    try:
        article = Article.from_bytes(value)
        result = analyze(article)
        _check(result, article)
        words = len(article.headline.split()) + len(article.body.split())
        answer = Answer(str(result.id), result.to_bytes(), words, perf_counter() - started, result.extensions())
    except BaseException as error:  # noqa: BLE001 -- also one that calls exit(): its article becomes a dead letter
        return failure(error)
    if len(answer.value) > MOST_RESULT_BYTES:
        return Failed("result-too-large", f"{len(answer.value)} bytes")
    return answer


def _check(result: Result, article: Article) -> None:
    if (result.article_id, result.article_version) != (article.id, article.version):
        raise ValueError(f"the result is of version {result.article_version} of {result.article_id!r}")
    result.check_spans(article)
