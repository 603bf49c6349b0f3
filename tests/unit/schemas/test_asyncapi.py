"""The AsyncAPI document says what the contract says."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from schemas.generate import FOLDER
from schemas.kafka_topics import EVENT_MODELS, all_topics

GOLDEN = Path(__file__).parents[2] / "golden" / "v1"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "asyncapi.json").read_text(encoding="utf-8"))
    return loaded


def _validator(document: dict[str, Any], event: str) -> Draft202012Validator:
    payload = document["components"]["messages"][event]["payload"]
    return Draft202012Validator({**payload, "components": document["components"]})


def test_every_topic_is_a_channel_with_its_settings(document: dict[str, Any]) -> None:
    assert list(document["channels"]) == [topic.name for topic in all_topics()]
    for topic in all_topics():
        binding = document["channels"][topic.name]["bindings"]["kafka"]
        assert binding["partitions"] == topic.partitions
        settings = binding["topicConfiguration"]
        told = {name: ",".join(value) if isinstance(value, list) else str(value) for name, value in settings.items()}
        assert told == topic.configuration()


def test_services_receive_articles_and_send_the_rest(document: dict[str, Any]) -> None:
    actions = {
        operation["channel"]["$ref"].rsplit("/", 1)[1]: operation["action"]
        for operation in document["operations"].values()
    }
    assert actions == {topic.name: "receive" if "articles" in topic.name else "send" for topic in all_topics()}


@pytest.mark.parametrize("event", list(EVENT_MODELS))
def test_events_of_the_golden_corpus_fit(document: dict[str, Any], event: str) -> None:
    golden = json.loads((GOLDEN / f"{event}.json").read_text(encoding="utf-8"))
    validator = _validator(document, event)
    validator.validate(golden)
    validator.validate({**golden, "a_field_of_tomorrow": 1})
    del golden["id"]
    with pytest.raises(ValidationError):
        validator.validate(golden)
