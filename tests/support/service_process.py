"""A service as a process of its own, as it runs in production, and what it says of itself."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Self

import aiohttp
import psutil

from tests.support import last_moment
from tests.support.command import COMMAND

_ROOT = Path(__file__).parents[2]
_PAGE_PATIENCE = aiohttp.ClientTimeout(total=20)


class ServiceProcess:
    """A running service. ``log`` grows as it writes: one dictionary a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self._news = asyncio.Condition()
        self._reader = asyncio.create_task(self._read_log())

    @classmethod
    async def start(cls, task: str, bootstrap_servers: str, *, dies_at: str | None = None, **settings: Any) -> Self:
        """Start a task of ``tests.support.tasks``; settings are those of the runtime, in lower case.

        ``dies_at`` is one of the moments of ``tests.support.last_moment``.
        """
        values = {"bootstrap_servers": bootstrap_servers, "workers": 1, "log_format": "json", **settings}
        environment = {f"NEWSLOOM_{name.upper()}": str(value) for name, value in values.items()}
        if dies_at:
            environment[last_moment.VARIABLE] = dies_at
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.run_service",
            task,
            cwd=_ROOT,
            env={**os.environ, **environment},
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process)

    @classmethod
    async def of_command(cls, *arguments: object, **settings: Any) -> Self:
        """Start ``newsloom`` with these arguments, as a person would."""
        environment = {f"NEWSLOOM_{name.upper()}": str(value) for name, value in settings.items()}
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *map(str, arguments),
            cwd=_ROOT,
            env={**os.environ, "NEWSLOOM_LOG_FORMAT": "json", "NEWSLOOM_WORKERS": "1", **environment},
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def target(self) -> str:
        """Where its metrics are, as Prometheus is told: host:port."""
        return str((await self.said("ready"))["http"]).removeprefix("http://")

    async def said(self, event: str, count: int = 1, **fields: object) -> dict[str, Any]:
        """Wait until the service has logged ``event`` with these fields for the ``count``-th time; return that line."""
        async with self._news:
            await self._news.wait_for(lambda: len(self._lines(event, fields)) >= count or self._reader.done())
        lines = self._lines(event, fields)
        assert len(lines) >= count, f"the service ended before it said {event!r}; its log: {self.log[-5:]}"
        return lines[count - 1]

    async def news(self) -> None:
        """Wait until the service has logged anything more."""
        async with self._news:
            await self._news.wait()

    async def ready(self) -> None:
        """Wait until partitions are assigned and the service is ready."""
        await self.said("ready")

    async def get(self, path: str) -> tuple[int, str]:
        """Status and body of one of the service's pages; it has seconds to answer, whatever the service does."""
        address = (await self.said("ready"))["http"]
        async with (
            aiohttp.ClientSession(timeout=_PAGE_PATIENCE) as session,
            session.get(f"{address}/{path}") as response,
        ):
            return response.status, await response.text()

    async def answers(self, path: str, status: int) -> None:
        """Ask one of the pages until it answers with ``status``; the timeout of the test ends a wait in vain."""
        while True:
            if (await self.get(path))[0] == status:
                return
            await asyncio.sleep(0.1)

    async def kill(self) -> None:
        """SIGKILL, at once."""
        await self.end(signal.SIGKILL)

    async def kill_a_worker(self) -> None:
        """SIGKILL to one of its worker processes, as soon as there is one that lives."""
        while True:
            for child in psutil.Process(self.process.pid).children():
                with suppress(psutil.NoSuchProcess):  # it ended meanwhile, and is being replaced
                    if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline()):
                        return child.kill()
            await asyncio.sleep(0.05)

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        return await self.exit_code()

    async def exit_code(self) -> int:
        """Wait for the end of the process."""
        code = await self.process.wait()
        await self._reader
        return code

    def _lines(self, event: str, fields: dict[str, object]) -> list[dict[str, Any]]:
        wanted = {"event": event, **fields}
        return [line for line in self.log if wanted.items() <= line.items()]

    async def _read_log(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            async with self._news:
                try:
                    self.log.append(json.loads(line))
                except ValueError:
                    self.log.append({"text": line.decode(errors="replace").rstrip()})
                self._news.notify_all()
        async with self._news:
            self._news.notify_all()


@asynccontextmanager
async def command(*arguments: object, **settings: Any) -> AsyncIterator[ServiceProcess]:
    """The ``newsloom`` command, ended with the block, whatever happens in it."""
    running = await ServiceProcess.of_command(*arguments, **settings)
    try:
        yield running
    finally:
        await running.kill()


@asynccontextmanager
async def service(task: str, bootstrap_servers: str, **settings: Any) -> AsyncIterator[ServiceProcess]:
    """A service that is ended with the block, whatever happens in it."""
    running = await ServiceProcess.start(task, bootstrap_servers, **settings)
    try:
        yield running
    finally:
        await running.kill()
