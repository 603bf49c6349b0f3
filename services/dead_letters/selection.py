"""Which dead letters are meant: by what they say of themselves and by what was done about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from schemas.kafka_topics import ServiceName
from services.dead_letters.journal import FiledLetter, State
from services.dead_letters.place import Place
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import Reason


@dataclass(frozen=True, slots=True)
class Selection:
    """Letters of any of ``services`` for any of ``reasons`` (all where there is none), that failed in
    ``[since, until)``, in one ``state`` or in all."""

    services: tuple[ServiceName, ...] = ()
    reasons: tuple[Reason, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    state: State | Literal["all"] = "open"

    def concerns(self, place: Place, letter: DeadLetter) -> bool:
        """Whether a letter is meant as far as it says itself."""
        return (
            (not self.services or place.service in self.services)
            and (not self.reasons or letter.reason in self.reasons)
            and (self.since is None or self.since <= letter.failed_at)
            and (self.until is None or letter.failed_at < self.until)
        )

    def has_state(self, filed: FiledLetter) -> bool:
        """Whether a letter is meant as far as its state says."""
        return self.state in ("all", filed.state)
