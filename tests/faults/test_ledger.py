"""The ledger itself: a judge that finds nothing wrong with anything proves nothing."""

from types import SimpleNamespace
from typing import Any

import pytest

from schemas.kafka_topics import RESULTS
from services.dead_letters.disposition import Disposition
from services.dead_letters.place import Place
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from tests.faults.ledger import Ledger, Verdict
from tests.support.articles import article, article_record
from tests.support.records import Placed
from tests.support.tasks import first_word

FIRST, SECOND = article("a", body="One."), article("a", body="Two.", version=2)


def result(of: Any) -> Any:
    """The record of a result."""
    return SimpleNamespace(
        topic=RESULTS["entities"].name, value=first_word(of).to_bytes(), key=of.id.encode(), partition=0
    )


def dead_letter(offset: int) -> Any:
    """The record of a dead letter of what stands at an offset of partition 0."""
    letter = DeadLetter.of(article_record("a", offset=offset), "entities", InvalidRecord("time-limit", "slow"))
    return SimpleNamespace(**{name: getattr(letter.to_record(), name) for name in ("topic", "key", "value", "headers")})


def verdict_on(records: list[Any], committed: int = 2) -> Verdict:
    """The verdict on two versions of an article at the offsets 0 and 1."""
    ledger = Ledger()
    ledger.write_down([FIRST, SECOND], [Placed(b"a", b"", 0, offset) for offset in (0, 1)])
    return ledger.judge(records, {0: committed})


def test_all_is_well() -> None:
    verdict = verdict_on([result(FIRST), result(SECOND), result(FIRST), result(SECOND)])
    assert verdict.is_clean
    assert (verdict.done, verdict.redelivered) == (2, 2)
    verdict = verdict_on([result(SECOND), dead_letter(0)])
    assert verdict.is_clean
    assert (verdict.done, verdict.dead_lettered) == (1, 1)


@pytest.mark.parametrize(
    ("committed", "where"), [(2, "consumed and acknowledged without a result"), (1, "never consumed")]
)
def test_a_loss_is_seen_with_the_place_where_it_happened(committed: int, where: Any) -> None:
    verdict = verdict_on([result(FIRST)], committed)
    assert not verdict.is_clean
    assert [lost.version for lost in verdict.lost[where]] == [2]


def test_two_payloads_for_one_identity_are_seen() -> None:
    other = result(FIRST)
    other.value = other.value.replace(b"One.", b"Oho.")
    assert [each.version for each in verdict_on([result(FIRST), other, result(SECOND)]).divergent] == [1]


def test_a_result_and_a_dead_letter_for_the_same_record_are_seen() -> None:
    assert not verdict_on([result(FIRST), result(SECOND), dead_letter(1)]).is_clean


def test_what_was_done_about_a_dead_letter_is_no_dead_letter() -> None:
    disposition = Disposition.now(Place("entities", 0, 0), "discarded").to_record(b"a")
    verdict = verdict_on([result(SECOND), dead_letter(0), disposition])
    assert (verdict.is_clean, verdict.dead_lettered) == (True, 1)


def test_an_old_version_that_comes_last_is_seen() -> None:
    assert verdict_on([result(FIRST), result(SECOND), result(FIRST)]).out_of_order == ["a"]


def test_what_is_said_to_be_done_and_is_not_there_is_seen() -> None:
    ledger = Ledger()
    ledger.write_down([FIRST], [Placed(b"a", b"", 0, 0)])
    verdict = ledger.judge([], {0: 1}, said={(0, 0)})
    assert [lost.version for lost in verdict.lost["said to be done and not delivered"]] == [1]


def test_what_was_acknowledged_is_looked_up_on_the_topic() -> None:
    ledger = Ledger()
    for each in (FIRST, SECOND):
        ledger.acknowledge(each)
    ledger.locate([SimpleNamespace(value=FIRST.to_bytes(), partition=0, offset=offset) for offset in (4, 7)])
    verdict = ledger.judge([result(FIRST), result(FIRST), result(FIRST)], {})
    assert (verdict.republished, verdict.redelivered) == (1, 1)
    assert [lost.version for lost in verdict.lost["accepted and not on the topic"]] == [2]


def test_results_of_one_key_on_two_partitions_are_seen() -> None:
    elsewhere = result(SECOND)
    elsewhere.partition = 1
    verdict = verdict_on([result(FIRST), elsewhere])
    assert verdict.scattered == ["a"]
    assert not verdict.is_clean
