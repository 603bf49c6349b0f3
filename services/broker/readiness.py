"""Whether a broker serves, asked in Kafka's own protocol."""

import socket
import struct

from aiokafka.protocol.metadata import MetadataRequest_v5, MetadataResponse_v5

_SECONDS = 2.0
_CLIENT_ID = b"newsloom-readiness"
_LENGTH = struct.Struct(">i")


def known_brokers(host: str, port: int) -> frozenset[int]:
    """The ids of the brokers that take clients, as one of them knows it; empty when it does not answer.

    A broker that has not caught up with the controller, or that the controller has fenced, is not among them.
    """
    request = MetadataRequest_v5([], False)
    # Request header 1: key, version and correlation id, then the client's name
    # (https://kafka.apache.org/protocol.html#protocol_messages).
    header = struct.pack(">hhih", request.API_KEY, request.API_VERSION, 1, len(_CLIENT_ID)) + _CLIENT_ID
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as connection:
            message = header + request.encode()
            connection.sendall(_LENGTH.pack(len(message)) + message)
            with connection.makefile("rb") as stream:
                (length,) = _LENGTH.unpack(_exactly(stream.read(_LENGTH.size), _LENGTH.size))
                answer = _exactly(stream.read(length), length)
    except OSError:
        return frozenset()
    response = MetadataResponse_v5.decode(answer[4:])  # past the correlation id
    return frozenset(broker[0] for broker in response.brokers)


def _exactly(answer: bytes, length: int) -> bytes:
    if len(answer) != length:
        raise ConnectionError("the broker hung up")
    return answer
