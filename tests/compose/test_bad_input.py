"""What is wrong with a deployment is one clear line of the container that notices, and a non-zero exit."""

import socket

import pytest

from schemas.kafka_topics import RESULTS
from tests.compose.stack import Stack, stack

pytestmark = [pytest.mark.compose, pytest.mark.timeout(1800)]

_SHRINK = f"""
import asyncio
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

async def main():
    client = AIOKafkaAdminClient(bootstrap_servers="kafka:9092")
    await client.start()
    settings = {{"cleanup.policy": "compact,delete", "max.message.bytes": "1000"}}
    topic = ConfigResource(ConfigResourceType.TOPIC, "{RESULTS["quotes"].name}", settings)
    await client.alter_configs([topic])
    await client.close()

asyncio.run(main())
"""
"""Makes a topic as an older contract might have had it, from within the network of the stack."""


def _complaint(said: str) -> str:
    """The one line of ours among those of the engine."""
    (line,) = [line for line in said.splitlines() if line.startswith("newsloom: ")]
    return line


def test_a_port_that_is_taken(docker: dict[str, str]) -> None:
    with stack(docker, "port") as project, socket.socket() as taken:
        host, port = project.kafka.split(":")
        taken.bind((host, int(port)))
        taken.listen()
        done = project.run("up", "--detach", "kafka", check=False)
        assert done.returncode != 0
        assert port in done.stderr
        assert "address already in use" in done.stderr


def test_a_variable_that_is_empty_or_misspelt(up: Stack) -> None:
    for variable in ("NEWSLOOM_BOOTSTRAP_SERVERS=", "NEWSLOOM_WORKER=2"):
        done = up.run("run", "--rm", "--no-deps", "-T", "-e", variable, "entities", check=False)
        assert done.returncode == 2
        assert variable.split("=")[0] in _complaint(done.stderr)


def test_a_cluster_without_the_topics_and_one_of_an_older_contract(docker: dict[str, str]) -> None:
    with stack(docker, "bare") as bare:
        bare.run("up", "--detach", "kafka")
        without = bare.run("run", "--rm", "--no-deps", "-T", "entities", check=False)
        assert without.returncode == 2
        assert "newsloom topics create" in _complaint(without.stderr)
        bare.run("run", "--rm", "--no-deps", "-T", "create-topics")
        bare.run("run", "--rm", "--no-deps", "-T", "--entrypoint", "/opt/newsloom/bin/python", "watch", "-c", _SHRINK)
        older = bare.run("run", "--rm", "--no-deps", "-T", "create-topics", check=False)
        assert older.returncode == 2
        assert "max.message.bytes is 1000" in _complaint(older.stderr)


def test_no_broker(up: Stack) -> None:
    settings = ("-e", "NEWSLOOM_BOOTSTRAP_SERVERS=kafka:9999", "-e", "NEWSLOOM_START_TIMEOUT=1")
    done = up.run("run", "--rm", "--no-deps", "-T", *settings, "entities", check=False)
    assert done.returncode == 2
    assert "no Kafka answers at kafka:9999" in _complaint(done.stderr)
