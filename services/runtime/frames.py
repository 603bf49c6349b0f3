"""Messages over a byte stream between the service and its workers: four bytes of length, then the bytes.

``multiprocessing``'s own connections block their reader, so each would need a thread, and handing every article from
thread to thread costs more than all the rest of streaming it.
"""

import asyncio
import io
import pickle
import struct
import zlib
from typing import Any, BinaryIO

MOST_FRAME_BYTES = 256 * 1024 * 1024
"""The largest message. What claims to be larger is none of ours: something else has written into the stream."""

_LENGTH = _CHECKSUM = struct.Struct("!I")


class BrokenFrame(Exception):
    """What came over the stream is no message of ours, so nothing behind it can be trusted to be one."""


def frame(message: bytes) -> bytes:
    """The message as it is sent."""
    return _LENGTH.pack(len(message)) + message


def read_frame(stream: BinaryIO) -> bytes:
    """Wait for the next message. Raises ``EOFError`` when the other end is closed."""
    return _exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0])


def write_object(stream: BinaryIO, message: object) -> None:
    """Send an object of one of our own classes, of at most ``MOST_FRAME_BYTES``."""
    stream.write(frame(sealed(pickle.dumps(message))))
    stream.flush()


async def receive_object(reader: asyncio.StreamReader, *kinds: type) -> Any:
    """Wait for the next object, which is of one of ``kinds``.

    Raises ``EOFError`` when the other end is closed, and ``BrokenFrame``.
    """
    length = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))[0]
    if length > MOST_FRAME_BYTES:
        raise BrokenFrame(f"a message of {length} bytes")
    return object_of(await reader.readexactly(length), *kinds)


def sealed(pickled: bytes) -> bytes:
    """A pickled object with its checksum before it."""
    return _CHECKSUM.pack(zlib.crc32(pickled)) + pickled


def object_of(message: bytes, *kinds: type) -> Any:
    """The object of a message. Nothing but ``kinds`` is ever made or called; raises ``BrokenFrame`` otherwise."""
    pickled = message[_CHECKSUM.size :]
    # Five bytes of garbage can make the unpickler ask for all the memory there is: it must not see any.
    if message[: _CHECKSUM.size] != _CHECKSUM.pack(zlib.crc32(pickled)):
        raise BrokenFrame("a message whose checksum is not its own")
    try:
        made = _Unpickler(pickled, kinds).load()
    except Exception as error:
        raise BrokenFrame(repr(error)) from error
    if type(made) not in kinds:
        raise BrokenFrame(f"an object of {type(made)}")
    return made


class _Unpickler(pickle.Unpickler):
    # A library that prints into the wrong file descriptor, or worse, must not choose what this process runs.
    def __init__(self, message: bytes, kinds: tuple[type, ...]) -> None:
        super().__init__(io.BytesIO(message))
        self._kinds = {(kind.__module__, kind.__qualname__): kind for kind in kinds}

    def find_class(self, module_name: str, global_name: str) -> type:
        return self._kinds[module_name, global_name]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    received = stream.read(size)
    if len(received) < size:
        raise EOFError
    return received
