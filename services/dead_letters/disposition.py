"""Dispositions: what was done about a dead letter, written down behind it in its own partition.

A disposition is a record without a value. Its key is that of the letter (empty where the letter has none), and its
headers say the rest:

- ``dlq_disposition``: ``replayed``, ``discarded`` or ``superseded``;
- ``dlq_letter``: the offset, in the same partition, of the letter that it is about;
- ``dlq_disposed_at``: when, ISO 8601 in UTC;
- ``dlq_successor``: the offset, in the partition that the letter's record came from, of the record that took its
  place: the one published by the replay, or the newer one that supersedes it. Absent where there is none.

A dead letter always has a value, be it an empty one. So whoever reads a dead-letter topic for the letters skips the
records without a value.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Self

from schemas.cloudevents import Headers
from schemas.kafka_topics import DEAD_LETTERS
from services.dead_letters.place import Place
from services.runtime.dead_letters import moment
from services.runtime.reading import Record
from services.runtime.record import OutgoingRecord

Settlement = Literal["replayed", "discarded", "superseded"]
"""What was done about a letter.

- ``replayed``: its record was published again.
- ``discarded``: nothing is to be done about it; a person decided so.
- ``superseded``: a newer record of the same article came behind its own, so that it must not be published any more.
"""

_HEADER = "dlq_disposition"
_SETTLEMENTS: dict[str, Settlement] = {"replayed": "replayed", "discarded": "discarded", "superseded": "superseded"}


@dataclass(frozen=True, slots=True)
class Disposition:
    """What was done about the letter at a place; ``at`` is in UTC, ``successor`` an offset as told above."""

    letter: Place
    settlement: Settlement
    at: datetime
    successor: int | None = None

    @classmethod
    def now(cls, letter: Place, settlement: Settlement, successor: int | None = None) -> Self:
        """What is being done at this moment."""
        return cls(letter, settlement, datetime.now(UTC), successor)

    def to_record(self, key: bytes | None) -> OutgoingRecord:
        """The record for the letter's partition; ``key`` is the letter's."""
        about = {
            _HEADER: self.settlement,
            "dlq_letter": str(self.letter.offset),
            "dlq_disposed_at": self.at.isoformat(timespec="milliseconds"),
            **({} if self.successor is None else {"dlq_successor": str(self.successor)}),
        }
        headers: Headers = [(name, value.encode()) for name, value in about.items()]
        # A record needs a key or a value, and a dead letter is known by its value.
        return OutgoingRecord(
            DEAD_LETTERS[self.letter.service].name, key or b"", None, headers, partition=self.letter.partition
        )

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read a record without a value of a dead-letter topic. Raises ``ValueError`` if it is no disposition."""
        about = {name: value or b"" for name, value in record.headers}
        place = Place.of(record)
        try:
            settlement = _SETTLEMENTS[about[_HEADER].decode()]
            letter = Place(place.service, place.partition, int(about["dlq_letter"]))
            at = moment(about["dlq_disposed_at"].decode())
            successor = int(about["dlq_successor"]) if "dlq_successor" in about else None
        except KeyError as wrong:
            raise ValueError(f"neither a dead letter nor a disposition: {wrong.args[0]!r}") from wrong
        return cls(letter, settlement, at, successor)
