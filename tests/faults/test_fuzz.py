"""Coverage-guided fuzzing of what reads records, and the proof that it finds something."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.faults import fuzz
from tests.faults.fuzzing.seeds import SEEDS

pytest.importorskip("atheris", reason="the fuzzer is made for Linux on x86-64 only")
pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("runs", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("target", SEEDS)
def test_no_bytes_make_a_reader_raise(target: str, runs: int, chance: random.Random) -> None:
    seed = chance.randint(1, 2**31)
    finding = fuzz.fuzz(f"tests.faults.fuzzing.targets:{target}", SEEDS[target], runs=runs, seed=seed)
    print(finding)
    assert finding.error is None, finding
    assert finding.runs == runs


def test_the_fuzzer_finds_its_way_to_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fuzz, "_TARGETS", "tests.faults.fuzzing.traps")
    monkeypatch.setattr(fuzz, "SEEDS", {"trapped": [b"weather"]})
    done = CliRunner().invoke(fuzz.main, ["--runs", "200000", "--json"])
    finding = json.loads(done.stdout)
    assert done.exit_code == 1
    assert "LookupError: trapped" in finding["error"]
    assert bytes.fromhex(finding["input"]).startswith(b"NEWS")
    assert (tmp_path / "fuzz-trapped-1.bin").read_bytes() == bytes.fromhex(finding["input"])
