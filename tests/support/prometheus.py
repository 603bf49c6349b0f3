"""A real Prometheus for tests: the machine's own, or Debian's package unpacked into the user's cache, without root."""

import asyncio
import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import platformdirs
import pytest
import yaml
from filelock import FileLock

from services.broker.ports import free_ports

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "prometheus"
_CACHE = platformdirs.user_cache_path("newsloom") / "prometheus"


def binary(name: str) -> str:
    """The path of ``prometheus`` or ``promtool``; skips the test where it is not and cannot be fetched."""
    if found := shutil.which(name):
        return found
    with FileLock(_ready(_CACHE) / "lock"):
        path = _CACHE / "usr" / "bin" / name
        if not path.is_file():
            if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
                pytest.skip(f"{name} is not installed, and this is no Debian to fetch it from")
            _fetch()
    return str(path)


def _ready(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fetch() -> None:
    # apt-get with its state elsewhere: it needs no root, and leaves the machine's own lists alone.
    with tempfile.TemporaryDirectory(prefix="newsloom-apt-") as folder:
        own = Path(folder)
        for part in ("lists/partial", "cache/archives/partial"):
            _ready(own / part)
        apt = ["apt-get", "-qq", "-o", f"Dir::State::lists={own}/lists", "-o", f"Dir::Cache={own}/cache"]
        apt += ["-o", "APT::Sandbox::User="]
        for command in ([*apt, "update"], [*apt, "download", "prometheus"]):
            subprocess.run(command, cwd=own, check=True, capture_output=True, timeout=200)
        (package,) = own.glob("prometheus_*.deb")
        subprocess.run(["dpkg-deb", "--extract", package, _CACHE], check=True, timeout=60)


class Prometheus:
    """A running Prometheus."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def query(self, expression: str) -> list[dict[str, Any]]:
        """The series of an instant query. Raises ``ValueError`` with Prometheus' own words when it is refused."""
        parameters = {"query": expression}
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.address}/api/v1/query", params=parameters) as response,
        ):
            answer = await response.json()
        if answer["status"] != "success":
            raise ValueError(f"{expression}: {answer['error']}")
        result: list[dict[str, Any]] = answer["data"]["result"]
        return result

    async def until(self, expression: str) -> list[dict[str, Any]]:
        """The series of the query as soon as there are any; the timeout of the test ends a wait in vain."""
        while True:
            if found := await self.query(expression):
                return found
            await asyncio.sleep(0.2)  # Prometheus looks from time to time, too


@contextlib.asynccontextmanager
async def prometheus(jobs: dict[str, list[str]], folder: Path, *, interval: str = "1s") -> AsyncIterator[Prometheus]:
    """Prometheus with the rules that ship, and with ``jobs``: the targets (host:port) of each."""
    settings = yaml.safe_load((CONFIGURATION / "prometheus.yml").read_text(encoding="utf-8"))
    assert {job["job_name"] for job in settings["scrape_configs"]} == jobs.keys(), "the jobs that ship"
    settings["global"] = {"scrape_interval": interval, "evaluation_interval": interval}
    settings["rule_files"] = [str(CONFIGURATION / name) for name in settings["rule_files"]]
    settings["scrape_configs"] = [
        {"job_name": name, "static_configs": [{"targets": targets}]} for name, targets in jobs.items()
    ]
    file = folder / "prometheus.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    (port,) = free_ports(1)
    command = [binary("prometheus"), f"--config.file={file}", f"--storage.tsdb.path={folder / 'data'}"]
    command += [f"--web.listen-address=127.0.0.1:{port}"]
    with (folder / "prometheus.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=log, stderr=log)
    try:
        running = Prometheus(f"http://127.0.0.1:{port}")
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                await running.until("up")
                break
            assert process.returncode is None, (folder / "prometheus.log").read_text(errors="replace")[-1000:]
            await asyncio.sleep(0.1)
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
