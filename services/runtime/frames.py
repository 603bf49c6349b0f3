"""Messages over a byte stream between the service and its workers: four bytes of length, then the bytes.

``multiprocessing``'s own connections block their reader, so each would need a thread, and handing every article from
thread to thread costs more than all the rest of streaming it.
"""

import asyncio
import pickle
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!I")


def frame(message: bytes) -> bytes:
    """The message as it is sent."""
    return _LENGTH.pack(len(message)) + message


def read_frame(stream: BinaryIO) -> bytes:
    """Wait for the next message. Raises ``EOFError`` when the other end is closed."""
    return _exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0])


def write_object(stream: BinaryIO, message: object) -> None:
    """Send an object of one of our own classes."""
    stream.write(frame(pickle.dumps(message)))
    stream.flush()


async def receive_object(reader: asyncio.StreamReader) -> Any:
    """Wait for the next object; only from our own workers. Raises ``EOFError`` when the other end is closed."""
    length = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))[0]
    return pickle.loads(await reader.readexactly(length))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    received = stream.read(size)
    if len(received) < size:
        raise EOFError
    return received
