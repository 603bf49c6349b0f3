"""Hazards 4, 5 and 9: results that are not delivered, delivered twice, or delivered to another partition."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

from services.runtime.delivery import Delivery
from services.runtime.record import OutgoingRecord
from tests.faults.mutations.mutation import Mutation, note, replace


def _with_options(**options: Any) -> None:
    def make(original: Any) -> Any:
        @wraps(original)
        def init(self: Delivery, *arguments: Any, **given: Any) -> None:
            original(self, *arguments, **given)
            self._options |= options

        return init

    replace(Delivery, "__init__", make)


def _only_enqueued() -> None:
    async def send(self: Delivery, record: OutgoingRecord) -> None:
        assert self._producer is not None
        await self._producer.send(record.topic, record.value, key=record.key, headers=record.headers)

    replace(Delivery, "send", lambda _: send)


def _salted(key: bytes | None, every: Sequence[int], _available: Sequence[int]) -> int:
    note("salted")
    return every[hash(key) % len(every)]


NOT_AWAITED = Mutation(
    number=4,
    name="not-awaited",
    hazard="Sending only puts a record into a queue; who does not await its delivery never learns that it failed",
    how="Delivery.send returns when the record is in the producer's queue",
    apply=_only_enqueued,
    tests=("tests/faults/test_outcomes.py::test_results_that_the_broker_refuses_become_dead_letters",),
    symptom=r"lost 12 .*without a result",
)
NOT_IDEMPOTENT = Mutation(
    number=5,
    name="not-idempotent",
    hazard="A producer that is not idempotent delivers twice when the broker answers too late",
    how="the producer's enable_idempotence off",
    apply=lambda: _with_options(enable_idempotence=False),
    tests=("tests/faults/test_late_answers.py::test_what_was_sent_into_the_silence_of_a_broker_is_there_once",),
    symptom=r"assert found == Counter",
)
SALTED = Mutation(
    number=9,
    name="salted-partitions",
    hazard="A driver that picks partitions by a salted hash puts one key into several partitions",
    how="the producer's partitioner is hash(key), which Python salts anew in each process",
    apply=lambda: _with_options(partitioner=_salted),
    tests=("tests/integration/runtime/test_manners.py::test_a_key_has_one_partition_whichever_process_writes",),
    symptom=r"assert \{\(b'test-",
)
