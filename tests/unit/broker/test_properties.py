"""What Kafka is told."""

from pathlib import Path

import pytest

from services.broker.properties import Node, logging_properties, render, server_properties

NODES = [Node(number, 20_000 + number, 21_000 + number) for number in (1, 2, 3)]


def properties(brokers: int) -> dict[str, str]:
    """The settings of the first of so many brokers."""
    return server_properties(NODES[0], NODES[:brokers], Path("/data"))


@pytest.mark.parametrize(("brokers", "replicas", "in_sync"), [(1, "1", "1"), (2, "2", "1"), (3, "3", "2")])
def test_replication_is_what_so_many_brokers_can_give(brokers: int, replicas: str, in_sync: str) -> None:
    settings = properties(brokers)
    assert {settings[name] for name in settings if name.endswith("replication.factor")} == {replicas}
    assert {settings[name] for name in settings if name.endswith(("min.isr", "insync.replicas"))} == {in_sync}


@pytest.mark.parametrize("name", ["listeners", "advertised.listeners", "controller.quorum.voters"])
def test_every_address_is_on_the_loopback_interface(name: str) -> None:
    addresses = properties(3)[name].split(",")
    assert [address.rpartition(":")[0].rpartition("@")[2].rpartition("/")[2] for address in addresses] == [
        "127.0.0.1"
    ] * len(addresses)


def test_every_controller_knows_all_voters() -> None:
    voters = {server_properties(node, NODES, Path("/data"))["controller.quorum.voters"] for node in NODES}
    assert voters == {"1@127.0.0.1:21001,2@127.0.0.1:21002,3@127.0.0.1:21003"}


def test_a_mistyped_topic_name_does_not_become_a_topic() -> None:
    assert properties(1)["auto.create.topics.enable"] == "false"


def test_a_record_of_eight_mebibytes_passes_between_clients_and_between_brokers() -> None:
    for name in ("message.max.bytes", "replica.fetch.max.bytes"):
        assert int(properties(3)[name]) > 8 * 1024 * 1024


def test_a_backslash_survives_the_properties_format() -> None:
    assert render({"log.dirs": "a\\b"}) == "log.dirs=a\\\\b\n"


def test_the_log_goes_to_standard_output() -> None:
    assert "appender.output.type=Console\n" in render(logging_properties())
