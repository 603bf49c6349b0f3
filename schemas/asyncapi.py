"""The contract as AsyncAPI 3.1 tells it: channels, messages and their schemas, for catalogues and code generators."""

from typing import Any

from pydantic.json_schema import models_json_schema

from schemas.cloudevents import CONTENT_TYPE, SPECVERSION
from schemas.kafka_topics import ARTICLES, DEAD_LETTERS, EVENT_MODELS, RESULTS, KafkaTopic, all_topics

_BINDING = "0.5.0"
_SCHEMA_REFERENCE = "#/components/schemas/{model}"
_MEANINGS = {
    "article": "A news article. The same id with a higher version corrects it; a record without value retracts it.",
    "entities": "Who and what is named in an article, with every mention and how salient it is.",
    "topics": "What an article is about: IPTC Media Topics and keyphrases.",
    "quotes": "Who said what in an article: content, cue, source, and the speaker where the name is known.",
}


def asyncapi() -> dict[str, Any]:
    """The document. ``send`` and ``receive`` are what the services of Newsloom do."""
    _, definitions = models_json_schema(
        [(model, "serialization") for model in EVENT_MODELS.values()], ref_template=_SCHEMA_REFERENCE
    )
    return {
        "asyncapi": "3.1.0",
        "id": "urn:newsloom",
        "info": {
            "title": "Newsloom",
            "version": "1.0.0",
            "description": "News articles in; entities, topics and attributed quotations out, on Apache Kafka.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {
            "kafka": {
                "host": "127.0.0.1:9092",
                "protocol": "kafka",
                "description": "The cluster that NEWSLOOM_BOOTSTRAP_SERVERS names; here its default.",
            }
        },
        "channels": {topic.name: _channel(topic) for topic in all_topics()},
        "operations": dict(map(_operation, all_topics())),
        "components": {
            "messages": {**{name: _event(name) for name in EVENT_MODELS}, "dead-letter": _dead_letter()},
            "schemas": {**definitions["$defs"], "cloudevent": _headers(), "topics-cloudevent": _topics_headers()},
        },
    }


def _message(topic: KafkaTopic) -> str:
    """``newsloom.quotes.v1`` is the type of the message ``quotes``."""
    return topic.event_type.split(".")[1]


def _channel(topic: KafkaTopic) -> dict[str, Any]:
    name = _message(topic)
    configuration: dict[str, Any] = {
        "cleanup.policy": topic.cleanup.split(","),
        "retention.ms": topic.retention_ms,
        "max.message.bytes": topic.max_message_bytes,
    }
    if (kept := topic.configuration().get("delete.retention.ms")) is not None:
        configuration["delete.retention.ms"] = int(kept)
    binding = {
        "topic": topic.name,
        "partitions": topic.partitions,
        "replicas": topic.replication,
        "topicConfiguration": configuration,
        "bindingVersion": _BINDING,
    }
    return {
        "address": topic.name,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"kafka": binding},
    }


def _operation(topic: KafkaTopic) -> tuple[str, dict[str, Any]]:
    if topic is ARTICLES:
        action, name = "receive", "receiveArticles"
    elif topic in RESULTS.values():
        action, name = "send", f"send{_message(topic).title()}"
    else:
        (service,) = (service for service, letters in DEAD_LETTERS.items() if letters is topic)
        action, name = "send", f"send{service.title()}DeadLetters"
    return name, {"action": action, "channel": {"$ref": f"#/channels/{topic.name}"}}


def _event(name: str) -> dict[str, Any]:
    return {
        "name": f"newsloom.{name}.v1",
        "title": name,
        "summary": _MEANINGS[name],
        "contentType": CONTENT_TYPE,
        "headers": {"$ref": f"#/components/schemas/{'topics-' if name == 'topics' else ''}cloudevent"},
        "payload": {"$ref": _SCHEMA_REFERENCE.format(model=EVENT_MODELS[name].__name__)},
        "bindings": {"kafka": {"key": _key(ARTICLES.key), "bindingVersion": _BINDING}},
    }


def _dead_letter() -> dict[str, Any]:
    topic = next(iter(DEAD_LETTERS.values()))
    return {
        "name": topic.event_type,
        "title": "dead letter",
        "summary": "A record that a service could not process: its key, value and headers byte for byte, and behind"
        " them headers that begin with dlq_ and tell where it came from and why it failed.",
        "contentType": "application/octet-stream",
        "payload": {"description": "The value of the record that failed, whatever it was."},
        "bindings": {"kafka": {"key": _key(topic.key), "bindingVersion": _BINDING}},
    }


def _key(meaning: str) -> dict[str, Any]:
    return {"type": "string", "description": meaning}


def _headers() -> dict[str, Any]:
    """CloudEvents in Kafka's binary mode: https://github.com/cloudevents/spec, Kafka protocol binding 1.0.2."""
    return {
        "type": "object",
        "description": "A CloudEvent's attributes, one header each; what belongs to the run and not to the payload.",
        "required": ["ce_specversion", "ce_id", "ce_source", "ce_type"],
        "properties": {
            "ce_specversion": {"type": "string", "const": SPECVERSION},
            "ce_id": {"type": "string", "format": "uuid", "description": "The same for the same event."},
            "ce_source": {"type": "string", "format": "uri-reference", "description": "Who publishes it."},
            "ce_type": {"type": "string", "description": "The message's name, with its major version."},
            "ce_time": {"type": "string", "format": "date-time"},
            "content-type": {"type": "string", "const": CONTENT_TYPE},
        },
    }


def _topics_headers() -> dict[str, Any]:
    code = r"medtop:\d{8}"
    return {
        "allOf": [{"$ref": "#/components/schemas/cloudevent"}],
        "properties": {
            "ce_primarytopic": {
                "type": "string",
                "pattern": f"^{code}$",
                "description": "The code of the primary topic; missing where there is none.",
            },
            "ce_topics": {
                "type": "string",
                "pattern": f"^{code}(,{code})*$",
                "description": "The codes of all topics, the primary one first; missing where there is none.",
            },
        },
    }
