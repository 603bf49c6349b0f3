"""AsyncAPI's own parser on the document that is generated from the contract."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from filelock import FileLock

from schemas.asyncapi import asyncapi
from schemas.generate import FOLDER

pytestmark = pytest.mark.timeout(240)
_HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def parser() -> Path:
    """A folder with the parser installed in it, by npm and its lock file; it is kept in the user's cache."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine")
    folder = platformdirs.user_cache_path("newsloom") / "asyncapi"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        lock = (_HERE / "package-lock.json").read_bytes()
        installed = folder / "node_modules" / ".newsloom-lock"
        if not installed.is_file() or installed.read_bytes() != lock:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_HERE / name, folder)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=200)
            installed.write_bytes(lock)
    shutil.copy(_HERE / "validate.cjs", folder)
    return folder


def _said(parser: Path, document: str) -> list[str]:
    done = subprocess.run(
        ["node", "validate.cjs"], cwd=parser, input=document, capture_output=True, text=True, check=True, timeout=100
    )
    return done.stdout.splitlines()


def test_the_document_is_valid(parser: Path) -> None:
    said = _said(parser, (FOLDER / "asyncapi.json").read_text(encoding="utf-8"))
    assert said == ["channels 7, messages 5"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["operations", "sendQuotes", "action"], "shout"),
        (["channels", "news.quotes.v1", "messages", "quotes", "$ref"], "#/components/messages/nowhere"),
        (["channels", "news.quotes.v1", "bindings", "kafka", "partitions"], 0),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_a_broken_one_is_not(parser: Path, path: list[str], value: object) -> None:
    document: dict[str, Any] = json.loads(json.dumps(asyncapi()))
    place = document
    for name in path[:-1]:
        place = place[name]
    assert path[-1] in place
    place[path[-1]] = value
    assert any(path[-2] in line or path[0] in line for line in _said(parser, json.dumps(document)))
