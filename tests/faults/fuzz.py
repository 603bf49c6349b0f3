"""Fuzzes what reads records, guided by the branches that each input reaches: ``python -m tests.faults.fuzz``.

Targets are ``handled`` (any record of the articles' topic becomes one outcome) and ``read_back`` (any record of a
dead-letter topic is read or refused). The same seed and number of runs try the same inputs. An input with which
something is raised is written to a file, and the exit code is 1.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from tests.faults.fuzzing.seeds import DICTIONARY, SEEDS

_ROOT = Path(__file__).parents[2]
_TARGETS = "tests.faults.fuzzing.targets"


@dataclass(frozen=True)
class Finding:
    """What one fuzzing came to: ``branches`` that were reached, and the exception with its input, if there was one."""

    target: str
    seed: int
    runs: int
    branches: int
    error: str | None = None
    input: str | None = None
    """In hexadecimal."""


def fuzz(target: str, inputs: Iterable[bytes], *, runs: int, seed: int) -> Finding:
    """Call ``target`` (``module:function``) ``runs`` times, with changes of ``inputs`` that reach ever more branches.

    Raises ``ClickException`` when the fuzzer could not run.
    """
    with tempfile.TemporaryDirectory(prefix="newsloom-fuzz-") as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        for number, data in enumerate(inputs):
            (folder / "corpus" / str(number)).write_bytes(data)
        (folder / "dictionary").write_text("".join(f'"{_quoted(word)}"\n' for word in DICTIONARY), encoding="ascii")
        options = [f"-runs={runs}", f"-seed={seed}", f"-artifact_prefix={folder}/", f"-dict={folder / 'dictionary'}"]
        command = [sys.executable, "-m", "tests.faults.fuzzing.run", target, *options, "-max_len=4096"]
        done = subprocess.run(
            [*command, str(folder / "corpus")], cwd=_ROOT, capture_output=True, text=True, errors="replace", check=False
        )
        tried = [int(number) for number in re.findall(r"^#(\d+)", done.stderr, re.MULTILINE)]
        covered = [int(number) for number in re.findall(r" cov: (\d+)", done.stderr)]
        found = next(folder.glob("*-*"), None)
        if not covered or (done.returncode and found is None):
            raise click.ClickException(f"the fuzzer did not run: {(done.stdout + done.stderr)[-1000:].strip()}")
        return Finding(
            target.partition(":")[2],
            seed,
            tried[-1],
            covered[-1],
            _error(done.stdout + done.stderr) if found else None,
            found.read_bytes().hex() if found else None,
        )


def _error(said: str) -> str:
    lines = re.findall(r"^(?:[A-Za-z_.]+Error|[A-Za-z_.]+Exception)\b.*$|^ERROR: libFuzzer: .*$", said, re.MULTILINE)
    return lines[0] if lines else said[-500:].strip()


def _quoted(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


@click.command(help=__doc__)
@click.option("--runs", default=100_000, show_default=True, help="How many inputs each target is given.")
@click.option("--seed", default=1, show_default=True, help="What the changes of the inputs begin with.")
@click.option("--only", type=click.Choice(sorted(SEEDS)), help="Only this target.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each target.")
def main(runs: int, seed: int, only: str | None, as_json: bool) -> None:
    """Fuzz the targets one after the other."""
    failed = False
    for name in [only] if only else SEEDS:
        click.echo(f"{name}: {runs} runs from seed {seed} …", err=True)
        finding = fuzz(f"{_TARGETS}:{name}", SEEDS[name], runs=runs, seed=seed)
        if as_json:
            click.echo(json.dumps(asdict(finding)))
        else:
            click.echo(f"{name}: {finding.runs} runs, {finding.branches} branches, {finding.error or 'nothing raised'}")
        if finding.input is not None:
            path = Path(f"fuzz-{name}-{seed}.bin")
            path.write_bytes(bytes.fromhex(finding.input))
            click.echo(f"the input is in {path}", err=True)
            failed = True
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
