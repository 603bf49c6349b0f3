"""``newsloom dead-letters replay`` on a real Kafka: what is published, and what never is twice."""

import asyncio
from uuid import uuid4

import pytest

from services.dead_letters.filing import read_places
from services.dead_letters.place import Place
from services.dead_letters.replay import replay
from services.dead_letters.replay_header import REPLAY_OF
from services.runtime.delivery import Delivery
from services.runtime.record import OutgoingRecord, SourceRecord
from tests.support.articles import article
from tests.support.dead_letters import behind, dead_letters, fail, outcomes, publish_one, state

ODD_HEADERS = [("trace", b"\xff"), ("trace", b"\x00"), ("", b""), ("trace", b"\xff"), ("nothing", None)]


@pytest.fixture
def name() -> str:
    """An article id that no other test has."""
    return f"replay-{uuid4().hex}"


@pytest.fixture
def origin(kafka: str, name: str) -> SourceRecord:
    """The record of an article."""
    return publish_one(kafka, name.encode(), article(name).to_bytes())


@pytest.mark.parametrize("partition", [0, 1])  # at least one of them is not where the key would go by itself
def test_the_record_is_published_byte_for_byte_where_it_came_from(kafka: str, partition: int) -> None:
    record = publish_one(kafka, b"\xff\x00", b"\x00\xfe{", headers=ODD_HEADERS, partition=partition)
    (place,) = fail(kafka, record, "quotes").places
    (told,) = dead_letters(kafka, "replay", place)
    (published,) = behind(kafka, record)
    assert (published.key, published.value) == (b"\xff\x00", b"\x00\xfe{")
    assert list(published.headers) == [*ODD_HEADERS, (REPLAY_OF, place.encode())]
    assert (told["outcome"], told["partition"], told["offset"]) == ("replayed", partition, record.offset)
    assert told["successor"] == published.offset


def test_a_second_replay_publishes_nothing(kafka: str, origin: SourceRecord) -> None:
    (place,) = fail(kafka, origin, "quotes").places
    assert outcomes(kafka, "replay", place) == {place: "replayed"}
    assert outcomes(kafka, "replay", place, place) == {place: "already replayed"}
    assert len(behind(kafka, origin)) == 1
    assert state(kafka, place) == "replayed"


class Killed(BaseException):
    """Ends a replay as a kill does: nothing is sent any more."""


class KilledBeforeTheDisposition:
    """Delivers what goes to the articles' topic, and is killed then."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    async def send(self, record: OutgoingRecord) -> None:
        """Deliver a record, or be killed."""
        if ".dlq." in record.topic:
            raise Killed
        await self._delivery.send(record)


def test_a_replay_that_was_killed_before_it_was_written_down_is_recognized(kafka: str, origin: SourceRecord) -> None:
    (place,) = fail(kafka, origin, "quotes").places

    async def killed() -> None:
        letters = (await read_places(kafka, [Place.parse(place)], patience=10)).letters()
        delivery = Delivery(kafka, client_id="test")
        await delivery.start()
        try:
            async for _ in replay(letters, kafka, KilledBeforeTheDisposition(delivery), patience=10):
                pass
        finally:
            await delivery.stop()

    with pytest.raises(Killed):
        asyncio.run(killed())
    assert (len(behind(kafka, origin)), state(kafka, place)) == (1, "open")
    (told,) = dead_letters(kafka, "replay", place)
    (published,) = behind(kafka, origin)
    assert (told["outcome"], told["successor"]) == ("already replayed", published.offset)
    assert state(kafka, place) == "replayed"


@pytest.mark.parametrize("newer", [article(body="Ministers did not meet.", version=2).to_bytes(), None])
def test_what_was_corrected_or_retracted_is_left_alone(kafka: str, origin: SourceRecord, newer: bytes | None) -> None:
    (place,) = fail(kafka, origin, "quotes").places
    later = publish_one(kafka, origin.key, newer, partition=origin.partition)
    for _ in range(2):
        (told,) = dead_letters(kafka, "replay", place)
        assert (told["outcome"], told["successor"]) == ("superseded", later.offset)
    assert [record.offset for record in behind(kafka, origin)] == [later.offset]
    assert state(kafka, place) == "superseded"


def test_letters_of_three_services_become_one_record(kafka: str, origin: SourceRecord) -> None:
    places = fail(kafka, origin, "entities", "topics", "quotes").places
    assert outcomes(kafka, "replay", *places) == dict.fromkeys(places, "replayed")
    (published,) = behind(kafka, origin)
    ((header, value),) = published.headers
    assert header == REPLAY_OF
    assert set((value or b"").decode().split()) == set(places)
    assert [state(kafka, place) for place in places] == ["replayed"] * 3


def test_what_was_replayed_for_one_service_is_so_for_the_others(kafka: str, origin: SourceRecord) -> None:
    first, second = fail(kafka, origin, "entities", "quotes").places
    assert outcomes(kafka, "replay", first) == {first: "replayed"}
    assert outcomes(kafka, "replay", second) == {second: "already replayed"}
    assert len(behind(kafka, origin)) == 1


def test_a_record_without_value_is_replayed_as_one(kafka: str, name: str) -> None:
    tombstone = publish_one(kafka, name.encode(), None)
    (place,) = fail(kafka, tombstone, "topics").places
    assert outcomes(kafka, "replay", place) == {place: "replayed"}
    (published,) = behind(kafka, tombstone)
    assert published.value is None


def test_a_dry_run_writes_nothing(kafka: str, origin: SourceRecord) -> None:
    (place,) = fail(kafka, origin, "quotes").places
    (told,) = dead_letters(kafka, "replay", place, "--dry-run")
    assert (told["outcome"], told["dry_run"]) == ("replayed", True)
    assert (behind(kafka, origin), state(kafka, place)) == ([], "open")


def test_a_place_without_a_letter_does_not_keep_the_others_from_being_replayed(
    kafka: str, origin: SourceRecord
) -> None:
    (place,) = fail(kafka, origin, "quotes").places
    absent = ["quotes/0/99999999", "quotes/4711/0"]
    told = outcomes(kafka, "replay", absent[0], place, absent[1], exit_code=1)
    assert told == {place: "replayed", **dict.fromkeys(absent, "not found")}


def test_a_disposition_is_no_letter(kafka: str, origin: SourceRecord) -> None:
    (place,) = fail(kafka, origin, "quotes").places
    outcomes(kafka, "replay", place)
    *folder, offset = place.split("/")
    disposition = "/".join([*folder, str(int(offset) + 1)])
    assert outcomes(kafka, "replay", disposition, exit_code=1) == {disposition: "not found"}


@pytest.fixture
def moment(kafka: str, name: str) -> str:
    """A moment before which all dead letters of other tests failed."""
    (place,) = fail(kafka, publish_one(kafka, f"{name}-before".encode(), b"{"), "topics").places
    (shown,) = dead_letters(kafka, "show", place, "--json")
    return str(shown["failed_at"])


def test_filters_choose(kafka: str, origin: SourceRecord, moment: str, name: str) -> None:
    (chosen,) = fail(kafka, origin, "quotes", reason="worker-died").places
    other = publish_one(kafka, f"{name}-other".encode(), b"{")
    fail(kafka, other, "quotes", reason="time-limit")
    fail(kafka, other, "topics", reason="worker-died")
    filters = ("--service", "quotes", "--reason", "worker-died", "--since", moment)
    assert outcomes(kafka, "replay", *filters) == {chosen: "replayed"}
    assert outcomes(kafka, "replay", *filters) == {}
    assert outcomes(kafka, "replay", *filters, "--state", "replayed") == {chosen: "already replayed"}
    assert behind(kafka, other) == []
