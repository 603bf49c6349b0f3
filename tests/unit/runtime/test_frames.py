"""Only whole objects of our own classes come out of a stream, whatever goes in."""

import asyncio
import io
import os
import pickle
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.failures import Failed
from services.runtime.frames import MOST_FRAME_BYTES, BrokenFrame, frame, object_of, read_frame, receive_object, sealed
from services.runtime.worker import Answer, Ready

ANSWER = Answer("an id", b"\x00 value", 2, 0.5)


class Command:
    """A pickle that would run something in whoever reads it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.putenv, ("NEWSLOOM_TEST", "was here")


def test_an_object_comes_back_as_it_was() -> None:
    assert object_of(sealed(pickle.dumps(ANSWER)), Answer, Failed) == ANSWER


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(sealed(pickle.dumps(Ready(1.0))), id="an object of ours that is not expected"),
        pytest.param(sealed(pickle.dumps({"a": 1})), id="an object of nobody's"),
        pytest.param(sealed(pickle.dumps(ANSWER)[:-1]), id="half an object"),
        pytest.param(sealed(pickle.dumps(ANSWER))[:-1], id="half a message"),
        pytest.param(sealed(pickle.dumps(Command())), id="a command"),
        pytest.param(sealed(b"garbage"), id="garbage"),
        pytest.param(b"r\xff\xff\xff\x7f.", id="a demand for all the memory"),
    ],
)
def test_anything_else_is_refused(message: bytes) -> None:
    with pytest.raises(BrokenFrame):
        object_of(message, Answer, Failed)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(message: bytes) -> None:
    with pytest.raises(BrokenFrame):
        object_of(message, Answer, Failed)


async def test_a_message_of_an_impossible_size_is_not_waited_for() -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(struct.pack("!I", MOST_FRAME_BYTES + 1))
    with pytest.raises(BrokenFrame, match=str(MOST_FRAME_BYTES + 1)):
        await receive_object(reader, Answer)


def test_the_end_of_the_stream_in_the_middle_of_a_message_is_an_end() -> None:
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(frame(b"message")[:-1]))
