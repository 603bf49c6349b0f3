"""Steps of longer work, as lines."""

import io

import pytest
from rich.console import Console

from services.cli.drawing.steps import Steps


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=40, force_terminal=False)


def lines(console: Console) -> list[str]:
    # Without the seconds at the end, which no two runs share.
    return [line[:30].rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_a_step_is_a_line_when_it_is_done(console: Console) -> None:
    with Steps(console).step("starting") as step:
        assert not lines(console)
        step.done = "started"
    assert lines(console) == ["  ✓ started"]


def test_a_step_that_fails_is_a_line_too(console: Console) -> None:
    with pytest.raises(KeyError), Steps(console).step("starting"):
        raise KeyError
    assert lines(console) == ["  ✗ starting"]


def test_without_a_terminal_progress_is_told_once(console: Console) -> None:
    with Steps(console).step("starting") as step:
        step.show("fetching: 1 of 43 MB")
        step.show("fetching: 2 of 43 MB")
        step.done = ""
    assert lines(console) == ["    fetching: 1 of 43 MB"]
