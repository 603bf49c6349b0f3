"""A dead letter gives back the record that it holds."""

import pytest

from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.support.articles import record


def test_the_original_headers_come_first_and_unchanged() -> None:
    source = record(b"x")
    outgoing = DeadLetter.of(source, "topics", InvalidRecord("too-large", "big\nrecord")).to_record()
    assert outgoing.headers[:1] == source.headers
    assert dict(outgoing.headers)["dlq_detail"] == b"big record"
    assert outgoing.topic == "news.topics.dlq.v1"


def test_a_dead_letter_of_a_dead_letter_gives_back_the_first() -> None:
    first = DeadLetter.of(record(b"x"), "topics", InvalidRecord("too-large", "one")).to_record()
    inner = record(first.value, key=first.key)
    inner.headers[:] = first.headers
    second = DeadLetter.of(inner, "topics", InvalidRecord("key-mismatch", "two")).to_record()
    outer = DeadLetter.from_record(second.key, second.value, second.headers)
    assert outer.origin == inner
    assert DeadLetter.from_record(outer.origin.key, outer.origin.value, outer.origin.headers).detail == "one"


def test_a_tombstone_without_a_key_can_be_sent_and_comes_back() -> None:
    source = record(None, key=None)
    outgoing = DeadLetter.of(source, "topics", InvalidRecord("key-mismatch", "no key")).to_record()
    assert (outgoing.key, outgoing.value) == (None, b"")
    assert DeadLetter.from_record(outgoing.key, outgoing.value, outgoing.headers).origin == source


@pytest.mark.parametrize("lost", ["dlq_original_headers", "dlq_reason", "dlq_offset"])
def test_a_record_without_the_headers_is_no_dead_letter(lost: str) -> None:
    outgoing = DeadLetter.of(record(b"x"), "topics", InvalidRecord("too-large", "big")).to_record()
    with pytest.raises(ValueError, match=f"no header {lost}"):
        DeadLetter.from_record(None, None, [header for header in outgoing.headers if header[0] != lost])


def test_a_wrong_number_of_headers_is_no_dead_letter() -> None:
    outgoing = DeadLetter.of(record(b"x"), "topics", InvalidRecord("too-large", "big")).to_record()
    with pytest.raises(ValueError, match="dlq_original_headers is not the number of headers before it"):
        DeadLetter.from_record(None, None, outgoing.headers[1:])


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("dlq_failed_at", b"2026-01-01T00:00:00"),
        ("dlq_failed_at", b"yesterday"),
        ("dlq_timestamp", b"nan"),
        ("dlq_timestamp", b"-inf"),
        ("dlq_timestamp", b"noon"),
        ("dlq_offset", b"seven"),
        ("dlq_service", b"weather"),
    ],
)
def test_a_header_that_cannot_be_ours_makes_it_no_dead_letter(name: str, forged: bytes) -> None:
    outgoing = DeadLetter.of(record(b"x"), "topics", InvalidRecord("too-large", "big")).to_record()
    with pytest.raises(ValueError, match=forged.decode()):
        DeadLetter.from_record(None, b"x", [(own, forged if own == name else value) for own, value in outgoing.headers])


def test_a_reason_cannot_give_orders_to_a_terminal() -> None:
    letter = DeadLetter.of(record(b"x"), "topics", InvalidRecord("language-error", "a\x1b[2J\r\udc80b"))
    assert letter.detail == "a [2J  b"
