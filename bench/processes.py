"""A service as a process, as it is run in production, and the memory that it takes."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
import psutil

RUN = (sys.executable, "-m", "services.cli.main", "run")


class Running:
    """A service process that is ready."""

    def __init__(self, process_id: int) -> None:
        self._process = psutil.Process(process_id)

    def memory_bytes(self) -> int:
        """Resident memory of the process and its workers, shared pages counted once (PSS where the system has it)."""
        family = [self._process, *self._process.children(recursive=True)]
        return sum(getattr(process.memory_full_info(), "pss", process.memory_info().rss) for process in family)


@asynccontextmanager
async def running(
    command: Sequence[str], bootstrap_servers: str, port: int, **settings: object
) -> AsyncIterator[Running]:
    """A service process from when it is ready until the end of the block."""
    values = {"bootstrap_servers": bootstrap_servers, "http_port": port, "log_level": "WARNING", **settings}
    environment = {f"NEWSLOOM_{name.upper()}": str(value) for name, value in values.items()}
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    try:
        await _ready(process, port)
        yield Running(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _ready(process: asyncio.subprocess.Process, port: int) -> None:
    async with aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/ready") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass  # it does not listen yet
            await asyncio.sleep(0.05)
    raise RuntimeError(f"the service ended with exit code {process.returncode} before it was ready")
