"""What is sent for one origin, in which order, and what is told when something comes between."""

from typing import Any, cast

import pytest

from services.dead_letters.history import History
from services.dead_letters.journal import FiledLetter
from services.dead_letters.outcome import Outcome
from services.dead_letters.place import Place
from services.dead_letters.replay import Case, Replayer
from services.dead_letters.successors import Successors, Verdict
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import FatalError, InvalidRecord
from services.runtime.reading import Record
from services.runtime.record import OutgoingRecord
from tests.support.articles import record
from tests.unit.dead_letters.records import article_at, stored

ORIGIN = record(b"{")
PLACES = [Place("topics", 1, 3), Place("quotes", 2, 17)]
ARTICLES, DEAD = "news.articles.v1", [f"news.{place.service}.dlq.v1" for place in PLACES]
NEWER = article_at(1, b"{}")


class Log:
    """A partition that can be sent to; ``meanwhile`` gets in before the record that is sent first."""

    def __init__(self, *records: Record, meanwhile: Record | None = None, error: Exception | None = None) -> None:
        self.sent: list[str] = []
        self._unread = list(records)
        self._meanwhile = meanwhile
        self._error = error
        self._end = 1 + len(records)

    async def judge(self, successors: Successors) -> Verdict:
        """As a ``History`` does."""
        while self._unread:
            successors.see(self._unread.pop(0))
        return successors.verdict(0, self._end)

    async def send(self, outgoing: OutgoingRecord) -> None:
        """As a ``Sender`` does."""
        if self._error and outgoing.topic == ARTICLES:
            raise self._error
        self.sent.append(outgoing.topic)
        if outgoing.topic == ARTICLES:
            self._unread += [self._meanwhile] if self._meanwhile else []
            self._unread.append(stored(outgoing, 2))
            self._end = 3


async def settle(log: Log, **options: Any) -> list[Outcome]:
    """Settle the letters of two services about one record that stands at offset 0."""
    letters = [
        FiledLetter(place, DeadLetter.of(ORIGIN, place.service, InvalidRecord("time-limit", ""))) for place in PLACES
    ]
    case = Case(letters)
    case.successors.see(article_at(0, headers=ORIGIN.headers))
    replayer = Replayer(cast(History, log), log, **{"expired_too": False, "dry_run": False, **options})
    return await replayer.settle(case)


async def test_one_record_is_delivered_before_the_dispositions_of_all_letters() -> None:
    log = Log()
    outcomes = await settle(log)
    assert log.sent == [ARTICLES, *DEAD]
    assert [(outcome.place, outcome.name, outcome.successor) for outcome in outcomes] == [
        (place, "replayed", 2) for place in PLACES
    ]


async def test_what_came_since_the_letters_were_read_is_seen_before_anything_is_sent() -> None:
    log = Log(NEWER)
    assert [(outcome.name, outcome.successor) for outcome in await settle(log)] == [("superseded", 1)] * 2
    assert log.sent == DEAD


async def test_a_newer_record_that_gets_in_between_is_told() -> None:
    outcomes = await settle(Log(meanwhile=NEWER))
    assert {outcome.detail for outcome in outcomes} == {
        "a newer record came meanwhile, at offset 1: publish that again"
    }


@pytest.mark.parametrize("error", [InvalidRecord("result-too-large", "2097153 bytes"), FatalError("no permission")])
async def test_a_record_that_is_not_taken_stays_open(error: Exception) -> None:
    log = Log(error=error)
    assert [(outcome.name, outcome.detail) for outcome in await settle(log)] == [("refused", str(error))] * 2
    assert log.sent == []


@pytest.mark.parametrize("records", [(), (NEWER,)], ids=["newest", "superseded"])
async def test_a_dry_run_sends_nothing(records: tuple[Record, ...]) -> None:
    log = Log(*records)
    assert {outcome.name for outcome in await settle(log, dry_run=True)} == {"superseded" if records else "replayed"}
    assert log.sent == []
