"""The mutation proof itself: a proof that nothing can refute proves nothing."""

import dataclasses
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

from services.runtime.progress import Progress
from tests.faults import prove
from tests.faults.mutations.mutation import VARIABLE, WITNESS, Mutation, replace
from tests.faults.mutations.proof import Outcome, Proof
from tests.faults.mutations.registry import HAZARDS, MUTATIONS, chosen
from tests.faults.mutations.table import TABLE, plain

BY_NAME = {mutation.name: mutation for mutation in MUTATIONS}


@pytest.fixture(autouse=True)
def undone() -> Iterator[None]:
    """What a test changes is changed back."""
    yield
    mock.patch.stopall()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_each_mutation_finds_what_it_changes(mutation: Mutation) -> None:
    mutation.apply()
    mock.patch.stopall()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_tests_that_a_mutation_names_exist(mutation: Mutation) -> None:
    for test in mutation.tests:
        path, _, function = test.partition("::")
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        assert not function or hasattr(module, function)


def test_every_hazard_has_a_mutation() -> None:
    assert {mutation.number for mutation in HAZARDS} == set(range(1, 12))
    assert len(BY_NAME) == len(MUTATIONS)


def test_the_committed_table_has_every_mutation_and_no_survivor() -> None:
    table = TABLE.read_text(encoding="utf-8")
    for mutation in MUTATIONS:
        assert f"| {plain(mutation.hazard)} | {plain(mutation.how)} |" in table
    assert "**" not in table


def test_a_target_that_was_renamed_or_takes_something_else_is_noticed() -> None:
    with pytest.raises(LookupError, match="Progress has no is_alive of its own"):
        replace(Progress, "is_alive", lambda original: original)
    with pytest.raises(LookupError, match=r"Progress.made takes \['self'\], its mutation \['self', 'what'\]"):
        replace(Progress, "made", lambda _: lambda self, what: None)  # noqa: ARG005


def test_what_is_called_is_witnessed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(WITNESS, str(tmp_path / "witness"))
    BY_NAME["up-is-alive"].apply()
    assert Progress(0, has_work=lambda: True).is_live
    assert (tmp_path / "witness").read_text(encoding="utf-8") == "Progress.is_live\n"


def test_a_name_that_is_no_mutation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "gremlins")
    with pytest.raises(LookupError, match="no mutation 'gremlins'"):
        chosen()


def proof(*outcomes: Outcome, called: tuple[str, ...] = ("Progress.is_live",)) -> Proof:
    """A proof about liveness."""
    tests = tuple(sorted({outcome.test for outcome in outcomes}))
    return Proof(dataclasses.replace(BY_NAME["up-is-alive"], tests=tests), outcomes, called, 1.0)


RED = Outcome("test_it", "call", "assert not progress.is_live", "assert not True")


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (proof(RED), "noticed"),
        (proof(Outcome("test_it", "passed")), "SURVIVED"),
        (proof(RED, called=()), "its code never ran"),
        (proof(Outcome("test_it", "call", "x", "NameError: y")), "fails otherwise: x: NameError: y"),
        (proof(Outcome("test_it", "setup", "is_live", "is_live")), "fails otherwise: is_live: is_live"),
    ],
)
def test_only_a_test_that_fails_with_the_symptom_is_a_proof(found: Proof, verdict: str) -> None:
    assert found.verdict == verdict
    assert found.holds == (verdict == "noticed")


def test_every_test_that_is_named_must_notice() -> None:
    other = dataclasses.replace(RED, test="test_that")
    assert proof(RED, other).verdict == "noticed"
    half = proof(RED, dataclasses.replace(other, phase="passed"))
    assert (half.holds, half.verdict) == (False, "noticed by some only")


UNIT_TEST = "tests/unit/runtime/test_progress.py::test_work_that_is_never_finished_is_a_stall"


@pytest.mark.parametrize(
    ("tests", "verdict", "code"),
    [
        ((UNIT_TEST,), "noticed", 0),
        (("tests/unit/runtime/test_progress.py::test_idle_is_alive_for_ever",), "SURVIVED", 1),
    ],
)
def test_the_command_tells_a_mutation_that_is_noticed_from_one_that_survives(
    monkeypatch: pytest.MonkeyPatch, tests: tuple[str, ...], verdict: str, code: int
) -> None:
    mutation = dataclasses.replace(BY_NAME["up-is-alive"], tests=tests)
    monkeypatch.setattr(prove, "MUTATIONS", [mutation])
    done = CliRunner().invoke(prove.main, ["--only", "8", "--json"])
    assert (done.exit_code, [row["verdict"] for row in json.loads(done.stdout)]) == (code, [verdict])


def test_a_test_that_is_red_anyway_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = dataclasses.replace(BY_NAME["up-is-alive"], tests=("tests/unit/runtime/test_progress.py",))
    monkeypatch.setattr(prove, "MUTATIONS", [missing])
    monkeypatch.setattr(prove, "run_tests", lambda _tests: ([RED], []))
    done = CliRunner().invoke(prove.main, ["--only", "8"])
    assert done.exit_code == 1
    assert "not green without a mutation" in done.output
