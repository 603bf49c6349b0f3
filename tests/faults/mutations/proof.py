"""What tests say under a mutation, and whether that proves that they notice it."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from tests.faults.mutations.mutation import Mutation


@dataclass(frozen=True)
class Outcome:
    """What one phase of a test came to; ``line`` is the test's own line at which it failed."""

    test: str
    phase: Literal["setup", "call", "teardown", "passed"]
    line: str = ""
    message: str = ""

    @property
    def brief(self) -> str:
        """The failure in one line."""
        said = self.message.split("\n")[0].strip()
        return f"{self.line}: {said}" if said not in ("", "TimeoutError") else f"waited in vain at {self.line}"


@dataclass(frozen=True)
class Proof:
    """A mutation, what its tests said under it, which mutated code was called, and how long that took in seconds."""

    mutation: Mutation
    outcomes: tuple[Outcome, ...]
    called: tuple[str, ...]
    seconds: float

    @property
    def red(self) -> tuple[Outcome, ...]:
        """The tests that failed with the symptom of the mutation."""
        symptom = re.compile(self.mutation.symptom, re.DOTALL)
        return tuple(
            outcome
            for outcome in self.outcomes
            if outcome.phase == "call" and symptom.search(f"{outcome.line}\n{outcome.message}")
        )

    @property
    def holds(self) -> bool:
        """Whether mutated code ran and every test that the mutation names noticed it."""
        red = [outcome.test for outcome in self.red]
        noticed = (any(test.startswith(name) for test in red) for name in self.mutation.tests)
        return bool(self.called) and all(noticed)

    @property
    def verdict(self) -> str:
        """In a word or two, for a person."""
        if self.holds:
            return "noticed"
        if not self.called:
            return "its code never ran"
        others = [outcome for outcome in self.outcomes if outcome.phase != "passed" and outcome not in self.red]
        if others:
            return f"fails otherwise: {others[0].brief}"
        return "noticed by some only" if self.red else "SURVIVED"

    def as_json(self) -> dict[str, Any]:
        """The proof as a row."""
        return {
            "number": self.mutation.number,
            "mutation": self.mutation.name,
            "hazard": self.mutation.hazard,
            "how": self.mutation.how,
            "verdict": self.verdict,
            "red": [{"test": outcome.test, "failure": outcome.brief} for outcome in self.red],
            "called": list(self.called),
            "seconds": round(self.seconds, 1),
        }
