"""The question whether a broker serves, put to what is no broker."""

import socket
import threading
from collections.abc import Iterator

import pytest

from services.broker.ports import LOOPBACK, free_ports
from services.broker.readiness import known_brokers, knows_coordinators


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """Somebody who listens."""
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x00",
        b"\x00\x00\x00\x10half",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00\x00\x00\x06\x00\x00\x00\x01\xff\xff",
    ],
    ids=["hangs up", "half a length", "half an answer", "another protocol", "a malformed answer"],
)
def test_what_does_not_answer_as_kafka_does_is_not_ready(server: socket.socket, answer: bytes) -> None:
    def reply() -> None:
        for _ in range(2):
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(answer)

    thread = threading.Thread(target=reply)
    thread.start()
    port = server.getsockname()[1]
    assert known_brokers(LOOPBACK, port) == frozenset()
    assert not knows_coordinators(LOOPBACK, port)
    thread.join()


def test_a_port_where_nobody_listens_is_not_ready() -> None:
    (port,) = free_ports(1)
    assert known_brokers(LOOPBACK, port) == frozenset()
