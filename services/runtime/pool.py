"""A pool of worker processes: one article a worker at a time, so a death or a time-out concerns that article alone.

Why not a ready-made pool: ``concurrent.futures`` breaks as a whole when one process dies and cannot end a running
call; the libraries that can share one pipe between their workers, which a kill at the wrong moment leaves locked.
Here each worker has a stream of its own.
"""

import asyncio
import multiprocessing
import socket
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import structlog

from services.runtime.errors import ConfigurationError, FatalError, InvalidRecord
from services.runtime.failures import Failed
from services.runtime.frames import BrokenFrame, frame, receive_object
from services.runtime.task import Task
from services.runtime.worker import Answer, LoadFailed, Ready, main

_SPAWN = multiprocessing.get_context("spawn")
_KILLS_BEFORE_DEAD_LETTER = 2
_PAUSES_BETWEEN_STARTS = (0.1, 0.5, 2.0, 5.0)

log = structlog.get_logger()


class WorkerDied(Exception):
    """The process ended without an answer, or with one that cannot be understood."""


class Worker:
    """One process and the parent's end of its stream."""

    def __init__(self, task: Task, models_folder: Path, memory: int) -> None:
        self._task = task
        self._models_folder = models_folder
        self._memory = memory
        self._ended = False
        self._starting = threading.Lock()
        self._process: BaseProcess | None = None
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None

    @property
    def process_id(self) -> int | None:
        """The process id, once there is a process."""
        return None if self._process is None else self._process.pid

    @property
    def is_usable(self) -> bool:
        """Whether the worker can be given an article."""
        # A stream can be at its end some moments before the process counts as dead, hence both.
        return not self._ended and self._process is not None and self._process.is_alive()

    async def start(self) -> float:
        """Start the process and wait until it has its model; returns the seconds that loading took.

        Raises ``ConfigurationError`` if the model cannot be loaded, and ``WorkerDied``.
        """
        ours, theirs = socket.socketpair()
        self._reader, self._writer = await asyncio.open_connection(sock=ours)
        await asyncio.to_thread(self._spawn, theirs)
        started: Ready | LoadFailed = await self._receive(Ready, LoadFailed)
        if isinstance(started, LoadFailed):
            await self.stop()
            raise ConfigurationError(f"the {self._task.name} model does not load: {started.reason}")
        return started.load_seconds

    async def run(self, value: bytes, time_limit: float) -> Answer:
        """Analyze one article. Raises ``InvalidRecord`` or ``WorkerDied``; the worker may be unusable after either."""
        try:
            async with asyncio.timeout(time_limit):
                answer = await self._ask(value)
        except TimeoutError:
            await self.stop()
            raise InvalidRecord("time-limit", f"no answer within {time_limit:g} s") from None
        if isinstance(answer, Failed):
            if answer.reason == "memory-limit":
                await self.stop()  # what else in it has failed for want of memory, nobody knows
            raise InvalidRecord(answer.reason, answer.detail)
        return answer

    async def stop(self) -> None:
        """End the process at once and release what it holds."""
        await asyncio.to_thread(self._kill)
        if self._writer is not None:
            self._writer.close()

    async def _ask(self, value: bytes) -> Answer | Failed:
        assert self._writer is not None
        self._writer.write(frame(value))
        try:
            answer: Answer | Failed = await self._receive(Answer, Failed)
        except asyncio.CancelledError:
            self._ended = True  # its answer is still to come, and the next to ask must not take it for theirs
            raise
        return answer

    async def _receive(self, *kinds: type) -> Any:
        try:
            return await receive_object(self._reader, *kinds)
        except (EOFError, OSError, BrokenFrame) as error:
            self._ended = True
            raise WorkerDied from error

    def _spawn(self, theirs: socket.socket) -> None:
        # Only the child may hold its end: then its death is the end of our stream, and ours the end of its.
        with self._starting, theirs:
            if not self._ended:
                arguments = (self._task, self._models_folder, theirs, self._memory)
                process = _SPAWN.Process(target=main, args=arguments, daemon=True)
                process.start()
                self._process = process

    def _kill(self) -> None:
        with self._starting:  # a process that is just being started would be missed and never end
            self._ended = True
            if self._process is not None:
                self._process.kill()
                self._process.join()


class Pool:
    """``size`` workers, each with the model; ``on_restart`` is called for each one that had to be replaced.

    ``time_limit`` is seconds an article, ``memory`` bytes a worker.
    """

    def __init__(
        self,
        task: Task,
        models_folder: Path,
        *,
        size: int,
        time_limit: float,
        memory: int = 2 * 1024**3,
        on_restart: Callable[[], None] = lambda: None,
        on_load: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._size = size
        self._workers: list[Worker] = []
        self._make: Callable[[], Worker] = lambda: Worker(task, models_folder, memory)
        self._time_limit = time_limit
        self._on_restart = on_restart
        self._on_load = on_load
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()

    @property
    def process_ids(self) -> list[int]:
        """The workers' process ids."""
        return [worker.process_id for worker in self._workers if worker.process_id is not None]

    async def start(self) -> None:
        """Start all workers at once. Raises ``ConfigurationError`` if one cannot load its model."""
        starting = [asyncio.create_task(self._start_fresh()) for _ in range(self._size)]
        try:
            self._workers = await asyncio.gather(*starting)
        finally:
            for start in starting:
                start.cancel()
            for outcome in await asyncio.gather(*starting, return_exceptions=True):
                if isinstance(outcome, Worker) and outcome not in self._workers:
                    await outcome.stop()
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def run(self, value: bytes) -> Answer:
        """Analyze one article (JSON, in bytes) in the next idle worker.

        Raises ``InvalidRecord`` when the function raises, when it exceeds the limit of time or memory, and when two
        workers in a row die of it. A worker that is not usable any more is replaced when its turn comes.
        """
        for _ in range(_KILLS_BEFORE_DEAD_LETTER):
            turn = asyncio.create_task(self._turn(await self._idle.get(), value))
            # Who gives up waiting does not end the turn: its worker goes on to an answer that nobody reads.
            turn.add_done_callback(_read_exception)
            try:
                return await asyncio.shield(turn)
            except WorkerDied:
                log.warning("a worker process died")
        raise InvalidRecord("worker-died", f"{_KILLS_BEFORE_DEAD_LETTER} worker processes in a row died of it")

    async def _turn(self, worker: Worker, value: bytes) -> Answer:
        try:
            if not worker.is_usable:
                worker = await self._replace(worker)
            return await worker.run(value, self._time_limit)
        finally:
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """End all worker processes at once."""
        for worker in self._workers:
            await worker.stop()

    async def _replace(self, dead: Worker) -> Worker:
        await dead.stop()
        self._on_restart()
        fresh = await self._start_fresh()
        self._workers[self._workers.index(dead)] = fresh
        return fresh

    async def _start_fresh(self) -> Worker:
        # A death before there was an article is no article's fault: memory may be short for a while.
        for pause in _PAUSES_BETWEEN_STARTS:
            fresh = self._make()
            try:
                self._on_load(await fresh.start())
            except WorkerDied:
                log.warning("a worker process died while it loaded its model", next_try_in_seconds=pause)
            else:
                return fresh
            finally:
                if not fresh.is_usable:
                    await fresh.stop()
            await asyncio.sleep(pause)
        raise FatalError(f"{len(_PAUSES_BETWEEN_STARTS)} worker processes in a row died while they loaded their model")


def _read_exception(turn: asyncio.Task[Answer]) -> None:
    # asyncio complains about exceptions that nobody looked at.
    if not turn.cancelled():
        turn.exception()
