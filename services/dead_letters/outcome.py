"""What became of each dead letter that somebody wanted to replay or to discard."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from services.dead_letters.disposition import Settlement
from services.dead_letters.journal import FiledLetter
from services.dead_letters.place import Place
from services.runtime.record import OutgoingRecord

OutcomeName = Literal[
    "replayed", "already replayed", "superseded", "discarded", "already discarded", "expired", "refused", "not found"
]
FAILURES: frozenset[OutcomeName] = frozenset({"expired", "refused", "not found"})
"""The outcomes that leave something to do for a person.

- ``expired``: its record is past its topic's retention, so nothing tells whether a newer one came.
- ``refused``: its record cannot be published; the detail says why.
- ``not found``: there is no dead letter at this place.
"""

_SETTLED: dict[Settlement, OutcomeName] = {
    "replayed": "already replayed",
    "discarded": "already discarded",
    "superseded": "superseded",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the letter at a place; ``letter`` is None if there is none.

    ``successor`` is the offset of the record that took the place of the letter's own, in the partition that it came
    from: the one published by the replay, or the newer one.
    """

    place: Place
    name: OutcomeName
    letter: FiledLetter | None = None
    successor: int | None = None
    detail: str = ""


class Sender(Protocol):
    """What is needed of ``services.runtime.delivery.Delivery``."""

    async def send(self, record: OutgoingRecord) -> None:
        """Return when the record is delivered. Raises ``InvalidRecord`` or ``FatalError`` when it never will be."""


def not_found(places: Iterable[Place], letters: Iterable[FiledLetter]) -> list[Outcome]:
    """The outcomes of those places at which there is no letter."""
    found = {letter.place for letter in letters}
    return [Outcome(place, "not found") for place in sorted(set(places) - found)]


def already_settled(letter: FiledLetter) -> Outcome | None:
    """The outcome of a letter about which something was done before; None for an open one."""
    if letter.disposition is None:
        return None
    name = _SETTLED[letter.disposition.settlement]
    detail = f"on {letter.disposition.at:%Y-%m-%d at %H:%M:%S}"
    return Outcome(letter.place, name, letter, letter.disposition.successor, detail)
