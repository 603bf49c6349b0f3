"""Header names that are not UTF-8 are read, kept, and given back."""

import pytest
from aiokafka.errors import CorruptRecordException

from schemas.cloudevents import Headers
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.raw_header_names import TolerantRecords, escaped
from tests.support.articles import record
from tests.support.raw_records import batch

ODD: Headers = [("trace", b"1"), ("\udcff\udcfe", b"2"), ("é", b"3"), ("b\udce9", None)]


def test_every_batch_is_read_whatever_its_names() -> None:
    names = [ODD, [], ODD[:1], [*ODD, *ODD[:1]]]
    records = TolerantRecords(b"".join(batch(b"k", b"v", headers, timestamp=7) for headers in names))
    read = []
    while records.has_next():
        read += [(item.key, item.value, item.timestamp, item.headers) for item in records.next_batch()]
    assert read == [(b"k", b"v", 7, headers) for headers in names]


def test_a_batch_that_is_corrupt_is_still_refused() -> None:
    data = bytearray(batch(b"k", b"v", ODD, timestamp=7))
    data[-1] ^= 0x05  # the size of the last header's value
    with pytest.raises(CorruptRecordException):
        list(TolerantRecords(bytes(data)).next_batch())


def test_a_dead_letter_shows_the_names_escaped_and_gives_them_back() -> None:
    source = record(b"x")
    source.headers[:] = ODD
    outgoing = DeadLetter.of(source, "topics", InvalidRecord("too-large", "big")).to_record()
    assert [name for name, _ in outgoing.headers[:4]] == ["trace", r"\xff\xfe", "é", r"b\xe9"]
    assert DeadLetter.from_record(outgoing.key, outgoing.value, outgoing.headers).origin == source


def test_escaping_leaves_what_is_utf_8_as_it_is() -> None:
    assert escaped("naïve 🗞") == "naïve 🗞"
