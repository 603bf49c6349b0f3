"""Replays dead letters: the record that failed is published again, byte for byte, where it came from.

It goes to the same partition, with one header more (see ``replay_header``). Letters of several services with the same
origin become one record, which all services read. Only when its delivery is confirmed is the replay written down
behind each of the letters; a replay that was killed in between is recognized by its record (see ``successors``).

Nothing but the operator's sense keeps two replays that run at the same moment from publishing a record twice, and a
correction that is published within the same milliseconds may come to stand before an old version. The first has no
effect on results; the second is told.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

from services.dead_letters.disposition import Disposition, Settlement
from services.dead_letters.history import History
from services.dead_letters.journal import FiledLetter
from services.dead_letters.outcome import Outcome, OutcomeName, Sender, already_settled
from services.dead_letters.replay_header import with_replay
from services.dead_letters.successors import Successors, Verdict
from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.kafka_admin import partition_counts
from services.runtime.reading import OnProgress
from services.runtime.record import OutgoingRecord

_COMPACTED = "its record was compacted away, which takes a newer one"
_EXPIRED = "its record is past retention, so nothing tells whether a newer one came"


class Case:
    """The letters of one origin, and what came behind it."""

    def __init__(self, letters: Sequence[FiledLetter]) -> None:
        self.letters = letters
        self.origin = letters[0].letter.origin
        self.successors = Successors(self.origin, [str(letter.place) for letter in letters])

    def outcomes(self, name: OutcomeName, successor: int | None = None, detail: str = "") -> list[Outcome]:
        """The same outcome for each of the letters."""
        return [Outcome(letter.place, name, letter, successor, detail) for letter in self.letters]

    def obstacle(self, counts: Mapping[str, int]) -> str:
        """What makes it impossible to publish the record again, if anything does."""
        origin = self.origin
        if not 0 <= origin.partition < counts.get(origin.topic, 0):
            return f"the cluster has no partition {origin.partition} of {origin.topic}"
        if origin.key is None and origin.value is None:
            return "a record with neither key nor value cannot be sent"
        return ""

    def to_record(self) -> OutgoingRecord:
        """The record to publish again."""
        headers = with_replay(self.origin.headers, [letter.place for letter in self.letters])
        return OutgoingRecord(self.origin.topic, self.origin.key, self.origin.value, headers, self.origin.partition)


async def replay(
    letters: Iterable[FiledLetter],
    bootstrap_servers: str,
    sender: Sender,
    *,
    patience: float,
    expired_too: bool = False,
    dry_run: bool = False,
    on_reading: OnProgress = lambda _, __: None,
) -> AsyncGenerator[Outcome, None]:
    """Replay the open ones among ``letters`` in the order of their origins, and tell the outcome of each.

    ``expired_too`` replays also those of which nothing tells whether a newer record came. With ``dry_run`` the
    outcomes are those that there would be, and nothing is written. Raises ``ConfigurationError`` when the cluster does
    not answer within ``patience`` seconds, and ``FatalError`` when what was done cannot be written down.
    """
    cases: dict[tuple[str, int, int], list[FiledLetter]] = defaultdict(list)
    for letter in letters:
        if outcome := already_settled(letter):
            yield outcome
        else:
            origin = letter.letter.origin
            cases[origin.topic, origin.partition, origin.offset].append(letter)
    if not cases:
        return
    counts = await partition_counts(bootstrap_servers, patience=patience)
    obstacles = {case: case.obstacle(counts) for case in map(Case, (cases[origin] for origin in sorted(cases)))}
    for case, obstacle in obstacles.items():
        for outcome in case.outcomes("refused", detail=obstacle) if obstacle else ():
            yield outcome
    free = [case for case, obstacle in obstacles.items() if not obstacle]
    if not free:
        return
    async with History.of(bootstrap_servers, [case.successors for case in free]) as history:
        await history.read_all(on_reading)
        replayer = Replayer(history, sender, expired_too=expired_too, dry_run=dry_run)
        for case in free:
            for outcome in await replayer.settle(case):
                yield outcome


class Replayer:
    """Decides and does what is to be done about one origin after the other."""

    def __init__(self, history: History, sender: Sender, *, expired_too: bool, dry_run: bool) -> None:
        self._history = history
        self._sender = sender
        self._publishable: set[Verdict] = {"newest", "unknown"} if expired_too else {"newest"}
        self._dry_run = dry_run

    async def settle(self, case: Case) -> list[Outcome]:
        """Publish the record again if it may be, and write down what was done or found."""
        found = case.successors
        verdict = await self._history.judge(found)
        if verdict == "replayed":
            await self._write_down(case, "replayed", found.replay)
            return case.outcomes("already replayed", found.replay, "its record was found on the topic")
        if verdict == "superseded":
            await self._write_down(case, "superseded", found.newer)
            return case.outcomes("superseded", found.newer, "" if found.newer is not None else _COMPACTED)
        if verdict not in self._publishable:
            return case.outcomes("expired", detail=_EXPIRED)
        return await self._publish(case)

    async def _publish(self, case: Case) -> list[Outcome]:
        if self._dry_run:
            return case.outcomes("replayed")
        try:
            await self._sender.send(case.to_record())
        except (InvalidRecord, FatalError) as error:
            return case.outcomes("refused", detail=str(error))
        found = case.successors
        await self._history.judge(found)
        await self._write_down(case, "replayed", found.replay)
        overtaken = found.newer is not None and (found.replay is None or found.newer < found.replay)
        detail = f"a newer record came meanwhile, at offset {found.newer}: publish that again" if overtaken else ""
        return case.outcomes("replayed", found.replay, detail)

    async def _write_down(self, case: Case, settlement: Settlement, successor: int | None) -> None:
        if self._dry_run:
            return
        for letter in case.letters:
            await self._sender.send(Disposition.now(letter.place, settlement, successor).to_record(case.origin.key))
