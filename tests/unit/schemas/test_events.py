"""The contract: golden files of each event, old and new readers, spans that match their text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.article import Article
from schemas.entities import Entities, Mention
from schemas.event import Event
from schemas.kafka_topics import EVENT_MODELS
from schemas.quotes import Quotes
from schemas.result import SpanMismatch
from schemas.span import Span
from tests.support.articles import article

GOLDEN = Path(__file__).parents[2] / "golden" / "v1"
EVENTS = pytest.mark.parametrize(("name", "model"), EVENT_MODELS.items())


def golden(name: str) -> bytes:
    """The golden event of a schema, as it stands on its topic."""
    return (GOLDEN / f"{name}.json").read_bytes().rstrip(b"\n")


@EVENTS
def test_a_golden_event_is_read_and_written_again_byte_for_byte(name: str, model: type[Event]) -> None:
    assert model.from_bytes(golden(name)).to_bytes() == golden(name)


@EVENTS
def test_a_golden_event_is_valid_by_its_json_schema(name: str, model: type[Event]) -> None:
    assert model.from_bytes(golden(name))
    schema = json.loads((Path("schemas/json") / f"{name}.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(golden(name)), schema, cls=jsonschema.Draft202012Validator)


def with_unknown_fields(document: Any) -> Any:
    """The document with one more field in each of its objects, except in the open mapping of links."""
    if isinstance(document, dict):
        return {key: value if key == "links" else with_unknown_fields(value) for key, value in document.items()} | {
            "from_a_newer_writer": 1
        }
    return [with_unknown_fields(item) for item in document] if isinstance(document, list) else document


def test_a_new_reader_reads_quotations_from_before_speakers_had_a_confidence() -> None:
    document = json.loads(golden("quotes"))
    del document["quotes"][0]["speaker"]["confidence"]
    schema = json.loads(Path("schemas/json/quotes.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    speaker = Quotes.from_bytes(json.dumps(document).encode()).quotes[0].speaker
    assert speaker is not None
    assert speaker.confidence is None


@EVENTS
def test_an_old_reader_ignores_what_a_new_writer_adds(name: str, model: type[Event]) -> None:
    newer = with_unknown_fields(json.loads(golden(name)))
    assert model.from_bytes(json.dumps(newer).encode()) == model.from_bytes(golden(name))
    schema = json.loads((Path("schemas/json") / f"{name}.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(newer, schema, cls=jsonschema.Draft202012Validator)


@EVENTS
def test_a_writer_cannot_add_what_the_contract_does_not_have(name: str, model: type[Event]) -> None:
    with pytest.raises(ValidationError, match="from_a_newer_writer"):
        model.model_validate_json(json.dumps(with_unknown_fields(json.loads(golden(name)))))


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event["entities"][0].update(type="ANIMAL"),
        lambda event: event["entities"][0].update(salience=1.5),
        lambda event: event["entities"][0].update(mentions=[]),
        lambda event: event["entities"][0]["mentions"][0].update(end=1),
        lambda event: event.update(article_version="1"),
    ],
)
def test_a_value_outside_the_contract_is_refused(change: Callable[[Any], None]) -> None:
    event = json.loads(golden("entities"))
    change(event)
    with pytest.raises(ValidationError):
        Entities.from_bytes(json.dumps(event).encode())


any_text = st.text(min_size=1).filter(lambda text: bool(text.strip()))


@given(headline=st.text(st.characters(exclude_categories=["Cs"])), body=any_text)
def test_an_article_of_any_text_survives_the_way(headline: str, body: str) -> None:
    there = Article(id="a", headline=headline, body=body)
    assert Article.from_bytes(there.to_bytes()) == there


@given(data=st.data(), body=any_text)
def test_spans_are_counted_in_code_points_of_any_text(data: st.DataObject, body: str) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    result = one_mention(Mention(field="body", start=start, end=end, text=body[start:end], confidence=1.0))
    result.check_spans(article(body=body))
    assert Entities.from_bytes(result.to_bytes()) == result


def test_a_span_that_is_not_what_the_article_says_is_noticed() -> None:
    result = one_mention(Mention(field="headline", start=0, end=4, text="Nows", confidence=1.0))
    with pytest.raises(SpanMismatch, match=r"\[0, 4\) of the headline is not 'Nows'"):
        result.check_spans(article(headline="News"))


def test_a_span_must_have_the_length_of_its_text() -> None:
    with pytest.raises(ValidationError, match="does not have the length of its text"):
        Span(field="body", start=3, end=6, text="four")


def one_mention(mention: Mention) -> Entities:
    """The golden entities event, with the given mention alone."""
    event = Entities.from_bytes(golden("entities"))
    entity = event.entities[0].model_copy(update={"mentions": (mention,)})
    return event.model_copy(update={"entities": (entity,)})
