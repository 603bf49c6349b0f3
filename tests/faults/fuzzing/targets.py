"""What the fuzzers call with any bytes, and what must hold whatever these are."""

import json
from collections.abc import Callable
from contextlib import suppress

from aiokafka import ConsumerRecord

from schemas.cloudevents import Headers
from schemas.kafka_topics import ARTICLES
from services.dead_letters.journal import Journal
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.handler import Handler, Outcome, decode_article
from services.runtime.reading import Record
from services.runtime.record import OutgoingRecord, SourceRecord
from services.runtime.worker import Answer
from tests.support.articles import record

Target = Callable[[bytes], None]
"""Raises when something does not hold."""

_GENUINE = DeadLetter.of(record(b"{}"), "entities", InvalidRecord("not-an-article", "no body")).to_record()
_ANSWER = Answer("00000000-0000-5000-8000-000000000000", b"{}", 1, 0.0)


def record_of(data: bytes) -> SourceRecord:
    """Any bytes as a record of the articles' topic: two bytes say what it has, the rest is value, key and headers.

    Unless a key of its own is asked for, the key is the id that the value names, so that fuzzing gets past the check.
    """
    shape, length, rest = data[0], data[1], data[2:]
    headers: Headers = []
    if shape & 1:
        own, rest = rest[:length], rest[length:]
        names = [name.decode("utf-8", errors="surrogateescape") for name in own.split(b"\0")]
        headers = [(name, None if index % 3 == 2 else own[index:]) for index, name in enumerate(names)]
    key: bytes | None = b"a-1"
    if shape & 2:
        key, rest = (rest[:length], rest[length:]) if length else (None, rest)
    elif not shape & 4:
        with suppress(ValueError, RecursionError, KeyError, TypeError, AttributeError):
            key = json.loads(rest)["id"].encode()
    return SourceRecord(ARTICLES.name, 0, 7, 1_700_000_000.25, key, None if shape & 4 else rest, headers)


def handled(data: bytes) -> None:
    """Any record becomes one outcome; a dead letter gives the record back, and no result is for what is no article."""
    if len(data) < 2:
        return
    source = record_of(data)
    outcome = _outcome(source)
    if outcome.kind == "dead-letter":
        assert _letter(outcome.record).origin == source
    elif outcome.kind == "result":
        assert decode_article(source).id.encode() == source.key == outcome.record.key
    else:
        assert source.value is None
        assert outcome.record.key == source.key


def read_back(data: bytes) -> None:
    """What stands in a dead-letter topic, forged or not, is a dead letter, a disposition, or is told as unreadable.

    The lines of ``data`` are the key, the value (a single dash for none), and headers as name and value around ``=``.
    """
    lines = data.split(b"\n")
    headers: Headers = []
    for line in lines[2:]:
        name, _, given = line.partition(b"=")
        headers.append((name.decode("utf-8", errors="surrogateescape"), given))
    key: bytes = lines[0]
    value: bytes | None = lines[1] if len(lines) > 1 and lines[1] != b"-" else None
    journal = Journal()
    journal.add(_record(0, _GENUINE.key, _GENUINE.value, _GENUINE.headers))
    journal.add(_record(1, key, value, headers))
    assert journal.letters()[0].place.offset == 0 or len(journal.letters()) == 2
    for filed in journal.letters():
        assert _letter(filed.letter.to_record()).origin.offset == filed.letter.origin.offset


def _record(offset: int, key: bytes | None, value: bytes | None, headers: Headers) -> Record:
    sizes = len(key or b""), len(value or b"")
    return ConsumerRecord(_GENUINE.topic, 0, offset, 0, 0, key, value, None, *sizes, tuple(headers))


def _outcome(source: SourceRecord) -> Outcome:
    async def run(value: bytes) -> Answer:
        if b"RAISE" in value:
            raise InvalidRecord("language-error", value.decode(errors="replace"))
        return _ANSWER

    handling = Handler("entities", run).handle(source)
    try:
        handling.send(None)  # nothing in it waits
    except StopIteration as done:
        outcome: Outcome = done.value
        return outcome
    raise AssertionError("the handler waits for something")


def _letter(record: OutgoingRecord) -> DeadLetter:
    return DeadLetter.from_record(record.key, record.value, record.headers)
