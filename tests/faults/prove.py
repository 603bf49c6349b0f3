"""Puts the hazards of Faust back, one at a time, and shows that the tests notice: ``python -m tests.faults.prove``.

First the tests that the mutations name are run without any: they must be green. Then each mutation is applied to the
services under test and to the tests' own process, and its tests are run again. It is noticed when at least one fails
with the symptom that the mutation is known for; a test that fails otherwise, or a mutation whose code never ran,
proves nothing. The exit code is 1 if anything is not proven.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import click
from rich.console import Console

from tests.faults.mutations.mutation import VARIABLE, WITNESS, Mutation
from tests.faults.mutations.plugin import OUTCOMES
from tests.faults.mutations.proof import Outcome, Proof
from tests.faults.mutations.registry import MUTATIONS
from tests.faults.mutations.table import TABLE, as_markdown

_ROOT = Path(__file__).parents[2]


def run_tests(tests: Sequence[str], mutation: Mutation | None = None) -> tuple[list[Outcome], list[str]]:
    """Run tests, under a mutation or as they are; returns what they say, and what mutated code was called.

    Raises ``ClickException`` when pytest could not run them.
    """
    with tempfile.TemporaryDirectory(prefix="newsloom-mutations-") as folder:
        outcomes, witness = Path(folder, "outcomes.json"), Path(folder, "witness")
        environment = {**os.environ, OUTCOMES: str(outcomes), WITNESS: str(witness)}
        environment[VARIABLE] = mutation.name if mutation else ""
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.faults.mutations.plugin", *tests]
        done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode > 1 or not outcomes.exists():
            raise click.ClickException(f"pytest could not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        said = [Outcome(**outcome) for outcome in json.loads(outcomes.read_text(encoding="utf-8"))]
        called = set(witness.read_text(encoding="utf-8").splitlines()) if witness.exists() else set()
        return said, sorted(called)


def prove(mutation: Mutation) -> Proof:
    """Run the tests of a mutation under it."""
    began = monotonic()
    outcomes, called = run_tests(mutation.tests, mutation)
    return Proof(mutation, tuple(outcomes), tuple(called), monotonic() - began)


def not_green(mutations: Sequence[Mutation]) -> list[str]:
    """Run the tests of these mutations as they are; returns what does not pass."""
    tests = list(dict.fromkeys(test for mutation in mutations for test in mutation.tests))
    outcomes, called = run_tests(tests)
    passed = {outcome.test for outcome in outcomes if outcome.phase == "passed"}
    problems = [f"{outcome.test} {outcome.brief}" for outcome in outcomes if outcome.phase != "passed"]
    problems += [f"{test} did not run" for test in tests if not any(name.startswith(test) for name in passed)]
    return problems + [f"{name} is mutated without a mutation" for name in called]


def _chosen(names: Sequence[str]) -> list[Mutation]:
    found = [each for each in MUTATIONS if not names or each.name in names or str(each.number) in names]
    unknown = set(names) - {each.name for each in found} - {str(each.number) for each in found}
    if unknown:
        known = ", ".join(f"{each.number or '-'} {each.name}" for each in MUTATIONS)
        raise click.BadParameter(f"no mutation {', '.join(sorted(unknown))}; there are {known}", param_hint="--only")
    return found


@click.command(help=__doc__)
@click.option("--only", multiple=True, metavar="NUMBER|NAME", help="Only this one; the table is left as it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the proofs as JSON at the end.")
def main(only: tuple[str, ...], as_json: bool) -> None:
    """Prove all mutations, or some."""
    console = Console(stderr=True, highlight=False)
    mutations = _chosen(only)
    console.print(f"Without a mutation: the tests of {len(mutations)} mutations must be green …")
    if problems := not_green(mutations):
        raise click.ClickException("not green without a mutation: " + "; ".join(problems))
    proofs = []
    for position, mutation in enumerate(mutations, start=1):
        console.print(f"{position}/{len(mutations)} {mutation.name}: {mutation.how} …")
        proofs.append(proof := prove(mutation))
        console.print(f"    {proof.verdict} after {proof.seconds:.0f} s", style="green" if proof.holds else "bold red")
        for outcome in proof.red:
            console.print(f"    {outcome.test.split('::')[-1]}: {outcome.brief}", markup=False, soft_wrap=True)
    if as_json:
        click.echo(json.dumps([proof.as_json() for proof in proofs], indent=2, ensure_ascii=False))
    if not only:
        TABLE.write_text(as_markdown(proofs), encoding="utf-8")
        console.print(
            f"{sum(proof.holds for proof in proofs)} of {len(proofs)} noticed; see {TABLE.relative_to(_ROOT)}"
        )
    if not all(proof.holds for proof in proofs):
        sys.exit(1)


if __name__ == "__main__":
    main()
