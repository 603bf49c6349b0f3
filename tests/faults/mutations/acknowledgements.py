"""Hazards 1, 2 and 11: Faust acknowledges what is not finished."""

from functools import wraps
from typing import Any

import faust

from services.runtime import stream
from services.runtime.errors import InvalidRecord
from services.runtime.handler import Outcome
from services.runtime.stream import ArticleStream
from services.runtime.window import Entry, Window
from tests.faults.mutations.faust_app import with_commits_by_faust, with_the_work_in_the_body
from tests.faults.mutations.mutation import Mutation, replace


def _language_errors_leave_the_body() -> None:
    def check(outcome: Outcome) -> None:
        if outcome.kind == "dead-letter":
            raise InvalidRecord("language-error", outcome.detail or "")

    with_the_work_in_the_body(check)


def _bugs_leave_the_body() -> None:
    with_the_work_in_the_body(lambda _outcome: None)


def _acknowledged_as_they_finish() -> None:
    messages: dict[tuple[int, int], Any] = {}
    consumers: list[Any] = []

    def keeping_messages(original: Any) -> Any:
        @wraps(original)
        def source_record(message: Any) -> Any:
            messages[message.partition, message.offset] = message
            return original(message)

        return source_record

    def keeping_the_app(original: Any) -> Any:
        @wraps(original)
        def read_articles(self: ArticleStream) -> None:
            original(self)
            consumers.append(self.app)

        return read_articles

    def without_acknowledgement(original: Any) -> Any:
        @wraps(original)
        def events(self: Any) -> Any:
            return original(self.noack())

        return events

    def acknowledging(original: Any) -> Any:
        async def finish(self: Window, entry: Entry) -> None:
            await original(self, entry)
            messages.pop((entry.partition, entry.offset)).ack(consumers[-1].consumer)

        return finish

    with_commits_by_faust()
    replace(stream, "_source_record", keeping_messages)
    replace(ArticleStream, "_read_articles", keeping_the_app)
    replace(faust.Stream, "events", without_acknowledgement)
    replace(Window, "finish", acknowledging)


def _highest_finished() -> None:
    def make(original: Any) -> Any:
        async def finish(self: Window, entry: Entry) -> None:
            await original(self, entry)
            if not entry.forgotten:
                self.following[entry.partition] = max(self.following[entry.partition], entry.offset + 1)

        return finish

    replace(Window, "finish", make)


EXCEPTIONS = Mutation(
    number=1,
    name="exceptions-acknowledge",
    hazard="An exception that leaves an agent's body acknowledges its event",
    how="acknowledgements on, the work in the body, a language error is raised out of it, Faust commits",
    apply=_language_errors_leave_the_body,
    tests=("tests/faults/test_outcomes.py::test_articles_that_fail_and_records_that_are_none_have_dead_letters",),
    symptom=r"lost 4 .*without a result",
)
OUT_OF_ORDER = Mutation(
    number=2,
    name="acknowledged-out-of-order",
    hazard="Faust commits past a record in flight when later ones are acknowledged (faust-streaming #606)",
    how="acknowledgements on, each article acknowledged as it finishes, Faust commits",
    apply=_acknowledged_as_they_finish,
    tests=("tests/faults/test_in_flight.py::test_an_article_in_flight_at_a_kill_is_finished_by_the_next_process",),
    symptom=r"lost 1 .*without a result",
)
HIGHEST = Mutation(
    number=2,
    name="highest-finished",
    hazard="The same, by a mistake of ours",
    how="the window follows the highest finished offset instead of the finished prefix",
    apply=_highest_finished,
    tests=(
        "tests/faults/test_in_flight.py::test_an_article_in_flight_at_a_kill_is_finished_by_the_next_process",
        "tests/unit/runtime/test_window.py::test_a_later_record_waits_for_the_one_before_it",
    ),
    symptom=r"lost 1 .*without a result|following == \{0: 4\}",
)
RESTARTS = Mutation(
    number=11,
    name="restarted-for-ever",
    hazard="Faust restarts a failing agent again and again: a bug goes through the whole topic",
    how="acknowledgements on, the work in the body, whatever is no article's fault leaves it, Faust commits",
    apply=_bugs_leave_the_body,
    tests=(
        "tests/faults/test_outcomes.py::"
        "test_a_failure_that_is_no_articles_fault_ends_the_process_before_it_goes_through_the_topic",
    ),
    symptom=r"it is through the topic: .*lost \d+ .*without a result",
)
