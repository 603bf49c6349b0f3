"""One record of a result topic, as a line of JSON or as a drawing."""

import json

from pydantic import ValidationError
from rich.console import RenderableType
from rich.text import Text

from schemas.kafka_topics import RESULT_MODELS, RESULTS
from services.cli.drawing.marked_text import on_one_line
from services.cli.drawing.page import draw_result
from services.cli.drawing.palette import BAD, QUIET
from services.runtime.raw_header_names import escaped
from services.runtime.reading import Record

_SERVICES = {topic.name: service for service, topic in RESULTS.items()}


def record_as_json(record: Record) -> str:
    """One line: topic, key, headers and value; the value is null for a retraction, and text if it is not JSON."""
    headers = {escaped(name): readable(value) for name, value in record.headers}
    event = {"topic": record.topic, "key": readable(record.key), "headers": headers, "value": _value(record.value)}
    return json.dumps(event, ensure_ascii=False)


def draw_record(record: Record) -> RenderableType:
    """The result of the record; one line for a retraction and for a value that is no such result."""
    key = on_one_line(readable(record.key) or "")
    if record.value is None:
        return Text(f"{record.topic}  {key} is retracted", style=QUIET)
    try:
        return draw_result(RESULT_MODELS[_SERVICES[record.topic]].from_bytes(record.value))
    except ValidationError as error:
        problem = on_one_line(str(error.errors(include_url=False, include_input=False)[0]["msg"]))
        return Text(f"{record.topic}  {key} cannot be read: {problem}", style=BAD)


def readable(content: bytes | None) -> str | None:
    """Bytes as text; those that are not UTF-8 are written as escapes."""
    return None if content is None else content.decode("utf-8", errors="backslashreplace")


def _value(value: bytes | None) -> object:
    try:
        return None if value is None else json.loads(value)
    except ValueError:
        return readable(value)
