"""Whether a broker serves, asked in Kafka's own protocol."""

import socket
import struct

from aiokafka.protocol.api import RequestHeader_v1, RequestStruct, Response
from aiokafka.protocol.coordination import FindCoordinatorRequest_v1
from aiokafka.protocol.metadata import MetadataRequest_v5

_SECONDS = 2.0
_CLIENT_ID = "newsloom-readiness"
_LENGTH = struct.Struct(">i")
_CORRELATION_BYTES = 4
# No answer to these questions comes near it; what claims to be longer is not Kafka.
_LONGEST_ANSWER_BYTES = 1_000_000
_GROUP = 0


def known_brokers(host: str, port: int) -> frozenset[int]:
    """The ids of the brokers that take clients, as one of them knows it; empty when it does not answer.

    A broker that has not caught up with the controller, or that the controller has fenced, is not among them.
    """
    response = _ask(host, port, MetadataRequest_v5([], False))
    return frozenset() if response is None else frozenset(broker[0] for broker in response.brokers)


def knows_coordinators(host: str, port: int) -> bool:
    """Whether a consumer group can form. Kafka makes the topic that this takes at the first such question."""
    response = _ask(host, port, FindCoordinatorRequest_v1("newsloom-readiness", _GROUP))
    return response is not None and response.error_code == 0


def _ask(host: str, port: int, request: RequestStruct) -> Response | None:
    """Send one request on a connection of its own; None when nothing, or nothing of Kafka's, answers."""
    # Requests and answers are framed by their length: https://kafka.apache.org/protocol.html#protocol_common
    message = RequestHeader_v1(request, correlation_id=1, client_id=_CLIENT_ID).encode() + request.encode()
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as connection:
            connection.sendall(_LENGTH.pack(len(message)) + message)
            with connection.makefile("rb") as stream:
                (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
                if not 0 < length <= _LONGEST_ANSWER_BYTES:
                    return None
                answer = stream.read(length)
        return request.RESPONSE_TYPE.decode(answer[_CORRELATION_BYTES:])
    except (OSError, struct.error, ValueError):  # refused or too slow; hung up halfway; or not an answer of Kafka's
        return None
