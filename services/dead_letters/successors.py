"""What came behind a record that failed, in the partition that it came from: its replay, or a newer record of its key.

Whether a letter may be replayed is decided by the records themselves, so that it holds whatever was written down:

1. A replay of it stands there: it is replayed. This is seen also where a replay was killed after it had published the
   record and before it had written that down.
2. Else, the first record of its key behind it decides. If that is a replay of the same record for the letter of
   another service, then it is replayed, as every service reads it. Otherwise the article was corrected, retracted or
   published anew since, and the letter is superseded: published now, it would be an old version behind a newer one.
3. Else, if its record is gone though those around it are there, then compaction has removed it, which it does only for
   a newer record of the same key (a tombstone is removed itself in the end): superseded too.
4. Else, if the place of its record is no longer on the topic, then a newer record may have been there as well and
   gone with it: unknown.
5. Else it is the newest of its key, and may be published again.

Without a key (no article has none) only a replay counts: nothing tells that two such records are about the same.
"""

from collections.abc import Collection
from typing import Literal

from services.dead_letters.replay_header import before_last_replay, replayed_places
from services.runtime.reading import Record
from services.runtime.record import SourceRecord

Verdict = Literal["newest", "replayed", "superseded", "unknown"]


class Successors:
    """What came behind ``origin``, the record of the letters at ``places``; shown the records of its partition."""

    def __init__(self, origin: SourceRecord, places: Collection[str]) -> None:
        self.origin = origin
        self.replay: int | None = None
        self.newer: int | None = None
        self._places = frozenset(places)
        self._at_its_offset: Literal["nothing", "itself", "another"] = "nothing"

    def see(self, record: Record) -> None:
        """Take a record of the partition into account; each is shown once, in their order."""
        if record.offset == self.origin.offset:
            same = (record.key, record.value) == (self.origin.key, self.origin.value)
            self._at_its_offset = "itself" if same else "another"
        elif record.offset > self.origin.offset and record.key == self.origin.key:
            self._see_of_same_key(record)

    def verdict(self, first: int, end: int) -> Verdict:
        """The judgement, where the partition holds the offsets ``[first, end)``."""
        if self.replay is not None:
            return "replayed"
        if self.newer is not None:
            return "superseded"
        if not first <= self.origin.offset < end or self._at_its_offset == "another":
            return "unknown"
        return "newest" if self._at_its_offset == "itself" else "superseded"

    def _see_of_same_key(self, record: Record) -> None:
        if self.replay is None and self._is_replay(record):
            self.replay = record.offset
        elif self.newer is None and self.origin.key is not None:
            self.newer = record.offset

    def _is_replay(self, record: Record) -> bool:
        # Anybody can write the header, so the bytes must be the same too.
        if record.value != self.origin.value:
            return False
        headers = list(record.headers)
        if self._places & replayed_places(headers):
            return True
        return self.newer is None and before_last_replay(headers) == self.origin.headers
