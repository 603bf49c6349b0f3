"""A pool of worker processes: one article a worker at a time, so a death or a time-out concerns that article alone.

Why not a ready-made pool: ``concurrent.futures`` breaks as a whole when one process dies and cannot end a running
call; the libraries that can share one pipe between their workers, which a kill at the wrong moment leaves locked.
Here each worker has a pipe of its own.
"""

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

import structlog

from services.runtime.errors import ConfigurationError, InvalidRecord
from services.runtime.task import Task
from services.runtime.worker import Answer, Failed, LoadFailed, Ready, main

T = TypeVar("T")

_SPAWN = multiprocessing.get_context("spawn")
_KILLS_BEFORE_DEAD_LETTER = 2

log = structlog.get_logger()


class WorkerDied(Exception):
    """The process ended without an answer."""


class Worker:
    """One process and the parent's end of its pipe. Its blocking calls run in a thread of its own."""

    def __init__(self, task: Task, models_folder: Path) -> None:
        self._task = task
        self._models_folder = models_folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="worker-pipe")
        self._connection: Connection | None = None
        self._broken = False
        self._starting = threading.Lock()
        self.process: BaseProcess | None = None

    @property
    def is_usable(self) -> bool:
        """Whether the worker can be given an article."""
        # A pipe can be at its end some moments before the process counts as dead, hence both.
        return not self._broken and self.process is not None and self.process.is_alive()

    async def start(self) -> float:
        """Start the process and wait until it has its model; returns the seconds that loading took.

        Raises ``ConfigurationError`` if the model cannot be loaded, and ``WorkerDied``.
        """
        started = await self._in_thread(self._start)
        if isinstance(started, LoadFailed):
            await self.stop()
            raise ConfigurationError(f"the {self._task.name} model does not load: {started.reason}")
        return started.load_seconds

    async def run(self, value: bytes, time_limit: float) -> Answer:
        """Analyze one article. Raises ``InvalidRecord`` or ``WorkerDied``; after the latter, start it again."""
        try:
            answer = await asyncio.wait_for(self._in_thread(self._ask, value), time_limit)
        except TimeoutError:
            await self.stop()
            raise InvalidRecord("time-limit", f"no answer within {time_limit:g} s") from None
        if isinstance(answer, Failed):
            raise InvalidRecord("language-error", answer.detail)
        return answer

    async def stop(self) -> None:
        """End the process at once and release what it holds."""
        await asyncio.to_thread(self._kill)
        self._thread.shutdown(wait=False)

    async def _in_thread(self, call: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)

    def _start(self) -> Ready | LoadFailed:
        with self._starting:
            if self._broken:
                raise WorkerDied
            self._connection, child = _SPAWN.Pipe()
            process = _SPAWN.Process(target=main, args=(self._task, self._models_folder, child), daemon=True)
            process.start()
            self.process = process
            # Only the child may hold its end: then its death is the end of this pipe, and ours the end of its.
            child.close()
        started: Ready | LoadFailed = self._receive()
        return started

    def _kill(self) -> None:
        with self._starting:  # a process that is just being started would be missed and never end
            self._broken = True
            if self.process is not None and self._connection is not None:
                self.process.kill()
                self.process.join()
                self._connection.close()

    def _ask(self, value: bytes) -> Answer | Failed:
        try:
            assert self._connection is not None
            self._connection.send_bytes(value)
        except OSError as error:
            self._broken = True
            raise WorkerDied from error
        answer: Answer | Failed = self._receive()
        return answer

    def _receive(self) -> Any:
        try:
            assert self._connection is not None
            return self._connection.recv()
        except (EOFError, OSError) as error:
            self._broken = True
            raise WorkerDied from error


class Pool:
    """``size`` workers, each with the model; ``on_restart`` is called for each one that had to be replaced."""

    def __init__(
        self,
        task: Task,
        models_folder: Path,
        *,
        size: int,
        time_limit: float,
        on_restart: Callable[[], None] = lambda: None,
        on_load: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._workers = [Worker(task, models_folder) for _ in range(size)]
        self._make: Callable[[], Worker] = lambda: Worker(task, models_folder)
        self._time_limit = time_limit
        self._on_restart = on_restart
        self._on_load = on_load
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()

    @property
    def process_ids(self) -> list[int]:
        """The workers' process ids."""
        processes = (worker.process for worker in self._workers)
        return [process.pid for process in processes if process is not None and process.pid is not None]

    async def start(self) -> None:
        """Start all workers at once. Raises ``ConfigurationError`` if one cannot load its model."""
        for seconds in await asyncio.gather(*(worker.start() for worker in self._workers)):
            self._on_load(seconds)
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def run(self, value: bytes) -> Answer:
        """Analyze one article (JSON, in bytes) in the next idle worker.

        Raises ``InvalidRecord`` when the function raises, when it exceeds the time limit, and when two workers in a
        row die of it. The worker is replaced before another article gets its place.
        """
        for _ in range(_KILLS_BEFORE_DEAD_LETTER):
            worker = await self._idle.get()
            if not worker.is_usable:  # it was killed while it had nothing to do: no article's fault
                worker = await self._replace(worker)
            try:
                return await worker.run(value, self._time_limit)
            except WorkerDied:
                log.warning("a worker process died")
            finally:
                self._idle.put_nowait(worker if worker.is_usable else await self._replace(worker))
        raise InvalidRecord("worker-died", f"{_KILLS_BEFORE_DEAD_LETTER} worker processes in a row died of it")

    async def stop(self) -> None:
        """End all worker processes at once."""
        for worker in self._workers:
            await worker.stop()

    async def _replace(self, dead: Worker) -> Worker:
        await dead.stop()
        fresh = self._make()
        self._workers[self._workers.index(dead)] = fresh
        self._on_restart()
        self._on_load(await fresh.start())
        return fresh
