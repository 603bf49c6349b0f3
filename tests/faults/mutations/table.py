"""The table of the mutation proof, as it is committed."""

from collections.abc import Sequence
from pathlib import Path

from tests.faults.mutations.proof import Proof

TABLE = Path(__file__).parents[1] / "mutations.md"

_HEAD = """# The mutation proof

Written by `make mutations`. Each row is a way to lose, double or misplace an article, or to hide that nothing happens:
it was put back into the services under test, and the tests named here, which are green without it, went red.
"""
_COLUMNS = ("", "Hazard", "Put back as", "Tests that went red, and what they say", "Seconds")


def as_markdown(proofs: Sequence[Proof]) -> str:
    """The hazards of Faust by their numbers, then the rules of the runtime itself."""
    parts = {
        "The hazards of Faust": [proof for proof in proofs if proof.mutation.number is not None],
        "The runtime's own rules": [proof for proof in proofs if proof.mutation.number is None],
    }
    return _HEAD + "".join(f"\n## {title}\n\n{_rows(part)}" for title, part in parts.items() if part)


def _rows(proofs: Sequence[Proof]) -> str:
    rows = [
        _COLUMNS,
        ("--:", "---", "---", "---", "--:"),
        *((str(each.mutation.number or ""), *_cells(each)) for each in proofs),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(proof: Proof) -> tuple[str, str, str, str]:
    red = "<br>".join(f"`{outcome.test.split('::')[-1]}`: {plain(outcome.brief)}" for outcome in proof.red)
    mutation = proof.mutation
    return plain(mutation.hazard), plain(mutation.how), red or f"**{plain(proof.verdict)}**", f"{proof.seconds:.0f}"


def plain(text: str) -> str:
    """Text as a cell of the table shows it."""
    return (text if len(text) <= 240 else f"{text[:239]}…").translate({ord(mark): f"\\{mark}" for mark in "|<>*_`"})
