"""What is decided from the records behind one that failed."""

from typing import Any

import pytest

from schemas.cloudevents import Headers
from services.dead_letters.replay_header import REPLAY_OF
from services.dead_letters.successors import Successors, Verdict
from services.runtime.reading import Record
from services.runtime.record import SourceRecord
from tests.unit.dead_letters.records import article_at

TRACE: Headers = [("trace", b"\xff")]
PLACE = "quotes/2/17"
END = 100
ITSELF = article_at(10, headers=TRACE)


def replay_at(
    offset: int, *places: str, value: bytes = b"{", headers: Any = TRACE, key: bytes | None = b"a-1"
) -> Record:
    return article_at(offset, value, key=key, headers=[*headers, *((REPLAY_OF, place.encode()) for place in places)])


def seen(*records: Record, key: bytes | None = b"a-1") -> Successors:
    successors = Successors(SourceRecord("news.articles.v1", 0, 10, 0.0, key, b"{", TRACE), [PLACE])
    for record in records:
        successors.see(record)
    return successors


@pytest.mark.parametrize(
    ("records", "verdict"),
    [
        pytest.param([ITSELF], "newest", id="nothing behind it"),
        pytest.param([article_at(9), ITSELF], "newest", id="an older one before it"),
        pytest.param([ITSELF, article_at(11, key=b"a-2")], "newest", id="another article behind it"),
        pytest.param([ITSELF, article_at(11)], "superseded", id="published anew"),
        pytest.param([ITSELF, article_at(11, b"{}")], "superseded", id="corrected"),
        pytest.param([ITSELF, article_at(11, None)], "superseded", id="retracted"),
        pytest.param([ITSELF, replay_at(11, PLACE)], "replayed", id="replayed"),
        pytest.param([ITSELF, replay_at(11, f"topics/0/3 {PLACE}")], "replayed", id="replayed with another letter"),
        pytest.param([ITSELF, replay_at(11, PLACE, "quotes/2/30")], "replayed", id="replayed and failed and replayed"),
        pytest.param([ITSELF, article_at(11, b"{}"), replay_at(12, PLACE)], "replayed", id="replayed too late"),
        pytest.param([ITSELF, replay_at(11, PLACE), article_at(12, b"{}")], "replayed", id="replayed, then corrected"),
        pytest.param([ITSELF, replay_at(11, "topics/0/3")], "replayed", id="replayed for another service"),
        pytest.param(
            [ITSELF, article_at(11), replay_at(12, "topics/0/3")], "superseded", id="published anew, and that replayed"
        ),
        pytest.param([ITSELF, replay_at(11, PLACE, value=b"{}")], "superseded", id="the header on other bytes"),
        pytest.param([ITSELF, replay_at(11, "topics/0/3", headers=())], "superseded", id="a replay of other headers"),
        pytest.param([], "superseded", id="compacted away"),
        pytest.param([article_at(10, key=b"a-2")], "unknown", id="another record in its place"),
        pytest.param([article_at(10, b"{}")], "unknown", id="other bytes in its place"),
    ],
)
def test_the_records_decide(records: list[Record], verdict: Verdict) -> None:
    assert seen(*records).verdict(0, END) == verdict


@pytest.mark.parametrize(("first", "end"), [(11, END), (0, 10)], ids=["past retention", "beyond the end"])
def test_an_offset_that_is_not_on_the_topic_tells_nothing(first: int, end: int) -> None:
    assert seen().verdict(first, end) == "unknown"


def test_what_is_behind_an_offset_past_retention_still_decides() -> None:
    assert seen(article_at(20)).verdict(15, END) == "superseded"
    assert seen(replay_at(20, PLACE)).verdict(15, END) == "replayed"


def test_without_a_key_only_a_replay_counts() -> None:
    itself, stranger = article_at(10, key=None, headers=TRACE), article_at(11, key=None)
    assert seen(itself, stranger, key=None).verdict(0, END) == "newest"
    assert seen(itself, stranger, replay_at(12, PLACE, key=None), key=None).verdict(0, END) == "replayed"


def test_the_offsets_of_what_took_its_place_are_known() -> None:
    successors = seen(ITSELF, article_at(11, b"{}"), article_at(12), replay_at(13, PLACE), replay_at(14, PLACE))
    assert (successors.newer, successors.replay) == (11, 13)
