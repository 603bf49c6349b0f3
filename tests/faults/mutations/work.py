"""Hazards 8 and 10: a service that seems to work, and one that cannot say that it does."""

from functools import wraps
from typing import Any

from services.runtime.errors import InvalidRecord
from services.runtime.failures import Failed
from services.runtime.pool import Pool
from services.runtime.progress import Progress
from services.runtime.worker import Answer, _answer
from tests.faults.mutations.mutation import Mutation, replace


def _up_is_alive() -> None:
    replace(Progress, "is_live", lambda _: property(lambda _self: True))


def _in_the_event_loop() -> None:
    functions: dict[int, Any] = {}

    def loading(original: Any) -> Any:
        @wraps(original)
        def init(self: Pool, task: Any, models_folder: Any, **options: Any) -> None:
            original(self, task, models_folder, **options)
            functions[id(self)] = task.load(models_folder)

        return init

    async def run(self: Pool, value: bytes) -> Answer:
        answer = _answer(functions[id(self)], value)
        if isinstance(answer, Failed):
            raise InvalidRecord(answer.reason, answer.detail)
        return answer

    replace(Pool, "__init__", loading)
    replace(Pool, "run", lambda _: run)


UP_IS_ALIVE = Mutation(
    number=8,
    name="up-is-alive",
    hazard="Rebalances stall and workers hang: a process that is up may do nothing at all",
    how="liveness says that the process is up",
    apply=_up_is_alive,
    tests=(
        "tests/unit/runtime/test_progress.py::test_work_that_is_never_finished_is_a_stall",
        "tests/integration/runtime/test_stream.py::test_an_article_that_hangs_is_reported_and_ended_while_others_go_on",
    ),
    patience=30,
    symptom=r"is_live|answers\(\"live\", 503\)",
)
IN_THE_EVENT_LOOP = Mutation(
    number=10,
    name="in-the-event-loop",
    hazard="Heartbeats have a thread of their own, so a blocked event loop keeps its partitions and answers nobody",
    how="Pool.run calls the language function in the service's own process",
    apply=_in_the_event_loop,
    tests=("tests/integration/runtime/test_manners.py::test_the_pages_answer_while_an_article_is_worked_on",),
    symptom=r"TimeoutError",
)
