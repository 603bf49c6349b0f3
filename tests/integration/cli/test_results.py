"""``newsloom watch``, ``topics`` and ``dead-letters`` on a real Kafka."""

import base64
import json
from uuid import uuid4

import pytest

from schemas.cloudevents import cloudevent_headers
from schemas.kafka_topics import RESULTS, all_topics
from schemas.result import Result
from services.runtime.dead_letters import DeadLetter
from services.runtime.errors import InvalidRecord
from services.runtime.record import OutgoingRecord
from tests.support.articles import record
from tests.support.command import newsloom
from tests.support.kafka import deliver, records_of
from tests.support.results import ENTITIES, QUOTES


@pytest.fixture
def name() -> str:
    """An article id that no other test has."""
    return f"results-{uuid4().hex}"


def result_record(service: str, result: Result, name: str) -> OutgoingRecord:
    topic = next(topic for topic in RESULTS.values() if topic.name == f"news.{service}.v1")
    headers = cloudevent_headers(event_id=result.id, event_type=topic.event_type, source=f"/newsloom/{service}")
    value = result.model_copy(update={"article_id": name}).to_bytes()
    return OutgoingRecord(topic.name, name.encode(), value, headers)


def test_watch_gives_the_results_about_one_article_as_lines(kafka: str, name: str) -> None:
    sent = [result_record("entities", ENTITIES, name), result_record("quotes", QUOTES, name)]
    deliver(kafka, [*sent, result_record("quotes", QUOTES, f"{name}-other")])
    done = newsloom("watch", "--from-beginning", "--article", name, "--max", 2, kafka=kafka)
    assert done.returncode == 0, done.stderr
    events = {event["topic"]: event for event in map(json.loads, done.stdout.splitlines())}
    for outgoing in sent:
        event = events[outgoing.topic]
        assert event["key"] == name
        assert event["value"] == json.loads(outgoing.value or b"")
        assert event["headers"] == {header: (value or b"").decode() for header, value in outgoing.headers}


def test_watch_keeps_to_one_service(kafka: str, name: str) -> None:
    deliver(kafka, [result_record("entities", ENTITIES, name), result_record("quotes", QUOTES, name)])
    arguments = ("watch", "--service", "quotes", "--from-beginning", "--article", name, "--max", 1, "--json")
    assert json.loads(newsloom(*arguments, kafka=kafka).stdout)["topic"] == "news.quotes.v1"


def test_topics_that_are_there_stay_as_they_are(kafka: str) -> None:
    done = newsloom("topics", "create", kafka=kafka)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"{topic.name}  was there" for topic in all_topics()]


def test_topics_are_listed_with_their_partitions(kafka: str) -> None:
    rows = [row.split() for row in newsloom("topics", "list", kafka=kafka).stdout.splitlines()[1:]]
    assert [(row[0], row[2]) for row in rows] == [(topic.name, str(topic.partitions)) for topic in all_topics()]


@pytest.fixture
def dead_letter(kafka: str, name: str) -> tuple[str, OutgoingRecord]:
    """A dead letter of the quotes service on the cluster, and its place."""
    letter = DeadLetter.of(record(b"\xff{", key=name.encode()), "quotes", InvalidRecord("not-an-article", "not JSON"))
    outgoing = letter.to_record()
    deliver(kafka, [outgoing])
    (stored,) = records_of(kafka, outgoing.topic, name)
    return f"quotes/{stored.partition}/{stored.offset}", outgoing


def test_dead_letters_are_listed(kafka: str, dead_letter: tuple[str, OutgoingRecord]) -> None:
    done = newsloom("dead-letters", "list", "--service", "quotes", "--json", kafka=kafka)
    letters = {letter["place"]: letter for letter in map(json.loads, done.stdout.splitlines())}
    letter = letters[dead_letter[0]]
    assert (letter["reason"], letter["detail"]) == ("not-an-article", "not JSON")
    assert base64.b64decode(letter["value_base64"]) == b"\xff{"


def test_a_dead_letter_is_shown_in_full(kafka: str, dead_letter: tuple[str, OutgoingRecord]) -> None:
    done = newsloom("dead-letters", "show", dead_letter[0], kafka=kafka)
    assert done.returncode == 0
    assert "not-an-article" in done.stdout
    assert done.stdout.endswith("\\xff{\n")


def test_a_dead_letter_that_is_not_there_is_named(kafka: str, dead_letter: tuple[str, OutgoingRecord]) -> None:
    absent = dead_letter[0].rpartition("/")[0] + "/999999"
    done = newsloom("dead-letters", "show", absent, kafka=kafka)
    assert (done.returncode, done.stderr) == (1, f"Error: there is no dead letter {absent}\n")
