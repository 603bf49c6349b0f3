"""The pytest plugin of the mutation proof: applies the mutation, bounds each test, and writes down what they say."""

import asyncio
import inspect
import json
import linecache
import os
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from tests.faults.mutations.registry import apply_chosen, chosen

OUTCOMES = "FAULTS_OUTCOMES"
"""The environment variable that names the file to write: a list, one object for each test and what went wrong.

Each is an ``Outcome`` of ``tests.faults.mutations.proof``.
"""

_OUTCOMES = pytest.StashKey[list[dict[str, str]]]()


def pytest_configure(config: pytest.Config) -> None:
    """Apply the mutation before any test module is imported."""
    config.stash[_OUTCOMES] = []
    apply_chosen()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bound the tests: under a mutation they may wait for what never comes."""
    mutation = chosen()
    for item in items:
        if mutation is not None and isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            item.obj = _bounded(item.obj, mutation.patience)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Keep what the test says."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    outcomes = item.config.stash[_OUTCOMES]
    if call.excinfo is not None:
        line, message = _line(call.excinfo.value, item.path), report.longreprtext
        crash = getattr(report.longrepr, "reprcrash", None)
        message = message if crash is None else crash.message
        outcomes.append({"test": item.nodeid, "phase": call.when, "line": line, "message": message})
    elif call.when == "call":
        outcomes.append({"test": item.nodeid, "phase": "passed"})
    return report  # type: ignore[return-value]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the outcomes."""
    Path(os.environ[OUTCOMES]).write_text(json.dumps(session.config.stash[_OUTCOMES]), encoding="utf-8")


def _bounded(test: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    @wraps(test)
    async def bounded(**fixtures: Any) -> None:
        async with asyncio.timeout(seconds):
            await test(**fixtures)

    return bounded


def _line(error: BaseException | None, file: Path) -> str:
    """The line of the test file where an error began, also of one that a timeout has replaced."""
    found = ""
    while error is not None:
        found = _innermost(error.__traceback__, str(file)) or found
        error = error.__cause__ or error.__context__
    return found


def _innermost(trace: TracebackType | None, file: str) -> str:
    found = ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            found = linecache.getline(file, trace.tb_lineno).strip()
        trace = trace.tb_next
    return found
