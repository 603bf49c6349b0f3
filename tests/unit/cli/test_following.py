"""A record of a result topic as a line of JSON and as a drawing."""

import json
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from rich.text import Text

from services.cli.drawing.following import draw_record, record_as_json
from tests.support.results import QUOTES


def result_record(value: bytes | None, key: bytes = b"valley/001") -> Any:
    headers = [("ce_type", b"newsloom.quotes.v1"), ("odd", b"\xff")]
    return ConsumerRecord("news.quotes.v1", 0, 7, 0, 0, key, value, None, len(key), 0, headers)


def test_a_line_holds_topic_key_headers_and_value() -> None:
    event = json.loads(record_as_json(result_record(QUOTES.to_bytes())))
    assert event == {
        "topic": "news.quotes.v1",
        "key": "valley/001",
        "headers": {"ce_type": "newsloom.quotes.v1", "odd": "\\xff"},
        "value": json.loads(QUOTES.to_bytes()),
    }


@pytest.mark.parametrize(("value", "shown"), [(None, None), (b"not JSON\xff", "not JSON\\xff")])
def test_a_retraction_and_what_is_no_json_are_lines_too(value: bytes | None, shown: str | None) -> None:
    assert json.loads(record_as_json(result_record(value)))["value"] == shown


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "news.quotes.v1  valley/001 is retracted"),
        (b"{}", "news.quotes.v1  valley/001 cannot be read: Field required"),
    ],
)
def test_a_record_without_a_result_is_drawn_as_one_line(value: bytes | None, said: str) -> None:
    drawing = draw_record(result_record(value))
    assert isinstance(drawing, Text)
    assert drawing.plain == said
