"""The compose files, as far as they can be judged without an engine: by the specification, and by our own rules."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.kafka_topics import all_topics
from services.broker.release import KAFKA_VERSION
from services.cli.main import COMMANDS
from services.runtime.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
MAIN, OVERLAY = ROOT / "docker-compose.yml", ROOT / "deploy" / "three-brokers.yml"
FILES = (MAIN, OVERLAY)
_PINNED = re.compile(r"^[a-z/.]+:v?\d+\.\d+\.\d+$")


def _services(file: Path) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["services"]
    return services


def _whole() -> dict[str, dict[str, Any]]:
    """Every service that has an image, by its name."""
    return {name: service for file in FILES for name, service in _services(file).items() if "image" in service}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_follows_the_specification(file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(_whole()))
def test_each_container_is_confined(name: str) -> None:
    service = _whole()[name]
    assert _PINNED.match(service["image"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service["user"].startswith("0")
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]
    assert "privileged" not in service
    assert "cap_add" not in service
    assert "network_mode" not in service


def test_every_port_is_on_loopback() -> None:
    ports = [port for service in _whole().values() for port in service.get("ports", [])]
    assert len(ports) == 5
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_kafka_is_the_one_that_the_tests_use_and_makes_no_topics_by_itself() -> None:
    brokers = {name: service for name, service in _whole().items() if name.startswith("kafka")}
    assert len(brokers) == 3
    largest = max(topic.max_message_bytes for topic in all_topics())
    for service in brokers.values():
        assert service["image"] == f"apache/kafka:{KAFKA_VERSION}"
        assert service["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
        assert service["environment"]["KAFKA_REPLICA_FETCH_MAX_BYTES"] >= largest


def test_the_overlay_keeps_three_copies() -> None:
    services = _services(OVERLAY)
    for name in ("kafka", "kafka-2", "kafka-3"):
        settings = services[name]["environment"]
        assert settings["KAFKA_MIN_INSYNC_REPLICAS"] == 2
        assert settings["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] == 3
    assert services["create-topics"]["command"][-2:] == ["--replication", "3"]


def test_the_overlay_tells_every_client_of_all_brokers() -> None:
    clients = {name for name, service in _services(MAIN).items() if service["image"].startswith("newsloom:")}
    overlay = _services(OVERLAY)
    for name in clients:
        assert overlay[name]["environment"][f"{PREFIX}BOOTSTRAP_SERVERS"].count(",") == 2


def test_our_containers_run_commands_and_settings_that_exist() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for service in _services(MAIN).values():
        if service["image"].startswith("newsloom:"):
            assert service["command"][0] in COMMANDS
            assert service["environment"].keys() <= known


def test_what_depends_on_something_waits_for_it() -> None:
    for name, service in _services(MAIN).items():
        for dependency, how in service.get("depends_on", {}).items():
            if name != "create-topics":  # it waits for Kafka itself
                assert how["condition"] in ("service_completed_successfully", "service_healthy"), dependency


def test_services_and_brokers_say_whether_they_are_healthy() -> None:
    for name, service in _whole().items():
        if service.get("restart") != "no":
            assert "healthcheck" in service, name


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    used = {match.groups() for file in FILES for match in re.finditer(r"\$\{(\w+):-([^}]*)\}", file.read_text("utf-8"))}
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert used == {tuple(line.split("=", 1)) for line in lines if line and not line.startswith("#")}


def test_no_variable_is_without_a_default() -> None:
    for file in FILES:
        assert not re.findall(r"\$\{?\w+\}", file.read_text(encoding="utf-8"))
