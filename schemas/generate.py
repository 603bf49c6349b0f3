"""Writes the JSON Schemas and the topic table beside the models: ``python -m schemas.generate [--check]``."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from schemas.asyncapi import asyncapi
from schemas.kafka_topics import EVENT_MODELS, all_topics

FOLDER = Path(__file__).parent / "json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def documents() -> dict[str, str]:
    """The text of every generated file, by its name."""
    generated = {f"{name}.v1.schema.json": _schema(name) for name in EVENT_MODELS}
    generated["kafka-topics.json"] = _json(
        [{**topic.model_dump(), "configuration": topic.configuration()} for topic in all_topics()]
    )
    generated["asyncapi.json"] = _json(_open(asyncapi()))
    return generated


def stale() -> list[str]:
    """The names of the files that are missing, differ from what would be written, or should not be there."""
    wanted = documents()
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def _schema(name: str) -> str:
    schema = EVENT_MODELS[name].model_json_schema(mode="serialization")
    return _json({"$schema": DIALECT, "$id": f"urn:newsloom:{name}:v1", **_open(schema)})


def _open(schema: Any) -> Any:
    """The schema as a reader applies it: fields that it does not know are no error."""
    if isinstance(schema, dict):
        closed = schema.get("additionalProperties") is False
        return {key: _open(value) for key, value in schema.items() if not (closed and key == "additionalProperties")}
    if isinstance(schema, list):
        return [_open(item) for item in schema]
    return schema


def _json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the files, or with ``--check`` only say which are not current (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m schemas.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not current")
    if parser.parse_args().check:
        for name in stale():
            print(f"schemas/json/{name} is not current: run python -m schemas.generate", file=sys.stderr)
        return 1 if stale() else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
