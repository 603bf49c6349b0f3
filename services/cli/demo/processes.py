"""The processes of the demo: each service on its own, none of which outlives this one."""

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import aiohttp

from schemas.kafka_topics import ServiceName
from services.broker.ports import LOOPBACK, free_ports
from services.broker.process import WatchedProcess
from services.runtime.errors import FatalError

_NEWSLOOM = (sys.executable, "-m", "services.cli.main")
_STOP_SECONDS = 10.0
_BETWEEN_QUESTIONS = 0.1


class ServiceProcess:
    """``newsloom run <service>`` with one worker, its output in a log file."""

    def __init__(self, service: ServiceName, process: WatchedProcess, port: int, log_file: Path) -> None:
        self.service = service
        self._process = process
        self._port = port
        self._log_file = log_file

    @classmethod
    def start(cls, service: ServiceName, bootstrap_servers: str, folder: Path) -> Self:
        """Start it; its log goes to ``folder``."""
        (port,) = free_ports(1)
        log_file = folder / f"{service}.log"
        options = ["--bootstrap-servers", bootstrap_servers, "--http-port", str(port), "--workers", "1"]
        return cls(service, WatchedProcess([*_NEWSLOOM, "run", service, *options], log_file), port, log_file)

    async def ready(self) -> None:
        """Return when it says that it can process articles. Raises ``FatalError`` if it ends instead."""
        async with aiohttp.ClientSession() as session:
            while not await self._says_ready(session):
                self.check()
                await asyncio.sleep(_BETWEEN_QUESTIONS)

    def check(self) -> None:
        """Raise ``FatalError`` with its last words if it has ended."""
        if not self._process.running:
            said = self._log_file.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise FatalError(f"the {self.service} service ended: {''.join(said)} (log: {self._log_file})")

    def request_stop(self) -> None:
        """Ask it to finish what is in flight and to end."""
        self._process.send(signal.SIGTERM)

    def stop(self) -> None:
        """Wait until it has ended, and see to that."""
        if not self._process.wait(_STOP_SECONDS):
            self._process.send(signal.SIGKILL)
            self._process.wait(_STOP_SECONDS)

    async def _says_ready(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"http://{LOOPBACK}:{self._port}/ready") as response:
                return response.status == 200
        except aiohttp.ClientConnectionError:
            return False


async def publish(inputs: Sequence[str], bootstrap_servers: str) -> dict[str, int | float]:
    """Run ``newsloom publish`` as a process of its own; returns its summary.

    Raises ``FatalError`` with what it says when it cannot publish everything.
    """
    process = await asyncio.create_subprocess_exec(
        *(*_NEWSLOOM, "publish", "--json", "--bootstrap-servers", bootstrap_servers, "--", *inputs),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, said = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise FatalError(f"the producer could not publish everything: {said.decode(errors='replace').strip()}")
    summary: dict[str, int | float] = json.loads(output)
    return summary
