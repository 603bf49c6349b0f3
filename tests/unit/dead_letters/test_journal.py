"""Letters and dispositions become letters with states."""

from datetime import UTC, datetime

import pytest

from services.dead_letters.disposition import Disposition, Settlement
from services.dead_letters.journal import Journal
from services.dead_letters.place import Place
from services.dead_letters.replay_header import REPLAY_OF, with_replay
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.record import SourceRecord
from tests.unit.dead_letters.records import disposition_at, foreign_at, letter_at, stored

PLACE = Place("quotes", 0, 3)
AT = datetime(2026, 1, 31, 18, 30, 0, 125_000, tzinfo=UTC)


def states(journal: Journal) -> dict[str, str]:
    return {str(letter.place): letter.state for letter in journal.letters()}


def test_a_letter_without_a_disposition_is_open() -> None:
    journal = Journal()
    journal.add(letter_at(3))
    assert states(journal) == {"quotes/0/3": "open"}


@pytest.mark.parametrize("settlement", ["replayed", "discarded", "superseded"])
def test_a_disposition_settles_the_letter_that_it_names_and_no_other(settlement: Settlement) -> None:
    journal = Journal()
    journal.add(letter_at(2))
    journal.add(letter_at(3))
    journal.add(letter_at(3, "topics"))
    journal.add(disposition_at(4, Disposition(PLACE, settlement, AT, 7)))
    assert states(journal) == {"quotes/0/2": "open", "quotes/0/3": settlement, "topics/0/3": "open"}


def test_a_disposition_comes_back_as_it_was() -> None:
    for disposition in (Disposition(PLACE, "replayed", AT, 7), Disposition(PLACE, "discarded", AT)):
        assert Disposition.from_record(disposition_at(4, disposition)) == disposition


def test_a_disposition_goes_to_the_partition_of_its_letter_and_has_no_value() -> None:
    for key, sent in ((b"a-1", b"a-1"), (None, b"")):
        outgoing = Disposition(Place("topics", 5, 3), "discarded", AT).to_record(key)
        assert (outgoing.topic, outgoing.partition) == ("news.topics.dlq.v1", 5)
        assert (outgoing.key, outgoing.value) == (sent, None)


def test_of_two_dispositions_the_first_holds() -> None:
    journal = Journal()
    journal.add(letter_at(3))
    journal.add(disposition_at(4, Disposition(PLACE, "discarded", AT)))
    journal.add(disposition_at(5, Disposition(PLACE, "replayed", AT, 7)))
    assert states(journal) == {"quotes/0/3": "discarded"}


def test_a_disposition_whose_letter_is_gone_is_no_letter() -> None:
    journal = Journal()
    journal.add(disposition_at(4, Disposition(PLACE, "discarded", AT)))
    assert (journal.letters(), journal.unreadable) == ([], [])


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (b"{}", "quotes/0/1: not a dead letter: it has no header dlq_original_headers"),
        (None, "quotes/0/1: neither a dead letter nor a disposition: 'dlq_disposition'"),
    ],
)
def test_what_is_neither_is_named_and_passed_over(value: bytes | None, line: str) -> None:
    journal = Journal()
    journal.add(foreign_at(1, value))
    journal.add(letter_at(3))
    assert (states(journal), journal.unreadable) == ({"quotes/0/3": "open"}, [line])


def test_what_is_not_wanted_is_not_kept() -> None:
    journal = Journal(lambda place, letter: place.offset == 3 and letter.reason == "time-limit")
    journal.add(letter_at(2))
    journal.add(letter_at(3))
    journal.add(letter_at(3, "topics", reason="worker-died"))
    assert states(journal) == {"quotes/0/3": "open"}


def test_a_record_with_the_header_of_a_disposition_is_still_a_letter() -> None:
    headers = Disposition(PLACE, "discarded", AT).to_record(b"a-1").headers
    origin = SourceRecord("news.articles.v1", 0, 0, 0.0, b"a-1", b"{", headers)
    journal = Journal()
    journal.add(stored(DeadLetter.of(origin, "quotes", InvalidRecord("not-an-article", "")).to_record(), 3))
    assert states(journal) == {"quotes/0/3": "open"}


def test_a_letter_tells_how_often_its_record_was_replayed() -> None:
    headers = with_replay(with_replay([("trace", b"1")], [PLACE, Place("topics", 1, 2)]), [Place("quotes", 0, 9)])
    assert headers[1:] == [(REPLAY_OF, b"quotes/0/3 topics/1/2"), (REPLAY_OF, b"quotes/0/9")]
    origin = SourceRecord("news.articles.v1", 0, 50, 0.0, b"a-1", b"{", headers)
    journal = Journal()
    journal.add(stored(DeadLetter.of(origin, "quotes", InvalidRecord("time-limit", "")).to_record(), 12))
    assert journal.letters()[0].replays == 2


def test_what_a_killed_service_wrote_twice_is_one_letter_and_settled_by_either() -> None:
    for settled_place in (PLACE, Place("quotes", 0, 5)):
        journal = Journal()
        journal.add(letter_at(3, origin=9))
        journal.add(letter_at(4))
        journal.add(letter_at(5, origin=9))
        assert states(journal) == {"quotes/0/3": "open", "quotes/0/4": "open"}
        journal.add(disposition_at(6, Disposition(settled_place, "discarded", AT)))
        assert states(journal) == {"quotes/0/3": "discarded", "quotes/0/4": "open"}


def test_who_asks_for_the_second_of_them_gets_the_first_with_what_was_done_about_it() -> None:
    journal = Journal(lambda place, _: place.offset == 5)
    journal.add(letter_at(3, origin=9))
    journal.add(disposition_at(4, Disposition(PLACE, "discarded", AT)))
    journal.add(letter_at(5, origin=9))
    assert states(journal) == {"quotes/0/3": "discarded"}
