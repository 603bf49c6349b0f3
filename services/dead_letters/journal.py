"""Reads dead-letter topics: the letters, each with what was done about it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from services.dead_letters.disposition import Disposition, Settlement
from services.dead_letters.place import Place
from services.dead_letters.replay_header import replays
from services.runtime.dead_letters import DeadLetter
from services.runtime.reading import Record
from services.runtime.record import SourceRecord

State = Literal["open", Settlement]


@dataclass(frozen=True, slots=True)
class FiledLetter:
    """A dead letter, where it stands, and what was done about it."""

    place: Place
    letter: DeadLetter
    disposition: Disposition | None = None

    @property
    def state(self) -> State:
        """What was done about it; ``open`` if nothing was."""
        return self.disposition.settlement if self.disposition else "open"

    @property
    def replays(self) -> int:
        """How often its record had been replayed before it became this letter."""
        return replays(self.letter.origin.headers)


class Journal:
    """Takes in the records of dead-letter partitions, each partition in its order and from its beginning.

    A service that was killed between the delivery of a letter and its commit writes that letter again. Such twins, of
    one record by one service, are one letter here, at the place of the first; what was done about either holds.
    Only letters that ``wanted`` accepts are kept. ``unreadable`` has a line for each record that is neither letter
    nor disposition, whoever has put it there.
    """

    def __init__(self, wanted: Callable[[Place, DeadLetter], bool] = lambda _, __: True) -> None:
        self.unreadable: list[str] = []
        self._wanted = wanted
        self._letters: dict[Place, DeadLetter] = {}
        self._first_of: dict[tuple[str, bytes], Place] = {}
        self._twins: dict[Place, Place] = {}
        self._dispositions: dict[Place, Disposition] = {}

    def add(self, record: Record) -> None:
        """Take in one record."""
        place = Place.of(record)
        try:
            if record.value is None:
                self._note(Disposition.from_record(record))
            else:
                letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
                self._file(place, letter)
        except ValueError as error:
            self.unreadable.append(f"{place}: {error}")

    def letter_of(self, place: Place) -> Place:
        """The place of the letter that is meant by ``place``: the first, where this is its repetition."""
        return self._twins.get(place, place)

    def letters(self) -> list[FiledLetter]:
        """The letters, the oldest first."""
        filed = [FiledLetter(place, letter, self._dispositions.get(place)) for place, letter in self._letters.items()]
        return sorted(filed, key=lambda each: (each.letter.failed_at, each.place))

    def _file(self, place: Place, letter: DeadLetter) -> None:
        first = self._first_of.setdefault((place.service, _digest(letter.origin)), place)
        if first != place:
            self._twins[place] = first
        if self._wanted(place, letter):
            self._letters.setdefault(first, letter)

    def _note(self, disposition: Disposition) -> None:
        # Of two that were written at the same time, the one that Kafka put first holds.
        self._dispositions.setdefault(self.letter_of(disposition.letter), disposition)


def _digest(origin: SourceRecord) -> bytes:
    # Its bytes too: in a topic that was deleted and made again, another record stands at the same offset.
    return hashlib.blake2b(repr(origin).encode(), digest_size=16).digest()
