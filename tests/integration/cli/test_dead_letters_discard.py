"""``newsloom dead-letters discard`` and what ``list`` hides, on a real Kafka."""

import os
import pty
import subprocess
from uuid import uuid4

import pytest

from tests.support.command import COMMAND, newsloom_in_process
from tests.support.dead_letters import dead_letters, fail, outcomes, publish_one, state


@pytest.fixture
def place(kafka: str) -> str:
    """The place of a dead letter of the topics service."""
    origin = publish_one(kafka, f"discard-{uuid4().hex}".encode(), b"{")
    return fail(kafka, origin, "topics", reason="not-an-article").places[0]


def listed(kafka: str, *arguments: str) -> set[str]:
    """The places that are listed."""
    return {letter["place"] for letter in dead_letters(kafka, "list", "--service", "topics", *arguments)}


def test_what_is_discarded_is_listed_and_replayed_no_more(kafka: str, place: str) -> None:
    assert outcomes(kafka, "discard", place) == {place: "discarded"}
    assert outcomes(kafka, "discard", place) == {place: "already discarded"}
    assert outcomes(kafka, "replay", place) == {place: "already discarded"}
    assert place not in listed(kafka)
    assert place in listed(kafka, "--state", "discarded")
    assert place in listed(kafka, "--state", "all")
    hidden = newsloom_in_process("dead-letters", "list", "--service", "topics", kafka=kafka).stderr
    assert " discarded" in hidden
    assert hidden.endswith(" (--state all shows them)\n")


def test_what_is_open_is_listed(kafka: str, place: str) -> None:
    assert place in listed(kafka)
    assert place in listed(kafka, "--reason", "not-an-article", "--since", "1h")
    assert place not in listed(kafka, "--reason", "time-limit")
    assert place not in listed(kafka, "--until", "1h")


def test_a_letter_without_a_key_can_be_discarded(kafka: str) -> None:
    record = publish_one(kafka, uuid4().hex.encode(), b"{")
    (place,) = fail(kafka, type(record)(record.topic, 0, 0, 0.0, None, b"{"), "topics").places
    assert outcomes(kafka, "discard", place) == {place: "discarded"}
    assert state(kafka, place) == "discarded"


def test_a_dry_run_discards_nothing(kafka: str, place: str) -> None:
    assert outcomes(kafka, "discard", place, "--dry-run") == {place: "discarded"}
    assert state(kafka, place) == "open"


def test_a_place_without_a_letter_is_told(kafka: str, place: str) -> None:
    told = outcomes(kafka, "discard", place, "topics/0/99999999", exit_code=1)
    assert told == {place: "discarded", "topics/0/99999999": "not found"}


@pytest.mark.parametrize(("answer", "after"), [("n", "open"), ("y", "discarded")])
def test_a_person_is_asked_before_several_are_discarded(kafka: str, place: str, answer: str, after: str) -> None:
    other = fail(kafka, publish_one(kafka, uuid4().hex.encode(), b"{"), "topics").places[0]
    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, f"{answer}\n".encode())
        done = subprocess.run(
            [*COMMAND, "dead-letters", "discard", place, other, "--bootstrap-servers", kafka],
            stdin=terminal,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert "Discard 2 dead letters for good?" in done.stderr
    assert [state(kafka, each) for each in (place, other)] == [after, after]
