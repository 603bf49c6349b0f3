"""Names of record headers that are not UTF-8: legal bytes to a broker, and an exception in the client's reader.

The protocol calls the name a string, but no broker looks at its bytes, and aiokafka 0.14 decodes it strictly while it
unpacks what it has fetched. The exception ends the consumer, and would again at every start: one such record, and
no article is read any more. Here such a name is read as Python reads odd file names (PEP 383, ``surrogateescape``),
which loses nothing. For a producer, which can only write UTF-8, ``escaped`` makes it legible.
"""

import struct
from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

_LENGTH = struct.Struct(">i")
_LENGTH_AT = 8
_BATCH_STARTS_AT = 12


def read_any_header_name() -> None:
    """Make aiokafka's consumers in this process read every header name."""
    fetcher.MemoryRecords = TolerantRecords


def is_utf8(name: str) -> bool:
    """Whether a name that was read has bytes that are UTF-8."""
    return name.isascii() or not any("\udc80" <= character <= "\udcff" for character in name)


def escaped(name: str) -> str:
    """The name with ``\\xff`` for each byte that is not UTF-8."""
    return name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace")


class TolerantRecords:
    """In place of aiokafka's ``MemoryRecords``: the batches of one answer to a fetch."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._next = 0
        self._records = MemoryRecords(data)

    def has_next(self) -> bool:
        """Whether there is one more batch."""
        return bool(self._records.has_next())

    def size_in_bytes(self) -> int:
        """Bytes of all batches."""
        return int(self._records.size_in_bytes())

    def next_batch(self) -> "_TolerantBatch":
        """The next batch."""
        start = self._next
        self._next += _BATCH_STARTS_AT + _LENGTH.unpack_from(self._data, start + _LENGTH_AT)[0]
        return _TolerantBatch(self._records.next_batch(), self._data[start : self._next])


class _TolerantBatch:
    def __init__(self, batch: Any, data: memoryview) -> None:
        self._batch = batch
        self._data = data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        read = 0
        try:
            for record in self._batch:
                yield record
                read += 1
        except (UnicodeDecodeError, CorruptRecordException):  # the latter, without aiokafka's compiled modules
            # Read once more, slowly; a batch that really is corrupt fails again.
            for number, record in enumerate(_LenientBatch(bytes(self._data))):
                if number >= read:
                    yield record


class _LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    def __iter__(self) -> Any:
        super().__iter__()
        self._buffer: bytearray = _LenientBytes(self._buffer)
        return self


class _LenientBytes(bytearray):
    def __getitem__(self, place: Any) -> Any:
        part = super().__getitem__(place)
        return _LenientBytes(part) if isinstance(place, slice) else part

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:  # noqa: ARG002 -- the strict is the trouble
        return super().decode(encoding, "surrogateescape")
