"""The runtime's own rules, broken one at a time."""

from dataclasses import replace as changed
from typing import Any

from services.runtime.dead_letters import DeadLetter
from services.runtime.handler import Outcome
from services.runtime.membership import Membership
from services.runtime.processor import Processor
from services.runtime.record import SourceRecord
from services.runtime.window import Entry, Window
from tests.faults.mutations.mutation import Mutation, replace


def _finished_before_delivery() -> None:
    def make(original: Any) -> Any:
        async def deliver(self: Processor, entry: Entry, source: SourceRecord, outcome: Outcome) -> Outcome:
            await self._window.finish(entry)
            delivered: Outcome = await original(self, entry, source, outcome)
            return delivered

        return deliver

    replace(Processor, "_deliver", make)


def _without_turns() -> None:
    async def turn(self: Entry) -> bool:
        return not self.forgotten

    replace(Entry, "turn", lambda _: turn)


def _without_forgetting() -> None:
    async def forget(self: Processor, partitions: set[int]) -> None:
        pass

    replace(Processor, "forget", lambda _: forget)


def _without_bound() -> None:
    replace(Window, "_has_room_for", lambda _: lambda self, source: True)  # noqa: ARG005


def _without_original_headers() -> None:
    def make(original: Any) -> Any:
        def to_record(self: DeadLetter) -> Any:
            return original(changed(self, origin=changed(self.origin, headers=[])))

        return to_record

    replace(DeadLetter, "to_record", make)


def _always_certain() -> None:
    replace(Membership, "is_certain", lambda _: property(lambda _self: True))


OWN_RULES = (
    Mutation(
        name="finished-before-delivery",
        hazard="An offset moves before its result is delivered",
        how="an article is finished in the window first, and delivered then",
        apply=_finished_before_delivery,
        tests=(
            "tests/unit/runtime/test_processor.py::test_an_offset_may_be_committed_only_when_the_result_is_delivered",
        ),
        symptom=r"following == \{0: 7\}",
    ),
    Mutation(
        name="without-turns",
        hazard="An older version of an article comes behind a newer one",
        how="outcomes of one key do not wait for each other",
        apply=_without_turns,
        tests=(
            "tests/unit/runtime/test_window.py::test_a_key_is_published_in_the_order_of_its_offsets",
            "tests/unit/runtime/test_processor.py::"
            "test_a_correction_is_sent_only_when_the_version_before_it_is_delivered",
        ),
        symptom=r"gate\.sent|turn\.done",
    ),
    Mutation(
        name="without-forgetting",
        hazard="Two processes publish and commit the same partition",
        how="a partition that is revoked is not forgotten",
        apply=_without_forgetting,
        tests=(
            "tests/faults/test_in_flight.py::"
            "test_an_article_in_flight_when_its_partition_is_revoked_is_published_by_its_owner_only",
        ),
        symptom=r"redelivered",
    ),
    Mutation(
        name="always-certain",
        hazard="A process that was frozen past its session publishes for partitions that are another's by then",
        how="membership of the group is certain at all times",
        apply=_always_certain,
        tests=("tests/unit/runtime/test_membership.py",),
        symptom=r"is_certain",
    ),
    Mutation(
        name="without-bound",
        hazard="Memory grows with what is read and not finished",
        how="the window has room for everything",
        apply=_without_bound,
        tests=(
            "tests/unit/runtime/test_window.py::test_it_admits_no_more_articles_than_it_may",
            "tests/unit/runtime/test_window.py::test_it_admits_no_more_bytes_than_it_may_except_a_single_large_record",
        ),
        symptom=r"assert not (second|third)\.done",
    ),
    Mutation(
        name="without-original-headers",
        hazard="A dead letter is not the record that failed",
        how="its original headers are left out",
        apply=_without_original_headers,
        tests=("tests/unit/runtime/test_dead_letters.py", "tests/unit/runtime/test_handler.py"),
        symptom=r"headers|origin",
    ),
)
"""Beyond the hazards of Faust."""
