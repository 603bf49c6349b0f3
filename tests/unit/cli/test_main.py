"""The command line itself: help at once, errors in one line, exit codes."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from services.broker.errors import JavaMissing
from services.cli.main import COMMANDS, newsloom
from services.runtime.errors import ConfigurationError, FatalError

SUBCOMMANDS = [
    *([name] for name in COMMANDS),
    *(["topics", name] for name in ("create", "list")),
    *(["dead-letters", name] for name in ("list", "show", "replay", "discard")),
]


def test_the_help_needs_nothing_but_click() -> None:
    program = (
        "import sys, services.cli.main as m; m.newsloom(['--help'], standalone_mode=False);"
        "print([n for n in ('pydantic', 'aiokafka', 'faust', 'rich', 'onnxruntime') if n in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert output.splitlines()[-1] == "[]"
    assert all(name in output for name in COMMANDS)


@pytest.mark.parametrize("arguments", SUBCOMMANDS, ids=" ".join)
def test_every_subcommand_explains_itself_with_an_example(arguments: list[str]) -> None:
    result = CliRunner().invoke(newsloom, [*arguments, "--help"])
    assert result.exit_code == 0
    assert f"newsloom {' '.join(arguments)}" in result.output.partition("Example")[2]


def test_an_unknown_subcommand_is_wrong_usage() -> None:
    result = CliRunner().invoke(newsloom, ["demonstrate"])
    assert result.exit_code == 2
    assert "No such command 'demonstrate'" in result.stderr


@pytest.mark.parametrize(
    ("error", "exit_code", "line"),
    [
        (ConfigurationError("NEWSLOOM_WORKERS: too many"), 2, "newsloom: NEWSLOOM_WORKERS: too many\n"),
        (JavaMissing("no Java"), 2, "newsloom: no Java\n"),
        (FatalError("two\nlines"), 1, "newsloom: two lines\n"),
        (KeyError("x"), 70, "newsloom: internal error: KeyError: 'x' (--debug shows where)\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, exit_code: int, line: str
) -> None:
    result = CliRunner().invoke(_failing(monkeypatch, error), ["broker"])
    assert (result.exit_code, result.stderr) == (exit_code, line)


def test_debug_lets_the_error_through(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ConfigurationError("wrong")
    result = CliRunner().invoke(_failing(monkeypatch, error), ["--debug", "broker"])
    assert result.exception is error


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> click.Command:
    @click.command
    def fail() -> None:
        raise error

    monkeypatch.setattr("services.cli.commands.broker.broker", fail)
    return newsloom


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish"], "name what to publish, or with --retract what to withdraw"),
        (["publish", "seeds", "--retract", "a-1"], "name what to publish, or with --retract what to withdraw"),
        (["publish", "--retract", "a\tb"], "'a\\tb' is no article id"),
        (["publish", "--version", "0", "seeds"], "0 is not in the range"),
        (["analyze", "quotes"], "name the files in which to find quotes"),
        (["run", "summaries"], "'summaries' is not one of"),
        (["dead-letters", "show", "quotes/one"], "'quotes/one' is not SERVICE/PARTITION/OFFSET"),
        (["dead-letters", "show", "news/1/2"], "'news/1/2' is not SERVICE/PARTITION/OFFSET"),
        (["dead-letters", "list", "--since", "yesterday"], "'yesterday' is neither a date such as"),
        (["dead-letters", "list", "--since", "1h", "--until", "2h"], "--since is not before --until"),
        (["dead-letters", "list", "--reason", "bad-luck"], "'bad-luck' is not one of"),
        (
            ["dead-letters", "replay"],
            "name the dead letters, such as quotes/2/17, choose them by filters",
        ),
        (["dead-letters", "discard"], "or take --all"),
        (["dead-letters", "discard", "quotes/2"], "'quotes/2' is not SERVICE/PARTITION/OFFSET"),
        (["dead-letters", "replay", "quotes/2/17", "--service", "quotes"], "by filters, not both"),
        (["dead-letters", "replay", "quotes/2/17", "--all"], "by filters, not both"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(newsloom, arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_setting_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLOOM_BOOTSTRAP_SERVER", "127.0.0.1:9092")
    result = CliRunner().invoke(newsloom, ["topics", "list"])
    assert (result.exit_code, result.stderr) == (
        2,
        "newsloom: NEWSLOOM_BOOTSTRAP_SERVER is not a setting of Newsloom\n",
    )
