"""Hazard 3: Faust decodes the value."""

from tests.faults.mutations.faust_app import with_topic
from tests.faults.mutations.mutation import Mutation

DECODING = Mutation(
    number=3,
    name="faust-decodes",
    hazard="A value that Faust cannot decode is acknowledged before the error is seen",
    how="the articles' topic has the JSON codec of Faust",
    apply=lambda: with_topic(value_serializer="json"),
    tests=("tests/faults/test_outcomes.py::test_articles_that_fail_and_records_that_are_none_have_dead_letters",),
    symptom=r"lost \d .*without a result",
)
