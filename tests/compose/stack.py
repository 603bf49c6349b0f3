"""The compose file as a running stack: a project of its own, on free ports, gone at the end with its volumes."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.broker.ports import free_ports

ROOT = Path(__file__).parents[2]
_MAIN, _OVERLAY = ("--file", "docker-compose.yml"), ("--file", "deploy/three-brokers.yml")


@dataclass(frozen=True)
class Stack:
    """``kafka``, ``prometheus``: host:port on this machine."""

    environment: dict[str, str]
    project: str
    files: tuple[str, ...]
    kafka: str
    prometheus: str

    def run(self, *arguments: str, seconds: float = 300, check: bool = True) -> subprocess.CompletedProcess[str]:
        """``docker compose`` with these arguments; what it says is in the error when it fails."""
        command = [*compose_command(self.environment), "--project-name", self.project, *self.files, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=seconds, check=False
        )
        if check and done.returncode:
            raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def containers(self, service: str) -> list[str]:
        """The ids of the service's containers, also of those that have ended."""
        label = f"label=com.docker.compose.service={service}"
        project = f"label=com.docker.compose.project={self.project}"
        return self.docker("ps", "--all", "--quiet", "--no-trunc", "--filter", label, "--filter", project).split()

    def state(self, container: str) -> dict[str, object]:
        """What Docker says of a container: ``Status``, ``ExitCode``, ``Pid``."""
        state: dict[str, object] = json.loads(self.docker("inspect", "--format", "{{json .State}}", container))
        return state

    def health(self, container: str) -> str:
        """``starting``, ``healthy`` or ``unhealthy``."""
        return self.docker("inspect", "--format", "{{.State.Health.Status}}", container).strip()

    def docker(self, *arguments: str) -> str:
        """Standard output of ``docker``; raises ``CalledProcessError``."""
        return subprocess.run(
            ["docker", *arguments], env=self.environment, capture_output=True, text=True, timeout=120, check=True
        ).stdout


def compose_command(environment: dict[str, str]) -> list[str]:
    """Compose as a plugin of Docker where there is one, else as the program that Debian has."""
    plugin = subprocess.run(["docker", "compose", "version"], env=environment, capture_output=True, check=False)
    return ["docker", "compose"] if plugin.returncode == 0 else ["docker-compose"]


@contextmanager
def stack(environment: dict[str, str], name: str, *, brokers: int = 1) -> Iterator[Stack]:
    """A project for which nothing has been started yet."""
    first, second, third, prometheus, grafana = map(str, free_ports(5))
    ports = {"KAFKA_PORT": first, "KAFKA_PORT_2": second, "KAFKA_PORT_3": third}
    ports |= {"PROMETHEUS_PORT": prometheus, "GRAFANA_PORT": grafana}
    one = Stack(
        {**environment, **ports},
        f"newsloom-test-{name}-{os.getpid()}",
        _MAIN if brokers == 1 else (*_MAIN, *_OVERLAY),
        f"127.0.0.1:{first}",
        f"127.0.0.1:{prometheus}",
    )
    try:
        yield one
    finally:
        one.run("down", "--volumes", "--timeout", "40", check=False)
