"""Free ports, against sockets that take them."""

import socket
from collections.abc import Iterator

import pytest

from services.broker.errors import PortUnusable
from services.broker.ports import LOOPBACK, consecutive_ports, free_ports, is_free


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


def test_a_port_that_somebody_listens_on_is_not_free(taken: int) -> None:
    assert not is_free(taken)


def test_free_ports_differ_and_can_be_listened_on() -> None:
    ports = free_ports(6)
    assert len(set(ports)) == 6
    for port in ports:
        socket.create_server((LOOPBACK, port)).close()


def test_free_ports_are_not_those_of_outgoing_connections() -> None:
    assert max(free_ports(500)) < 32_768


def test_free_ports_leave_out_what_they_are_told_to() -> None:
    candidates = set(range(20_000, 32_768))
    kept = set(range(30_000, 30_100))
    assert set(free_ports(5, without=candidates - kept)) <= kept


def test_a_taken_port_is_named(taken: int) -> None:
    with pytest.raises(PortUnusable, match=f"^port {taken} on 127.0.0.1 is taken: "):
        consecutive_ports(taken - 1, 2)


def test_a_port_beyond_the_last_is_named() -> None:
    with pytest.raises(PortUnusable, match=r"^port 65536 on 127\.0\.0\.1 does not exist: "):
        is_free(65_536)
