"""Reads dead-letter topics: the letters, each with what was done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from services.dead_letters.disposition import Disposition, Settlement
from services.dead_letters.place import Place
from services.dead_letters.replay_header import replays
from services.runtime.dead_letters import DeadLetter
from services.runtime.reading import Record

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
    """Takes in the records of dead-letter partitions, each partition in its order.

    Only letters that ``wanted`` accepts are kept. ``unreadable`` has a line for each record that is neither letter
    nor disposition, whoever has put it there.
    """

    def __init__(self, wanted: Callable[[Place, DeadLetter], bool] = lambda _, __: True) -> None:
        self.unreadable: list[str] = []
        self._wanted = wanted
        self._letters: dict[Place, DeadLetter] = {}
        self._dispositions: dict[Place, Disposition] = {}

    def add(self, record: Record) -> None:
        """Take in one record."""
        place = Place.of(record)
        try:
            if record.value is None:
                self._note(Disposition.from_record(record))
            else:
                letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
                if self._wanted(place, letter):
                    self._letters[place] = letter
        except ValueError as error:
            self.unreadable.append(f"{place}: {error}")

    def letters(self) -> list[FiledLetter]:
        """The letters, the oldest first."""
        filed = [FiledLetter(place, letter, self._dispositions.get(place)) for place, letter in self._letters.items()]
        return sorted(filed, key=lambda each: (each.letter.failed_at, each.place))

    def _note(self, disposition: Disposition) -> None:
        # Of two that were written at the same time, the one that Kafka put first holds.
        if disposition.letter in self._letters:
            self._dispositions.setdefault(disposition.letter, disposition)
